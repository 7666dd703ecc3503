// Invariant: `--replicas` and `--not-ready` name what is there, or the call is wrong; nothing is assumed in vain.
import type { Assumptions } from '../cluster/assumptions.ts';
import type { ClusterSimulator } from '../cluster/simulate.ts';
import { findExposableKind } from '../kubernetes/expose/exposable-kinds.ts';
import type { KubernetesObject } from '../kubernetes/objects/read.ts';
import { UsageError } from './usage-error.ts';

export interface AssumptionOptions {
	/** `KIND/NAME=N` or `KIND/NAMESPACE/NAME=N`, the kind as kubectl takes it. */
	readonly replicas: readonly string[];
	/** `POD` or `NAMESPACE/POD`. */
	readonly notReady: readonly string[];
}

/** The assumptions that the options stand for. Throws UsageError. */
export function findAssumptions(
	objects: readonly KubernetesObject[],
	base: Assumptions,
	options: AssumptionOptions,
	simulator: ClusterSimulator,
): Assumptions {
	const replicas = new Map(base.replicas);
	for (const text of options.replicas) {
		const { keys, count } = findWorkloads(text, objects);
		for (const key of keys) replicas.set(key, count);
	}
	const scaled = { ...base, replicas };
	if (options.notReady.length === 0) return scaled;
	const pods = simulator.simulate(objects, scaled).pods.map(({ metadata }) => metadata);
	const notReady = new Set(base.notReady);
	for (const text of options.notReady) {
		const found = pods.filter(({ name, namespace }) => text === name || text === `${namespace}/${name}`);
		if (found.length === 0) {
			const names = pods.slice(0, 10).map(({ name }) => name);
			throw new UsageError(`--not-ready ${text}: no such Pod; there are ${names.join(', ') || 'none'}`);
		}
		for (const { name, namespace } of found) notReady.add(`${namespace}/${name}`);
	}
	return { ...scaled, notReady };
}

/** The most Pods that are simulated for one workload. */
const maxReplicas = 100_000;

function findWorkloads(text: string, objects: readonly KubernetesObject[]) {
	const match = /^([^/=]+)\/(?:([^/=]+)\/)?([^/=]+)=(\d+)$/.exec(text);
	if (match === null) throw new UsageError(`--replicas ${text}: write KIND/NAME=N`);
	const [, resource = '', namespace, name, digits] = match;
	const count = Number(digits);
	if (count > maxReplicas) throw new UsageError(`--replicas ${text}: more than ${maxReplicas} Pods`);
	const kind = findExposableKind(resource)?.kind ?? resource;
	const keys = objects
		.filter(
			({ kind: own, metadata }) =>
				own === kind &&
				metadata.name === name &&
				(namespace === undefined || metadata.namespace === namespace),
		)
		.map(({ metadata }) => `${kind}/${metadata.namespace}/${metadata.name}`);
	if (keys.length === 0) throw new UsageError(`--replicas ${text}: no ${kind} ${name} in the input`);
	return { keys, count };
}
