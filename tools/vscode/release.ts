// The VS Code that `npm start` and the end-to-end tests run, in one place: raise version and integrity together
// (`npm view code-server@VERSION dist.integrity`).

/** Microsoft's VS Code as the npm package `code-server` carries it, in its folder lib/vscode, with its own lock file. */
export const release = {
	package: 'code-server',
	version: '4.139.1',
	/** The version of VS Code in it. */
	vscode: '1.139.1',
	/** Everything it needs beyond this is pinned by the npm-shrinkwrap.json inside. */
	integrity:
		'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
	/** Dependencies that only features we never use load, and that make up most of the download. */
	unneeded: ['@github/copilot-sdk', '@microsoft/mxc-sdk', '@devcontainers/cli'],
} as const;
