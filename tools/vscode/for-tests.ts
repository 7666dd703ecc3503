// What the end-to-end tests and the screenshots need before the first editor starts, made once a run.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { cacheFolder } from '../paths.ts';
import { findBrowser } from './browser.ts';
import { downloadDesktopVSCode } from './desktop.ts';
import { installVSCode, sweepLeftovers } from './installation.ts';
import { startServer } from './server.ts';

export interface TestEditor {
	/** A program with VS Code's flags, for `runTests({ vscodeExecutablePath })`. */
	readonly executable: string;
	/** True for the desktop program, false for the npm VS Code in a browser. */
	readonly isDesktop: boolean;
	/** Variables that the executable needs. */
	readonly environment: Readonly<Record<string, string>>;
	/** A folder for everything that this run writes; gone after stop(). */
	readonly scratch: string;
}

/**
 * Finds a VS Code to test in. SERVICESCOPE_VSCODE chooses: `desktop`, `npm`, or the path of an executable;
 * without it a desktop VS Code is downloaded where that is possible and the npm one is used elsewhere.
 */
export async function prepareTestEditor(): Promise<TestEditor & { stop(): Promise<void> }> {
	const scratch = join(cacheFolder, `run-${process.pid}`);
	await sweepLeftovers();
	mkdirSync(scratch, { recursive: true });
	const sweep = async () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
	const choice = process.env.SERVICESCOPE_VSCODE ?? 'auto';
	const desktop = choice === 'auto' || choice === 'desktop' ? await downloadDesktopVSCode() : undefined;
	if (desktop !== undefined) {
		return { executable: desktop, isDesktop: true, environment: {}, scratch, stop: sweep };
	}
	if (!['auto', 'npm', 'desktop'].includes(choice)) {
		return { executable: choice, isDesktop: true, environment: {}, scratch, stop: sweep };
	}
	if (choice === 'desktop') {
		throw new Failure(
			'SERVICESCOPE_VSCODE=desktop: Microsoft’s download server does not answer, or there is no screen.',
		);
	}
	const [installation] = await Promise.all([installVSCode(), findBrowser()]);
	const server = await startServer({ installation, dataFolder: join(scratch, 'server'), forTests: true });
	const environment = {
		SERVICESCOPE_SERVER: JSON.stringify({ url: server.url, dataFolder: server.dataFolder }),
	};
	const stop = async () => {
		await server.stop();
		await sweep();
	};
	return { executable: writeAdapter(scratch), isDesktop: false, environment, scratch, stop };
}

/** An executable file that runs adapter.ts under this Node. */
function writeAdapter(folder: string): string {
	const adapter = join(import.meta.dirname, 'adapter.ts');
	if (process.platform === 'win32') {
		const path = join(folder, 'code.cmd');
		writeFileSync(path, `@"${process.execPath}" "${adapter}" %*\r\n`);
		return path;
	}
	const path = join(folder, 'code');
	writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${adapter}' "$@"\n`, { mode: 0o755 });
	return path;
}
