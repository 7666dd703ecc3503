// Invariant: `-o=yaml` is `-o yaml`, as kubectl's flags have it (github.com/spf13/pflag parseSingleShortArg); Node's parseArgs
// takes the `=` for a part of the value.

/** The arguments with `-o=VALUE` written as `--output=VALUE`; what stands after `--` is left alone. */
export function withLongOptions(
	args: readonly string[],
	options: Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>>,
): string[] {
	const end = args.indexOf('--');
	const names = new Map(Object.entries(options).map(([name, { short = '' }]) => [`-${short}`, name]));
	return args.map((argument, index) => {
		if (argument.charAt(2) !== '=' || (end !== -1 && index > end)) return argument;
		const name = names.get(argument.slice(0, 2));
		return name === undefined ? argument : `--${name}${argument.slice(2)}`;
	});
}
