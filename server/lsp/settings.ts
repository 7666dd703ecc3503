// Invariant: settings are read at this edge and checked; below it everything is typed and complete.
import { isObject, type JsonValue } from '../kubernetes/objects/json.ts';
import { defaultWorkspaceOptions } from '../workspace/workspace.ts';

export interface Settings {
	/** 1.33 to 1.37. */
	readonly kubernetesVersion: string;
	readonly clusterDomain: string;
	/** In bytes. */
	readonly maxFileSize: number;
	/** Severity by rule id; `off` switches a rule off. */
	readonly rules: Readonly<Record<string, string>>;
	/** Globs of files that are not looked at. */
	readonly exclude: readonly string[];
}

export const defaultSettings: Settings = {
	kubernetesVersion: '1.37',
	clusterDomain: 'cluster.local',
	maxFileSize: defaultWorkspaceOptions.maxFileSize,
	rules: {},
	exclude: [],
};

/** Reads the `servicescope` section; what has the wrong type keeps its default. */
export function readSettings(section: JsonValue | undefined): Settings {
	if (!isObject(section)) return defaultSettings;
	const { kubernetesVersion, clusterDomain, maxFileSize, rules, exclude } = section;
	return {
		kubernetesVersion:
			typeof kubernetesVersion === 'string' ? kubernetesVersion : defaultSettings.kubernetesVersion,
		clusterDomain:
			typeof clusterDomain === 'string' && clusterDomain !== ''
				? clusterDomain
				: defaultSettings.clusterDomain,
		maxFileSize:
			typeof maxFileSize === 'number' && maxFileSize > 0 ? maxFileSize : defaultSettings.maxFileSize,
		rules: isObject(rules)
			? Object.fromEntries(
					Object.entries(rules).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
				)
			: {},
		exclude: Array.isArray(exclude) ? exclude.filter((glob): glob is string => typeof glob === 'string') : [],
	};
}
