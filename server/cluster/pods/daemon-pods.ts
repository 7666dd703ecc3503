import type { Workload } from '../../kubernetes/objects/workload.ts';
import type { Assumptions } from '../assumptions.ts';
import { templateHash } from '../hash.ts';
import { exampleNodes } from '../nodes.ts';
import { type PlannedPod, planPod } from './planned-pod.ts';
import { unusedName } from './replica-pods.ts';

/**
 * One Pod on each example node: whether node selectors and taints let it there, manifests cannot tell.
 * Labels: pkg/controller/daemon/util/daemonset_util.go CreatePodTemplate.
 */
export function planDaemonPods(workload: Workload, assumptions: Assumptions): PlannedPod[] {
	const { namespace, name } = workload.metadata;
	const key = `DaemonSet/${namespace}/${name}`;
	const names = new Set<string>();
	return exampleNodes.map((node, index) =>
		planPod(
			{
				template: workload.template,
				namespace,
				name: unusedName(`${name}-`, `${key}/${node.name}`, names),
				nodeIndex: index,
				owner: { kind: 'DaemonSet', name, controller: true },
				labels: { 'controller-revision-hash': templateHash(key), 'pod-template-generation': '1' },
			},
			assumptions,
		),
	);
}
