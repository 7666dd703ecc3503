// `npm start` as a newcomer meets it: one command, an address, VS Code with Servicescope at work on examples/.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import { root } from '../../tools/paths.ts';
import { findBrowser } from '../../tools/vscode/browser.ts';
import { eventually } from './harness/eventually.ts';

const started: ChildProcess[] = [];

function start(...args: string[]): ChildProcess {
	const child = spawn(process.execPath, [join('tools', 'run.mjs'), join('tools', 'start.ts'), ...args], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	started.push(child);
	return child;
}

/** Reads both outputs until a pattern matches; its first group. */
async function output(child: ChildProcess, pattern: RegExp): Promise<string> {
	let text = '';
	return new Promise((resolve, reject) => {
		const read = (part: string) => {
			text += part;
			const found = pattern.exec(text)?.[1];
			if (found !== undefined) resolve(found);
		};
		child.stdout?.setEncoding('utf8').on('data', read);
		child.stderr?.setEncoding('utf8').on('data', read);
		child.on('exit', () => reject(new Error(`no ${pattern} in:\n${text}`)));
	});
}

/** Opens an example and asks for the hover until the extension, which starts meanwhile, answers. */
async function hoverInExamples(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await page.getByRole('treeitem', { name: '02-postgres.yaml' }).dblclick();
	await page.locator('.view-line', { hasText: 'clusterIP:' }).first().click();
	await page.keyboard.press('Home');
	await eventually(async () => {
		await page.keyboard.press('Escape');
		// Show hover, by its default keys.
		await page.keyboard.press('ControlOrMeta+K');
		await page.keyboard.press('ControlOrMeta+I');
		await page.locator('.monaco-hover:visible', { hasText: 'postgres' }).first().waitFor({ timeout: 1000 });
	}, 90_000);
}

describe('npm start', { timeout: 600_000 }, () => {
	after(() => {
		for (const child of started) child.kill();
	});

	test('opens examples/ with Servicescope in it, and ends with everything it started', async () => {
		const child = start();
		const address = await output(child, /(http:\/\/127\.0\.0\.1:\d+\/)/);
		assert.match(await (await fetch(address)).text(), /vscode-workbench-web-configuration.*\/examples&quot;/);

		const { executable, environment } = await findBrowser();
		const browser = await chromium.launch({
			executablePath: executable,
			env: { ...process.env, ...environment },
			args: ['--no-sandbox', '--disable-gpu'],
		});
		try {
			await hoverInExamples(await browser.newPage(), address);
		} finally {
			await browser.close();
		}

		child.kill('SIGTERM');
		await once(child, 'exit');
		await assert.rejects(fetch(address));
	});

	test('says in one line that the port is taken', async () => {
		const taken = createServer().listen(0, '127.0.0.1');
		await once(taken, 'listening');
		const address = taken.address();
		const port = typeof address === 'object' ? String(address?.port) : '';
		assert.match(await output(start('--port', port), /^(Port \d+ is taken: .*)$/m), /free one\.$/);
		taken.close();
	});
});
