// Invariant: a setting that is wrong keeps its default and is told; the file is read from the current folder alone.
import { existsSync, readFileSync } from 'node:fs';
import { parseManifest } from '../manifest/manifest.ts';
import { defaultSettings, readSettings, type Settings, unknownSettings } from '../workspace/settings.ts';

export const settingsFile = '.servicescope.yaml';

export interface SettingsFile {
	readonly settings: Settings;
	/** One line for each setting that is wrong. */
	readonly problems: readonly string[];
}

/** The settings of the folder that the command runs in; the defaults where it has none. */
export function readSettingsFile(): SettingsFile {
	if (!existsSync(settingsFile)) return { settings: defaultSettings, problems: [] };
	const [first] = parseManifest(readFileSync(settingsFile, 'utf8')).documents;
	const syntax = first?.document.problems[0];
	if (syntax !== undefined) {
		return { settings: defaultSettings, problems: [`${settingsFile} is left out: ${syntax.message}`] };
	}
	const value = first?.document.decoded.value;
	const { settings, problems } = readSettings(value);
	return {
		settings,
		problems: [...problems, ...unknownSettings(value)].map(({ message }) => `${settingsFile}: ${message}`),
	};
}
