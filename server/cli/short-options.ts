// Invariant: an option's value is what kubectl's flags take for it (github.com/spf13/pflag parseLongArg,
// parseSingleShortArg): `-o=yaml` is `-o yaml`, and the argument after an option is its value whatever it begins with. Node's
// parseArgs takes the `=` for a part of the value, and refuses a value that looks like an option.

type Options = Readonly<
	Record<
		string,
		{ readonly type: 'string' | 'boolean'; readonly short?: string; readonly multiple?: boolean }
	>
>;

/** The arguments with every value joined to its long option (`--output=yaml`); what stands after `--` is left alone. */
export function withLongOptions(args: readonly string[], options: Options): string[] {
	const names = new Map<string, string>();
	for (const [name, { type, short }] of Object.entries(options)) {
		if (type !== 'string') continue;
		names.set(`--${name}`, name);
		if (short !== undefined) names.set(`-${short}`, name);
	}
	const joined: string[] = [];
	for (let index = 0; index < args.length; index++) {
		const argument = args[index] ?? '';
		if (argument === '--') return [...joined, ...args.slice(index)];
		const name = names.get(argument);
		const value = args[index + 1];
		if (name !== undefined && value !== undefined) {
			joined.push(`--${name}=${value}`);
			index++;
		} else {
			joined.push(withLongName(argument, names));
		}
	}
	return joined;
}

/** Of `-l=` alone pflag takes the `=` for the value. */
function withLongName(argument: string, names: ReadonlyMap<string, string>): string {
	const name = argument.charAt(2) === '=' ? names.get(argument.slice(0, 2)) : undefined;
	if (name === undefined) return argument;
	return argument.length === 3 ? `--${name}==` : `--${name}${argument.slice(2)}`;
}
