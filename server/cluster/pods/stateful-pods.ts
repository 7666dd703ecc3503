// Invariant: a StatefulSet's Pods are named by their ordinals, whatever else is assumed.
import type { Workload } from '../../kubernetes/objects/workload.ts';
import type { Assumptions } from '../assumptions.ts';
import { templateHash } from '../hash.ts';
import { firstNode, isHostname, longestLabel, type PlannedPod, planPod } from './planned-pod.ts';

/**
 * The Pods of a StatefulSet (pkg/controller/statefulset/stateful_set_utils.go initIdentity, updateIdentity).
 *
 * All ordinals exist, also with OrderedReady and Pods assumed not ready: what is assumed is a Pod that became not ready
 * after the set was complete, and the controller leaves the others running then. (One that never was ready would keep the
 * ordinals after it from being created.) A terminating Pod is only replaced when it is gone. A Pod whose name cannot be
 * a hostname, or whose revision cannot be a label's value, is refused by the API server, so it is not there.
 */
export function planStatefulPods(workload: Workload, count: number, assumptions: Assumptions): PlannedPod[] {
	const { namespace, name } = workload.metadata;
	const key = `StatefulSet/${namespace}/${name}`;
	const start = workload.statefulSet?.ordinalStart ?? 0;
	const revision = `${name}-${templateHash(key)}`;
	const first = firstNode(key);
	const podNames = Array.from({ length: count }, (_, index) => `${name}-${start + index}`);
	if (revision.length > longestLabel) return [];
	return podNames.filter(isHostname).map((podName, index) =>
		planPod(
			{
				template: workload.template,
				namespace,
				name: podName,
				hostname: podName,
				subdomain: workload.statefulSet?.serviceName ?? '',
				nodeIndex: first + index,
				owner: { kind: 'StatefulSet', name, controller: true },
				labels: {
					'apps.kubernetes.io/pod-index': String(start + index),
					'controller-revision-hash': revision,
					'statefulset.kubernetes.io/pod-name': podName,
				},
			},
			assumptions,
		),
	);
}
