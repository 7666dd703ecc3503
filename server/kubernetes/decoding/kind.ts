// Invariant: a group without a dot is Kubernetes' own, so what the generated table lacks there does not exist; groups with
// a dot may come from anybody (custom resources) and are never refused.
import { type JsonObject, stringAt } from '../objects/json.ts';
import { quote } from '../validation/quote.ts';
import { describe } from './decode-object.ts';
import { ownKindsOf, ownVersions } from './schema.ts';
import { suggest } from './suggestion.ts';

/** The kinds that are decoded, defaulted and validated: apiVersion and kind → definition in the schema. */
const ruledKinds: ReadonlyMap<string, RuledKind> = new Map([
	['v1 Service', 'Service'],
	['v1 Pod', 'Pod'],
	['apps/v1 DaemonSet', 'DaemonSet'],
	['apps/v1 Deployment', 'Deployment'],
	['apps/v1 ReplicaSet', 'ReplicaSet'],
	['apps/v1 StatefulSet', 'StatefulSet'],
	['batch/v1 CronJob', 'CronJob'],
	['batch/v1 Job', 'Job'],
	['discovery.k8s.io/v1 EndpointSlice', 'EndpointSlice'],
]);

export type RuledKind =
	| 'CronJob'
	| 'DaemonSet'
	| 'Deployment'
	| 'EndpointSlice'
	| 'Job'
	| 'Pod'
	| 'ReplicaSet'
	| 'Service'
	| 'StatefulSet';

export type ResolvedKind =
	| { readonly outcome: 'ruled'; readonly kind: RuledKind }
	/** A kind without rules here. */
	| { readonly outcome: 'other' }
	| { readonly outcome: 'refused'; readonly field: 'apiVersion' | 'kind'; readonly message: string };

/** What apiVersion and kind name. */
export function resolveKind(value: JsonObject): ResolvedKind {
	for (const field of ['apiVersion', 'kind'] as const) {
		const written = value[field];
		if (written === undefined || written === null || written === '') {
			return refused(field, `${field} is missing`);
		}
		if (typeof written !== 'string')
			return refused(field, `${field} must be a string, not ${describe(written)}`);
	}
	const apiVersion = stringAt(value, 'apiVersion') ?? '';
	const kind = stringAt(value, 'kind') ?? '';
	const ruled = ruledKinds.get(`${apiVersion} ${kind}`);
	if (ruled !== undefined) return { outcome: 'ruled', kind: ruled };
	if (apiVersion.includes('/') && apiVersion.slice(0, apiVersion.indexOf('/')).includes('.')) {
		return { outcome: 'other' };
	}
	const kinds = ownKindsOf(apiVersion);
	if (kinds === undefined) return refused('apiVersion', unknownVersion(apiVersion, kind));
	if (kinds.includes(kind)) return { outcome: 'other' };
	return refused('kind', unknownKind(apiVersion, kind, kinds));
}

function refused(field: 'apiVersion' | 'kind', message: string): ResolvedKind {
	return { outcome: 'refused', field, message };
}

function unknownVersion(apiVersion: string, kind: string): string {
	const home = ownVersions.find((version) => ownKindsOf(version)?.includes(kind));
	if (home === undefined) {
		return `Kubernetes has no apiVersion ${quote(apiVersion)} with a kind ${quote(kind)}`;
	}
	return `apiVersion ${quote(apiVersion)} does not exist in Kubernetes; the apiVersion of a ${kind} is "${home}"`;
}

function unknownKind(apiVersion: string, kind: string, kinds: readonly string[]): string {
	const home = ownVersions.find((version) => ownKindsOf(version)?.includes(kind));
	if (home !== undefined) {
		return `kind ${quote(kind)} does not exist in apiVersion ${quote(apiVersion)}; its apiVersion is "${home}"`;
	}
	const meant = suggest(kind, kinds) ?? (kind === 'Svc' ? 'Service' : undefined);
	const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
	return `kind ${quote(kind)} does not exist in apiVersion ${quote(apiVersion)}${hint}`;
}
