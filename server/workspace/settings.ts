// Invariant: settings are read and checked here, once; whoever uses them finds every field typed and filled in.
// The same names stand in `.servicescope.yaml` and in the editor's `servicescope` section; the file wins.
import { readRange } from '../cluster/address-range.ts';
import { isObject, type JsonValue } from '../kubernetes/objects/json.ts';
import {
	defaultKubernetesVersion,
	type KubernetesVersion,
	kubernetesVersions,
	parseKubernetesVersion,
} from '../kubernetes/versions.ts';

export interface Settings {
	readonly kubernetesVersion: KubernetesVersion;
	readonly clusterDomain: string;
	/** Path of a Corefile, relative to the workspace folder; '' for kubeadm's. */
	readonly corefile: string;
	/** The cluster's first family first. */
	readonly serviceCIDRs: readonly string[];
	/** True if somebody chose the ranges: only then is an address outside them certainly wrong. */
	readonly serviceCIDRsSet: boolean;
	readonly nodePortRange: { readonly from: number; readonly to: number };
	/** True if somebody chose the range. */
	readonly nodePortRangeSet: boolean;
	/** In bytes. */
	readonly maxFileSize: number;
	/** Severity by rule id: off, hint, info, warning or error. */
	readonly rules: Readonly<Record<string, string>>;
	/** Globs of files that are not looked at. */
	readonly exclude: readonly string[];
}

export const defaultSettings: Settings = {
	kubernetesVersion: defaultKubernetesVersion,
	clusterDomain: 'cluster.local',
	corefile: '',
	serviceCIDRs: ['10.96.0.0/12', 'fd00:10:96::/112'],
	serviceCIDRsSet: false,
	nodePortRange: { from: 30000, to: 32767 },
	nodePortRangeSet: false,
	maxFileSize: 5_000_000,
	rules: {},
	exclude: [],
};

export interface SettingsProblem {
	/** The setting's name. */
	readonly setting: string;
	readonly message: string;
}

export interface ReadSettings {
	readonly settings: Settings;
	readonly problems: readonly SettingsProblem[];
}

const severities: ReadonlySet<string> = new Set(['off', 'hint', 'info', 'warning', 'error']);

/** Lays the values of `section` over `base`. What has the wrong type or value keeps the base's and is reported. */
export function readSettings(section: JsonValue | undefined, base: Settings = defaultSettings): ReadSettings {
	if (section === undefined || section === null) return { settings: base, problems: [] };
	if (!isObject(section)) {
		return {
			settings: base,
			problems: [{ setting: '', message: 'the settings must be a mapping of names to values' }],
		};
	}
	const reader = new SettingsReader(section);
	const serviceCIDRs = reader.ranges('serviceCIDRs');
	const nodePortRange = reader.range('nodePortRange');
	const settings: Settings = {
		kubernetesVersion: reader.version() ?? base.kubernetesVersion,
		clusterDomain: reader.text('clusterDomain')?.replace(/\.$/, '') || base.clusterDomain,
		corefile: reader.text('corefile') ?? base.corefile,
		serviceCIDRs: serviceCIDRs?.length ? serviceCIDRs : base.serviceCIDRs,
		serviceCIDRsSet: base.serviceCIDRsSet || (serviceCIDRs?.length ?? 0) > 0,
		nodePortRange: nodePortRange ?? base.nodePortRange,
		nodePortRangeSet: base.nodePortRangeSet || nodePortRange !== undefined,
		maxFileSize: reader.positive('maxFileSize') ?? base.maxFileSize,
		rules: { ...base.rules, ...reader.rules() },
		exclude: reader.strings('exclude') ?? base.exclude,
	};
	return { settings, problems: reader.problems };
}

/** The keys of a settings file that are no settings. */
export function unknownSettings(section: JsonValue | undefined): readonly SettingsProblem[] {
	const known = Object.keys(defaultSettings);
	return Object.keys(isObject(section) ? section : {})
		.filter((key) => !known.includes(key) || key.endsWith('Set'))
		.map((setting) => ({ setting, message: `${setting} is no setting` }));
}

class SettingsReader {
	readonly problems: SettingsProblem[] = [];
	private readonly section: Readonly<Record<string, JsonValue | undefined>>;

	constructor(section: Readonly<Record<string, JsonValue | undefined>>) {
		this.section = section;
	}

	text(setting: string): string | undefined {
		const value = this.given(setting);
		if (value === undefined || typeof value === 'string') return value;
		return this.reject(setting, 'must be a text');
	}

	positive(setting: string): number | undefined {
		const value = this.given(setting);
		if (value === undefined || (typeof value === 'number' && value > 0)) return value;
		return this.reject(setting, 'must be a number above 0');
	}

	strings(setting: string): readonly string[] | undefined {
		const value = this.given(setting);
		if (value === undefined) return undefined;
		if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value as string[];
		return this.reject(setting, 'must be a list of texts');
	}

	ranges(setting: string): readonly string[] | undefined {
		const ranges = this.strings(setting);
		if (ranges === undefined || ranges.every((cidr) => readRange(cidr) !== undefined)) return ranges;
		return this.reject(setting, 'must be ranges of addresses, as in 10.96.0.0/12');
	}

	version(): KubernetesVersion | undefined {
		const value = this.given('kubernetesVersion');
		if (value === undefined) return undefined;
		const version = parseKubernetesVersion(String(value));
		return version ?? this.reject('kubernetesVersion', `must be one of ${kubernetesVersions.join(', ')}`);
	}

	range(setting: string): { from: number; to: number } | undefined {
		const value = this.given(setting);
		if (value === undefined || value === '') return undefined;
		const match = /^(\d+)-(\d+)$/.exec(String(value));
		const [from, to] = [Number(match?.[1]), Number(match?.[2])];
		if (from > 0 && from <= to && to <= 65535) return { from, to };
		return this.reject(setting, 'must be two port numbers, as in 30000-32767');
	}

	rules(): Readonly<Record<string, string>> {
		const value = this.given('rules');
		if (value === undefined) return {};
		if (!isObject(value))
			return this.reject('rules', 'must map rule ids to off, hint, info, warning or error') ?? {};
		const rules: Record<string, string> = {};
		for (const [id, written] of Object.entries(value)) {
			// YAML 1.1 reads an unquoted `off` as false.
			const severity = written === false ? 'off' : written;
			if (typeof severity === 'string' && severities.has(severity)) rules[id] = severity;
			else this.reject(`rules.${id}`, 'must be off, hint, info, warning or error');
		}
		return rules;
	}

	private given(setting: string): JsonValue | undefined {
		return this.section[setting] ?? undefined;
	}

	private reject(setting: string, message: string): undefined {
		this.problems.push({ setting, message: `${setting} ${message}` });
	}
}
