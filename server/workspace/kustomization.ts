import {
	isObject,
	type JsonObject,
	objectAt,
	objectsAt,
	type StringMap,
	stringAt,
	stringMapAt,
	stringsAt,
} from '../kubernetes/objects/json.ts';
import { type PatchEntry, patchEntriesOf } from './patch-targets.ts';

/** The parts of a kustomization.yaml that decide which objects there are and what they are called. */
export interface Kustomization {
	/** Files and folders, relative to this one; remote ones are left out. */
	readonly resources: readonly string[];
	/** Files that hold partial objects. */
	readonly patches: readonly string[];
	/** What those and the inline patches are laid over. */
	readonly patchEntries: readonly PatchEntry[];
	/** Files that end up inside a generated ConfigMap or Secret, or configure plugins: no objects of the cluster. */
	readonly inputs: readonly string[];
	readonly namespace: string;
	readonly namePrefix: string;
	readonly nameSuffix: string;
	readonly labels: readonly LabelTransform[];
	/** Desired Pods by the workload's name as written. */
	readonly replicas: ReadonlyMap<string, number>;
	/** ConfigMaps and Secrets that it generates, by name as written. */
	readonly generated: readonly { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string }[];
	/** Something adds objects that no file here shows: remote resources, Helm charts, generators. */
	readonly opaque: boolean;
}

export interface LabelTransform {
	readonly pairs: StringMap;
	readonly onSelectors: boolean;
	readonly onTemplates: boolean;
}

export function isKustomizationFile(uri: string): boolean {
	return /\/(?:kustomization\.ya?ml|Kustomization)$/.test(uri);
}

/** Reads kustomize.config.k8s.io/v1beta1 Kustomization and v1alpha1 Component, whatever the value holds. */
export function readKustomization(value: JsonObject): Kustomization {
	const listed = [
		...stringsAt(value, 'resources'),
		...stringsAt(value, 'bases'),
		...stringsAt(value, 'components'),
	];
	const generators = ['configMapGenerator', 'secretGenerator'] as const;
	const labels = objectsAt(value, 'labels').map((entry) => ({
		pairs: stringMapAt(entry, 'pairs') ?? {},
		onSelectors: entry.includeSelectors === true,
		onTemplates: entry.includeSelectors === true || entry.includeTemplates === true,
	}));
	const common = stringMapAt(value, 'commonLabels');
	return {
		resources: listed.filter((path) => !isRemote(path)),
		patches: [
			...stringsAt(value, 'patchesStrategicMerge').filter((text) => !text.includes('\n')),
			...objectsAt(value, 'patches').flatMap((patch) => stringAt(patch, 'path') ?? []),
			...objectsAt(value, 'patchesJson6902').flatMap((patch) => stringAt(patch, 'path') ?? []),
		],
		patchEntries: patchEntriesOf(value),
		inputs: [
			...generators.flatMap((key) => objectsAt(value, key).flatMap(filesOfGenerator)),
			...stringsAt(value, 'configurations'),
			...stringsAt(value, 'transformers'),
			...stringsAt(value, 'generators'),
			...stringsAt(value, 'validators'),
			...objectsAt(value, 'replacements').flatMap((entry) => stringAt(entry, 'path') ?? []),
			...objectsAt(value, 'helmCharts').flatMap((chart) => stringAt(chart, 'valuesFile') ?? []),
			...[stringAt(objectAt(value, 'openapi'), 'path') ?? []].flat(),
		],
		namespace: stringAt(value, 'namespace') ?? '',
		namePrefix: stringAt(value, 'namePrefix') ?? '',
		nameSuffix: stringAt(value, 'nameSuffix') ?? '',
		labels:
			common === undefined ? labels : [...labels, { pairs: common, onSelectors: true, onTemplates: true }],
		replicas: new Map(
			objectsAt(value, 'replicas').flatMap((entry): [string, number][] => {
				const name = stringAt(entry, 'name');
				return name !== undefined && typeof entry.count === 'number' ? [[name, entry.count]] : [];
			}),
		),
		generated: generators.flatMap((key) =>
			objectsAt(value, key).flatMap((entry) => {
				const name = stringAt(entry, 'name');
				return name === undefined
					? []
					: [{ kind: key === 'secretGenerator' ? ('Secret' as const) : ('ConfigMap' as const), name }];
			}),
		),
		opaque:
			listed.some(isRemote) ||
			['helmCharts', 'helmChartInflationGenerator', 'generators', 'transformers'].some((key) =>
				isNonEmpty(value[key]),
			),
	};
}

function filesOfGenerator(generator: JsonObject): readonly string[] {
	// `files:` entries may be written `key=path`.
	const files = stringsAt(generator, 'files').map((entry) => entry.slice(entry.indexOf('=') + 1));
	const env = stringAt(generator, 'env');
	return [...files, ...stringsAt(generator, 'envs'), ...(env === undefined ? [] : [env])];
}

/** Kustomize fetches URLs and git addresses; none of them is a file here. */
function isRemote(path: string): boolean {
	return (
		/^[a-z][a-z0-9+.-]*:\/\//i.test(path) ||
		/^(?:git@|github\.com[/:]|git::)/.test(path) ||
		path.includes('?ref=')
	);
}

function isNonEmpty(value: JsonObject[string]): boolean {
	return (Array.isArray(value) && value.length > 0) || (isObject(value) && Object.keys(value).length > 0);
}
