// VS Code's own command-line flags, as far as @vscode/test-electron and our tests use them.

export interface CommandLine {
	/** The folder to open. */
	readonly folder: string | undefined;
	readonly extensionDevelopmentPaths: readonly string[];
	readonly extensionTestsPath: string | undefined;
	/** `web`: the extension runs in the web extension host. */
	readonly extensionDevelopmentKind: string | undefined;
	readonly userDataFolder: string | undefined;
	/** Flags that Chromium itself understands, for example `--remote-debugging-port=9222`. */
	readonly forChromium: readonly string[];
}

const chromiumFlags = [
	'remote-debugging-port',
	'force-device-scale-factor',
	'force-prefers-reduced-motion',
	'window-size',
	'lang',
];

/** Reads `--name=value` and `--name`. Flags that only the desktop program has are accepted and ignored. */
export function parseCommandLine(args: readonly string[]): CommandLine {
	const values = new Map<string, string[]>();
	const folders: string[] = [];
	for (const argument of args) {
		const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
		if (name === undefined) folders.push(argument);
		else values.set(name, [...(values.get(name) ?? []), value ?? '']);
	}
	const last = (name: string) => values.get(name)?.at(-1);
	return {
		folder: last('folder-uri')?.replace(/^file:\/\//, '') ?? folders[0],
		extensionDevelopmentPaths: values.get('extensionDevelopmentPath') ?? [],
		extensionTestsPath: last('extensionTestsPath'),
		extensionDevelopmentKind: last('extensionDevelopmentKind'),
		userDataFolder: last('user-data-dir'),
		forChromium: chromiumFlags.flatMap((name) => {
			const value = last(name);
			if (value === undefined) return [];
			return value === '' ? `--${name}` : `--${name}=${value}`;
		}),
	};
}
