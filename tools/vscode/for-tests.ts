// What the end-to-end tests and the screenshots need before the first editor starts, made once a run.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfChanged } from '../build.ts';
import { Failure } from '../failure.ts';
import { packagedFiles } from '../package.ts';
import { cacheFolder, root } from '../paths.ts';
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
	/** The folder of the extension under test: exactly the files that are packaged. */
	readonly extension: string;
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
	const extension = await stageExtension(scratch);
	const choice = process.env.SERVICESCOPE_VSCODE ?? 'auto';
	const desktop = choice === 'auto' || choice === 'desktop' ? await downloadDesktopVSCode() : undefined;
	if (desktop !== undefined) {
		return { executable: desktop, isDesktop: true, environment: {}, extension, scratch, stop: sweep };
	}
	if (!['auto', 'npm', 'desktop'].includes(choice)) {
		return { executable: choice, isDesktop: true, environment: {}, extension, scratch, stop: sweep };
	}
	if (choice === 'desktop') {
		throw new Failure(
			'SERVICESCOPE_VSCODE=desktop: Microsoft’s download server does not answer, or there is no screen.',
		);
	}
	const [installation] = await Promise.all([installVSCode(), findBrowser()]);
	const server = await startServer({ installation, dataFolder: join(scratch, 'server'), forTests: true });
	const environment = {
		SERVICESCOPE_SERVER: JSON.stringify(server),
	};
	const stop = async () => {
		await server.stop();
		await sweep();
	};
	return { executable: writeAdapter(scratch), isDesktop: false, environment, extension, scratch, stop };
}

/** The repository itself will not do: it holds VS Code, whose own themes would then count as the extension's. */
async function stageExtension(scratch: string): Promise<string> {
	await buildIfChanged();
	const extension = join(scratch, 'extension');
	for (const file of await packagedFiles()) cpSync(join(root, file), join(extension, file));
	return extension;
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
