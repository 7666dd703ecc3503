import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { unifiedDiff } from '../../server/cli/unified-diff.ts';
import { CommandFolder } from './command.ts';
import { broken, fine, nearMiss, rightType, templated, wide, wrongType } from './lint-manifests.ts';

let folder: CommandFolder | undefined;
afterEach(() => {
	folder?.remove();
	folder = undefined;
});

function withFiles(files: Readonly<Record<string, string>>): CommandFolder {
	folder = new CommandFolder(files);
	return folder;
}

const unused = (rules: string) =>
	fine.replace('    - port', `    # servicescope-disable-next-line ${rules}\n    - port`);

const cases: readonly [name: string, before: string, after: string][] = [
	['a wrong word', wrongType, rightType],
	['two in one file', wide, wide.replaceAll('protocol: tcp', 'protocol: TCP')],
	['CRLF', wrongType.replaceAll('\n', '\r\n'), rightType.replaceAll('\n', '\r\n')],
	['a byte order mark', `\uFEFF${wrongType}`, `\uFEFF${rightType}`],
	['no final line break', wrongType.trimEnd(), rightType.trimEnd()],
	['several documents', `${wrongType}---\n${wrongType}`, `${rightType}---\n${rightType}`],
	['a template on another line', templated, templated.replace('nodePort', 'NodePort')],
	['an unused comment', unused('port-number'), fine],
	['an unused comment with a reason', unused('port-number it is 80'), fine],
	[
		'one unused rule of two',
		`# servicescope-disable port-number, service-type-value\n${wrongType}`,
		`# servicescope-disable service-type-value\n${wrongType}`,
	],
	['a comment with a misspelt rule', unused('port-numbr'), unused('port-numbr')],
	['what has no safe fix', nearMiss, nearMiss],
	['what cannot be read', broken, broken],
];

describe('lint --fix', () => {
	for (const [name, before, after] of cases) {
		it(`mends ${name}, and nothing more the second time`, async () => {
			const { path } = withFiles({ 'a.yaml': before });
			const file = join(path, 'a.yaml');
			await folder?.run('lint', '--fix');
			assert.equal(readFileSync(file, 'utf8'), after);
			await folder?.run('lint', '--fix');
			assert.equal(readFileSync(file, 'utf8'), after);
		});

		it(`prints what it would mend: ${name}`, async () => {
			const { path } = withFiles({ 'a.yaml': before });
			const { stdout } = (await folder?.run('lint', '--fix-dry-run')) ?? { stdout: '' };
			assert.equal(readFileSync(join(path, 'a.yaml'), 'utf8'), before);
			assert.equal(stdout, unifiedDiff('a.yaml', before, after));
		});
	}

	it('goes on with what is left', async () => {
		const { status, stdout } = await withFiles({ 'a.yaml': wrongType }).run(
			'lint',
			'--fix',
			'--fail-on',
			'error',
		);
		assert.equal(status, 0);
		assert.match(stdout, /^\+ {2}type: NodePort$/m);
		assert.doesNotMatch(stdout, /error/);
	});

	it('keeps a machine-readable format whole', async () => {
		const { stdout, stderr } = await withFiles({ 'a.yaml': wrongType }).run(
			'lint',
			'--fix',
			'--format',
			'json',
		);
		assert.ok(Array.isArray(JSON.parse(stdout)));
		assert.match(stderr, /^\+ {2}type: NodePort$/m);
	});

	it('leaves bytes alone that are no UTF-8, and files that are only context', async () => {
		const { path } = withFiles({ 'context/b.yaml': wrongType });
		const bytes = Buffer.concat([Buffer.from('# \xff\n', 'latin1'), Buffer.from(wrongType)]);
		writeFileSync(join(path, 'a.yaml'), bytes);
		await folder?.run('lint', '--fix', 'a.yaml', '--context', 'context');
		assert.deepEqual(readFileSync(join(path, 'a.yaml')), bytes);
		assert.equal(readFileSync(join(path, 'context/b.yaml'), 'utf8'), wrongType);
	});
});

const texts: readonly [before: string, after: string][] = [
	['', 'a\n'],
	['a\n', ''],
	['a', 'a\n'],
	['a\nb', 'a\nc'],
	['1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n', '1\n2\n4\n5\n6\n7\n8\n9\n10\n11\n12\nx\n13\n'],
	['1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n', '0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n'],
	['a\r\nb\r\n', 'a\r\nc\r\n'],
];
describe('the diff', () => {
	for (const [before, after] of texts) {
		it(`of ${JSON.stringify(before)} and ${JSON.stringify(after)} is one that git applies`, () => {
			const { path } = withFiles({ 'a.txt': before });
			const apply = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
				cwd: path,
				input: unifiedDiff('a.txt', before, after),
				encoding: 'utf8',
			});
			assert.equal(apply.stderr, '');
			assert.equal(readFileSync(join(path, 'a.txt'), 'utf8'), after);
		});
	}
});
