import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CommandFolder } from './command.ts';

describe('import in a Corefile', () => {
	let folder: CommandFolder;
	before(() => {
		folder = new CommandFolder({
			'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}]}\n',
			'conf/good.conf': 'errors\n',
			'conf/bad.conf': 'whoami x\n',
			'conf/deep/more.conf': 'log\n',
		});
	});
	after(() => folder.remove());

	/** The pattern, and what `coredns -conf Corefile` said; '' if it started. `~` is the folder. */
	const imports: readonly (readonly [pattern: string, message: string])[] = [
		['conf/good.conf', ''],
		['*/good.conf', ''],
		['conf/none*', ''],
		['conf/none', 'Corefile:2 - Error during parsing: File to import not found: conf/none'],
		[
			'conf/b*',
			"plugin/whoami: ~/conf/bad.conf:1 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
		],
		['conf', 'Corefile:2 - Error during parsing: Could not import ~/conf: is a directory'],
		['conf/d*', 'Corefile:2 - Error during parsing: Could not import ~/conf/deep: is a directory'],
		[
			'conf/**',
			'Corefile:2 - Error during parsing: Glob pattern may only contain one wildcard (*), but has others: ~/conf/**',
		],
		[
			'conf/[g]ood.conf',
			'Corefile:2 - Error during parsing: Glob pattern may only contain one wildcard (*), but has others: ~/conf/[g]ood.conf',
		],
		[
			'conf/[',
			'Corefile:2 - Error during parsing: Failed to use import pattern conf/[: syntax error in pattern',
		],
	];
	for (const [pattern, message] of imports) {
		it(`${pattern}: ${message === '' ? 'taken' : message}`, async () => {
			folder.write('Corefile', `.:53 {\nimport ${pattern}\nkubernetes a\n}\n`);
			const { stderr } = await folder.run('dns', 'a.yaml', '--corefile', 'Corefile', '--', 'a.', 'A');
			const expected = message === '' ? '' : `${message.replace('~', process.cwd())}\n`;
			assert.equal(stderr.replace(/^servicescope: /, ''), expected);
		});
	}
});
