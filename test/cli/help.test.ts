import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { options as dns } from '../../server/cli/dns.ts';
import { options as dryRun } from '../../server/cli/dry-run.ts';
import { options as expose } from '../../server/cli/expose.ts';
import { options as lint } from '../../server/cli/lint.ts';
import { options as serve } from '../../server/cli/serve.ts';
import { version } from '../../server/cli/version.ts';
import { CommandFolder } from './command.ts';

let folder: CommandFolder;
before(() => {
	folder = new CommandFolder({});
});
after(() => folder.remove());

const commands = { lint, 'dry-run': dryRun, dns, serve, expose, explain: {} };

describe('help', () => {
	for (const [name, options] of Object.entries(commands)) {
		it(`of ${name} names every option, whichever way it is asked for`, async () => {
			const { status, stdout, stderr } = await folder.run('help', name);
			assert.deepEqual([status, stderr], [0, '']);
			assert.ok(stdout.includes(`usage: servicescope ${name} `), stdout);
			const named = [...stdout.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, option]) => option);
			assert.deepEqual(named.sort(), Object.keys(options).sort());
			for (const line of stdout.split('\n')) assert.ok(line.length <= 110, line);
			assert.deepEqual(await folder.run(name, '--help'), { status, stdout, stderr });
			assert.deepEqual(await folder.run(name, 'nowhere.yaml', '-h'), { status, stdout, stderr });
		});
	}

	it('of no command lists the commands', async () => {
		const { status, stdout } = await folder.run('help');
		assert.equal(status, 0);
		for (const name of Object.keys(commands)) assert.ok(stdout.includes(`\n  ${name} `), name);
	});

	it('of a command that is not there fails in one line', async () => {
		const { status, stdout, stderr } = await folder.run('help', 'nope');
		assert.deepEqual([status, stdout], [2, '']);
		assert.equal(stderr, "servicescope: no command 'nope'; 'servicescope help' lists them\n");
	});

	it('is what a call without a command is sent to, in one line', async () => {
		const { status, stdout, stderr } = await folder.run();
		assert.deepEqual([status, stdout], [2, '']);
		assert.equal(stderr, "servicescope: no command; 'servicescope help' lists them\n");
	});

	it('is not meant behind --', async () => {
		const { stderr } = await folder.run('dns', '--', '--help');
		assert.notEqual(stderr, '');
	});
});

describe('--version', () => {
	it('prints the version alone', async () => {
		assert.deepEqual(await folder.run('--version'), { status: 0, stdout: `${version}\n`, stderr: '' });
	});
});

describe('an unknown option', () => {
	it('is named with the usage, in one line without advice about dashes', async () => {
		const { status, stdout, stderr } = await folder.run('lint', '--nope');
		assert.deepEqual([status, stdout], [2, '']);
		assert.match(stderr, /^servicescope: Unknown option '--nope'; usage: servicescope lint .*\n$/);
	});
});
