// What ships: one entry a bundle. Sizes that an issue promised are limits here.
import type { BuildOptions } from 'esbuild';

export interface Bundle {
	readonly options: BuildOptions & { readonly outfile: string };
	/** Bytes that the bundle may have at most. */
	readonly limit?: number;
}

const shared: BuildOptions = {
	bundle: true,
	minify: true,
	legalComments: 'linked',
	logLevel: 'warning',
	// --platform=node alone would pick UMD builds whose requires esbuild cannot follow.
	mainFields: ['module', 'main'],
	conditions: ['import', 'module'],
	metafile: true,
};

// VS Code 1.91, the oldest that we support, runs extensions on Node 20.
const onNode: BuildOptions = { ...shared, platform: 'node', target: 'node20', format: 'cjs' };
const onWeb: BuildOptions = {
	...shared,
	platform: 'browser',
	target: 'es2022',
	mainFields: ['browser', 'module', 'main'],
	conditions: ['browser', 'import', 'module'],
};

export const bundles: readonly Bundle[] = [
	{
		options: {
			...onNode,
			entryPoints: ['client/node/extension.ts'],
			outfile: 'dist/extension.js',
			external: ['vscode'],
		},
	},
	{ options: { ...onNode, entryPoints: ['server/node.ts'], outfile: 'dist/server.js' } },
	{
		options: {
			...onNode,
			entryPoints: ['server/cli.ts'],
			outfile: 'dist/cli.js',
			banner: { js: '#!/usr/bin/env node' },
		},
	},
	{
		options: {
			...onWeb,
			entryPoints: ['client/browser/extension.ts'],
			outfile: 'dist/web/extension.js',
			format: 'cjs',
			external: ['vscode'],
		},
	},
	{
		options: {
			...onWeb,
			entryPoints: ['server/browser.ts'],
			outfile: 'dist/web/server.js',
			format: 'iife',
		},
	},
	{
		options: {
			...onWeb,
			entryPoints: ['client/panel/panel.ts'],
			outfile: 'dist/panel.js',
			format: 'esm',
		},
		limit: 200 * 1024,
	},
];
