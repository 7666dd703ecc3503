// Settings for a calm first screen: the folder, the editor and nothing that asks for attention.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Settings = Readonly<Record<string, unknown>>;

export const calmSettings: Settings = {
	'chat.disableAIFeatures': true,
	'extensions.autoCheckUpdates': false,
	'extensions.autoUpdate': false,
	'extensions.ignoreRecommendations': true,
	'git.openRepositoryInParentFolders': 'never',
	'security.workspace.trust.enabled': false,
	'telemetry.telemetryLevel': 'off',
	'update.mode': 'none',
	'workbench.enableExperiments': false,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
	'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** Writes the settings that hold for everyone who opens this server. */
export function writeMachineSettings(dataFolder: string, settings: Settings): void {
	write(join(dataFolder, 'data', 'Machine'), settings);
}

/** Writes the user's settings of this server. */
export function writeUserSettings(dataFolder: string, settings: Settings): void {
	write(join(dataFolder, 'data', 'User'), settings);
}

function write(folder: string, settings: Settings): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'settings.json'), `${JSON.stringify(settings, undefined, '\t')}\n`);
}
