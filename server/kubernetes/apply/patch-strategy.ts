// Invariant: the rows are those of the OpenAPI document (x-kubernetes-patch-strategy, x-kubernetes-patch-merge-key) for the
// definitions of decoding/schema-table.ts; a list without a row is replaced as a whole, a mapping is merged.
import { fieldsOf } from '../decoding/schema.ts';

/** How a strategic merge patch treats one field. */
export interface PatchStrategy {
	/** The field that tells a list's items apart; '' for a list of scalars. Absent where the list is replaced. */
	readonly mergeKey?: string;
	/** True if the patch names the keys that stay, and all others go. */
	readonly retainKeys: boolean;
	/** The definition of the field's value or its items; undefined where the schema has none. */
	readonly definition: string | undefined;
}

/** `Definition.field` → merge key, and `retainKeys` where the strategy has that too. Kubernetes 1.37. */
const rows: ReadonlyMap<string, readonly [mergeKey: string | undefined, retainKeys?: 'retainKeys']> = new Map(
	[
		['Container.env', ['name']],
		['Container.ports', ['containerPort']],
		['Container.volumeDevices', ['devicePath']],
		['Container.volumeMounts', ['mountPath']],
		['DeploymentSpec.strategy', [undefined, 'retainKeys']],
		['EphemeralContainer.env', ['name']],
		['EphemeralContainer.ports', ['containerPort']],
		['EphemeralContainer.volumeDevices', ['devicePath']],
		['EphemeralContainer.volumeMounts', ['mountPath']],
		['JobSchedulingConfiguration.resourceClaims', ['name']],
		['ObjectMeta.finalizers', ['']],
		['ObjectMeta.ownerReferences', ['uid']],
		['PodSpec.containers', ['name']],
		['PodSpec.ephemeralContainers', ['name']],
		['PodSpec.evictionResponders', ['name']],
		['PodSpec.hostAliases', ['ip']],
		['PodSpec.imagePullSecrets', ['name']],
		['PodSpec.initContainers', ['name']],
		['PodSpec.resourceClaims', ['name', 'retainKeys']],
		['PodSpec.schedulingGates', ['name']],
		['PodSpec.topologySpreadConstraints', ['topologyKey']],
		['PodSpec.volumes', ['name', 'retainKeys']],
		['ServiceSpec.ports', ['port']],
		['ServiceStatus.conditions', ['type']],
	],
);

/** The strategy for a field of a definition; for unknown definitions that of a plain mapping or list. */
export function strategyOf(definition: string | undefined, field: string): PatchStrategy {
	if (definition === undefined) return { retainKeys: false, definition: undefined };
	const [mergeKey, retainKeys] = rows.get(`${definition}.${field}`) ?? [undefined];
	const type = fieldsOf(definition).get(field)?.type;
	const inner = type?.kind === 'list' || type?.kind === 'map' ? type.of : type;
	return {
		retainKeys: retainKeys !== undefined,
		definition: inner?.kind === 'object' ? inner.definition : undefined,
		...(mergeKey === undefined ? {} : { mergeKey }),
	};
}
