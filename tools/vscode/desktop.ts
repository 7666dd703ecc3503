// A desktop VS Code: one that is installed (for `npm run start:desktop`) or one that is downloaded (for tests).
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from '../paths.ts';

/** The command of an installed VS Code, VS Code Insiders or VSCodium, or undefined. */
export function findInstalledVSCode(): string | undefined {
	const names = ['code', 'code-insiders', 'codium'];
	const suffix = process.platform === 'win32' ? '.cmd' : '';
	const onPath = (process.env.PATH ?? '')
		.split(delimiter)
		.flatMap((folder) => names.map((name) => join(folder, name + suffix)));
	return [...onPath, ...usualPlaces()].find((path) => existsSync(path));
}

function usualPlaces(): string[] {
	if (process.platform === 'darwin') {
		const programs = [
			['Visual Studio Code.app', 'code'],
			['Visual Studio Code - Insiders.app', 'code'],
			['VSCodium.app', 'codium'],
		] as const;
		return programs.flatMap(([app, name]) =>
			['/', homedir()].map((start) => join(start, 'Applications', app, 'Contents/Resources/app/bin', name)),
		);
	}
	if (process.platform === 'win32') {
		const programs = [
			['Microsoft VS Code', 'code.cmd'],
			['Microsoft VS Code Insiders', 'code-insiders.cmd'],
			['VSCodium', 'codium.cmd'],
		] as const;
		const starts = [join(process.env.LOCALAPPDATA ?? '', 'Programs'), process.env.PROGRAMFILES ?? ''];
		return programs.flatMap(([folder, name]) => starts.map((start) => join(start, folder, 'bin', name)));
	}
	return [];
}

/**
 * The executable of a downloaded desktop VS Code, or undefined where none can be had:
 * Microsoft's download server does not answer, or there is no screen.
 */
export async function downloadDesktopVSCode(): Promise<string | undefined> {
	const hasScreen =
		process.platform !== 'linux' ||
		process.env.DISPLAY !== undefined ||
		process.env.WAYLAND_DISPLAY !== undefined;
	if (!hasScreen || !(await downloadsAnswer())) return undefined;
	return downloadAndUnzipVSCode({ version: 'stable', cachePath: cacheFolder });
}

async function downloadsAnswer(): Promise<boolean> {
	try {
		const response = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
			signal: AbortSignal.timeout(4000),
		});
		return response.ok;
	} catch {
		return false;
	}
}
