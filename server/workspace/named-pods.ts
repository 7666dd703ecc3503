import type { PodSpec } from '../kubernetes/objects/pod.ts';
import type { PathStep } from '../manifest/path.ts';
import { type HostMention, hostMentionsOf } from './host-names/host-mention.ts';
import { type IndexedObject, isWorkload, type ObjectLookup, podLabelsOf } from './object-index.ts';
import { podSpecPath } from './pod-template.ts';
import type { IndexedService } from './service-backing.ts';
import { servicesSelecting } from './service-references.ts';

/** Pods that take hostname and subdomain from what is written: all but a StatefulSet's, which get theirs from its controller. */
export interface NamedPods {
	readonly indexed: IndexedObject;
	readonly spec: PodSpec;
	readonly specPath: readonly PathStep[];
	/** Desired Pods; undefined for a DaemonSet: one a node. */
	readonly replicas: number | undefined;
}

/** The kinds whose Pods' names can be written. */
export const namedPodKinds: readonly string[] = [
	'Pod',
	'Deployment.apps',
	'ReplicaSet.apps',
	'ReplicationController',
	'DaemonSet.apps',
	'Job.batch',
	'CronJob.batch',
];

export function namedPodsOf(indexed: IndexedObject): NamedPods | undefined {
	const { typed } = indexed;
	const specPath = podSpecPath(indexed.object);
	if (specPath === undefined || Object.keys(podLabelsOf(indexed) ?? {}).length === 0) return undefined;
	if (typed?.kind === 'Pod') return { indexed, spec: typed.spec, specPath, replicas: 1 };
	if (!isWorkload(typed) || typed.kind === 'StatefulSet') return undefined;
	return { indexed, spec: typed.template.spec, specPath, replicas: typed.replicas };
}

/** A text that calls Pods by a name under one of the Services that select them. */
export interface PodNameUse {
	readonly service: IndexedService;
	readonly by: IndexedObject;
	readonly mention: HostMention;
}

/** Where a text uses `podName.SERVICE` for a Service that selects the object's Pods. */
export function useOfPodName(
	index: ObjectLookup,
	object: IndexedObject,
	podName: string,
): PodNameUse | undefined {
	const users = index.mentioning(podName);
	if (users.length === 0) return undefined;
	const services = servicesSelecting(index, object);
	for (const by of users) {
		for (const mention of hostMentionsOf(by.object)) {
			const [first, second, namespace] = mention.host.toLowerCase().split('.');
			if (first !== podName || (namespace ?? by.namespace) !== object.namespace) continue;
			const service = services.find(({ indexed }) => indexed.name === second);
			if (service !== undefined) return { service, by, mention };
		}
	}
	return undefined;
}
