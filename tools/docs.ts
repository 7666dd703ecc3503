// Writes what is generated from the rules: docs/rules, the table in README.md, the setting servicescope.rules in
// package.json. `npm run docs`; with --check it writes nothing and fails where a file differs.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure, main } from './failure.ts';
import { root } from './paths.ts';
import { generatedFiles } from './rule-docs.ts';

await main(async () => {
	const check = process.argv.includes('--check');
	const files = generatedFiles((file) => readFileSync(join(root, file), 'utf8'));
	const stale = globSync('docs/rules/*.md', { cwd: root })
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => !files.has(file));
	const changed = [...files].filter(([file, text]) => {
		const path = join(root, file);
		return !existsSync(path) || readFileSync(path, 'utf8').replaceAll('\r\n', '\n') !== text;
	});
	const names = [...changed.map(([file]) => file), ...stale];
	if (check) {
		if (names.length > 0)
			throw new Failure(`not what the rules say: ${names.join(', ')}; 'npm run docs' writes them`);
		return;
	}
	for (const [file, text] of changed) {
		mkdirSync(dirname(join(root, file)), { recursive: true });
		writeFileSync(join(root, file), text);
	}
	for (const file of stale) rmSync(join(root, file));
	console.log(
		names.length === 0 ? 'nothing has changed' : names.map((name) => `written: ${name}`).join('\n'),
	);
});
