// Invariant: a planned Pod has everything but its addresses, and depends on its source and the assumptions alone.
import type { OwnerReference } from '../../kubernetes/objects/meta.ts';
import type { Container, Pod, PodSpec, PodTemplate } from '../../kubernetes/objects/pod.ts';
import { hostPortConflicts } from '../../kubernetes/validation/container-ports.ts';
import type { Assumptions } from '../assumptions.ts';
import { hash32 } from '../hash.ts';
import { exampleNode, exampleNodes, type Node, nodeNamed, zoneLabel } from '../nodes.ts';

/** A Pod before the network gives it addresses. */
export interface PlannedPod {
	/** `namespace/name`, as assumptions name it. */
	readonly id: string;
	/** `status.podIPs` is empty. */
	readonly pod: Pod;
	/** Where it runs; a node that only the manifest names has no zone and no address of its own. */
	readonly node: Node;
	/** False for one that has no sandbox yet. */
	readonly hasAddress: boolean;
}

export interface PodPlan {
	readonly template: PodTemplate;
	readonly namespace: string;
	readonly name: string;
	/** Added to the template's. */
	readonly labels?: Readonly<Record<string, string>>;
	readonly owner?: OwnerReference;
	/** Replaces the template's hostname. */
	readonly hostname?: string;
	/** Replaces the template's subdomain; '' takes it away. */
	readonly subdomain?: string;
	/** The Pod's number among the nodes, from 0; a nodeName in the template goes before it. */
	readonly nodeIndex: number;
	/** Created, but no sandbox yet. */
	readonly pending?: boolean;
}

/** An instant that lies in the past of any clock, so that nothing depends on the machine's. */
const toldToEnd = '2026-01-01T00:00:00Z';

/** The Pod that a plan stands for, under the assumptions about its readiness and its end. */
export function planPod(plan: PodPlan, assumptions: Assumptions): PlannedPod {
	const { template, namespace, name } = plan;
	const id = `${namespace}/${name}`;
	const node = nodeOf(template.spec, plan.nodeIndex);
	const isTerminating = assumptions.terminating.has(id);
	const pending = plan.pending === true;
	return {
		id,
		node,
		hasAddress: !pending,
		pod: {
			kind: 'Pod',
			metadata: {
				name,
				namespace,
				labels: {
					...template.metadata.labels,
					...plan.labels,
					// The admission plugin PodTopologyLabels copies the node's zone (on by default since v1.35).
					...(node.zone === undefined ? {} : { [zoneLabel]: node.zone }),
				},
				annotations: template.metadata.annotations,
				ownerReferences: plan.owner === undefined ? [] : [plan.owner],
				...(isTerminating ? { deletionTimestamp: toldToEnd } : {}),
			},
			spec: podSpec(plan, node),
			status: pending
				? { phase: 'Pending', podIPs: [], ready: false }
				: { phase: 'Running', podIPs: [], ready: !assumptions.notReady.has(id) },
		},
	};
}

/** Two Pods that listen on their host cannot share it; all others go round the example nodes. */
function nodeOf(spec: PodSpec, index: number): Node {
	if (spec.nodeName !== undefined) return nodeNamed(spec.nodeName);
	return usesHostPorts(spec) ? exampleNode(index) : exampleNode(index % exampleNodes.length);
}

function usesHostPorts(spec: PodSpec): boolean {
	return (
		spec.hostNetwork ||
		spec.containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort !== undefined))
	);
}

/** A first node for a workload's Pods, so that not all workloads start on the same. */
export function firstNode(key: string): number {
	return hash32(`node ${key}`) % exampleNodes.length;
}

function podSpec(plan: PodPlan, node: Node): PodSpec {
	const { hostname: written, subdomain: writtenSubdomain, ...rest } = withHostPorts(plan.template.spec);
	const hostname = plan.hostname ?? written;
	const subdomain = plan.subdomain ?? writtenSubdomain;
	return {
		...rest,
		nodeName: node.name,
		...(hostname ? { hostname } : {}),
		...(subdomain ? { subdomain } : {}),
	};
}

const hostPorts = new WeakMap<PodSpec, PodSpec>();

/** On the host's network every port is the host's. Source: pkg/apis/core/v1/defaults.go SetDefaults_Pod. */
function withHostPorts(spec: PodSpec): PodSpec {
	if (!spec.hostNetwork) return spec;
	const known = hostPorts.get(spec);
	if (known !== undefined) return known;
	const add = (container: Container): Container => ({
		...container,
		ports: container.ports.map((port) => ({ ...port, hostPort: port.hostPort ?? port.containerPort })),
	});
	const made = {
		...spec,
		containers: spec.containers.map(add),
		initContainers: spec.initContainers.map(add),
	};
	hostPorts.set(spec, made);
	return made;
}

/**
 * True where the API server accepts a workload but refuses every Pod of its template: an image has blanks around its name,
 * or two ports would be the same port of the host, as any two of one number and protocol are on the host's network.
 * Source: pkg/apis/core/validation/validation.go (validateContainers, validateInitContainers, validateContainerCommon).
 */
export function isRefused(written: PodSpec): boolean {
	const { containers, initContainers } = withHostPorts(written);
	return (
		[...containers, ...initContainers].some(({ image }) => image !== image.trim()) ||
		[containers, ...initContainers.map((container) => [container])].some(
			(together) => hostPortConflicts('', together).length > 0,
		)
	);
}

/** Characters of a DNS label and of a label's value. */
export const longestLabel = 63;

/** True for what a Pod's hostname may be; the API server refuses a Pod with any other. */
export function isHostname(name: string): boolean {
	return name.length <= longestLabel && !name.includes('.');
}
