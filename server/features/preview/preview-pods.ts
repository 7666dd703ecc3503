import type { Cluster } from '../../cluster/cluster.ts';
import type { Pod } from '../../kubernetes/objects/pod.ts';
import type { PreviewPod, PreviewWorkload } from '../../protocol.ts';
import { type IndexedObject, isWorkload, podLabelsOf } from '../../workspace/object-index.ts';
import { selectsLabels } from '../../workspace/service-references.ts';

/** `Kind/namespace/name`, as assumptions name a workload. */
export function workloadId({ typed, namespace }: IndexedObject): string {
	return `${typed?.kind}/${namespace}/${typed?.metadata.name}`;
}

/** The Pods behind a Service in a simulated cluster, with the workload that each comes from. */
export function podsBehind(
	cluster: Cluster,
	namespace: string,
	selector: Readonly<Record<string, string>> | undefined,
	backing: readonly IndexedObject[],
): readonly PreviewPod[] {
	const behind = cluster.pods.filter(
		({ metadata }) => metadata.namespace === namespace && selectsLabels(selector, metadata.labels),
	);
	return behind.map((pod): PreviewPod => {
		const { metadata, spec, status } = pod;
		const source = backing.find((object) => madeBy(pod, object));
		return {
			id: `${namespace}/${metadata.name}`,
			name: metadata.name,
			addresses: status.podIPs,
			state: metadata.deletionTimestamp !== undefined ? 'terminating' : status.ready ? 'ready' : 'not-ready',
			node: spec.nodeName ?? '',
			...(source === undefined || source.typed?.kind === 'Pod' ? {} : { workload: workloadId(source) }),
			// Only StatefulSets and people choose names; the other controllers draw them.
			...(source !== undefined && source.typed?.kind !== 'Pod' && source.typed?.kind !== 'StatefulSet'
				? { nameAssumed: true }
				: {}),
		};
	});
}

/** The workloads behind a Service: how many Pods each makes, as written and as assumed. */
export function workloadsBehind(
	backing: readonly IndexedObject[],
	replicas: ReadonlyMap<string, number>,
	pods: readonly PreviewPod[],
): readonly (PreviewWorkload & { readonly object: IndexedObject })[] {
	return backing.flatMap((object) => {
		const { typed } = object;
		if (!isWorkload(typed)) return [];
		const id = workloadId(object);
		const made = pods.filter(({ workload }) => workload === id).length;
		const written = typed.replicas ?? made;
		return [
			{
				id,
				kind: typed.kind,
				name: typed.metadata.name,
				replicas: replicas.get(id) ?? written,
				writtenReplicas: written,
				adjustable: typed.replicas !== undefined,
				object,
			},
		];
	});
}

/** True if the Pod comes from this object: its own manifest, its controller, or that controller's ReplicaSet or Job. */
export function madeBy(pod: Pod, object: IndexedObject): boolean {
	const { typed } = object;
	if (typed === undefined || podLabelsOf(object) === undefined) return false;
	const { name } = typed.metadata;
	if (typed.kind === 'Pod') return pod.metadata.name === name;
	return pod.metadata.ownerReferences.some((owner) => {
		if (owner.kind === typed.kind) return owner.name === name;
		const made =
			(typed.kind === 'Deployment' && owner.kind === 'ReplicaSet') ||
			(typed.kind === 'CronJob' && owner.kind === 'Job');
		return made && owner.name.startsWith(`${name}-`) && !owner.name.slice(name.length + 1).includes('-');
	});
}
