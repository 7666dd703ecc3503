// Bundles everything that ships into dist/. Flags: --watch, --metafile (sizes).
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { type BuildOptions, build, context } from 'esbuild';

const shared: BuildOptions = {
	bundle: true,
	minify: true,
	legalComments: 'linked',
	logLevel: 'warning',
	// --platform=node alone would pick UMD builds whose requires esbuild cannot follow.
	mainFields: ['module', 'main'],
	conditions: ['import', 'module'],
	sourcemap: process.argv.includes('--watch'),
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

export const bundles: readonly BuildOptions[] = [
	{
		...onNode,
		entryPoints: ['client/node/extension.ts'],
		outfile: 'dist/extension.js',
		external: ['vscode'],
	},
	{ ...onNode, entryPoints: ['server/node.ts'], outfile: 'dist/server.js' },
	{
		...onNode,
		entryPoints: ['server/cli.ts'],
		outfile: 'dist/cli.js',
		banner: { js: '#!/usr/bin/env node' },
	},
	{
		...onWeb,
		entryPoints: ['client/browser/extension.ts'],
		outfile: 'dist/web/extension.js',
		format: 'cjs',
		external: ['vscode'],
	},
	{ ...onWeb, entryPoints: ['server/browser.ts'], outfile: 'dist/web/server.js', format: 'iife' },
	{ ...onWeb, entryPoints: ['client/panel/panel.ts'], outfile: 'dist/panel.js', format: 'esm' },
];

if (process.argv.includes('--watch')) {
	for (const bundle of bundles) await (await context(bundle)).watch();
} else {
	rmSync('dist', { recursive: true, force: true });
	mkdirSync('dist/web', { recursive: true });
	const results = await Promise.all(bundles.map((bundle) => build(bundle)));
	if (process.argv.includes('--metafile')) {
		for (const result of results) {
			for (const [file, output] of Object.entries(result.metafile?.outputs ?? {})) {
				console.log(`${file} ${(output.bytes / 1024).toFixed(0)} KB`);
			}
		}
		writeFileSync('dist/meta.json', JSON.stringify(results.map((result) => result.metafile)));
	}
}
