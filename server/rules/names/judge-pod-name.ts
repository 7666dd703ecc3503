import type { ClusterName } from '../../workspace/host-names/cluster-name.ts';
import { hostMentionsOf } from '../../workspace/host-names/host-mention.ts';
import { isOrdinalOf } from '../../workspace/host-names/name-lookup.ts';
import { isWorkload } from '../../workspace/object-index.ts';
import { backingOf, type IndexedService, type StatefulSetObject } from '../../workspace/service-backing.ts';
import type { NameCase, Suspicion } from './name-case.ts';

/** A Pod's name under a Service that is there. */
export function judgePodName(
	inCase: NameCase,
	reading: ClusterName,
	namespace: string,
): Suspicion | undefined {
	const { names } = inCase;
	const [service] = names.services(namespace, reading.service);
	const [, owner = '', digits] = /^(.+)-(0|[1-9]\d*)$/.exec(reading.pod ?? '') ?? [];
	if (service === undefined || reading.pod === undefined) return undefined;
	if (digits === undefined || /^\d+(?:-\d+)*$/.test(owner)) return undefined;
	const sets = names.statefulSetsOf(namespace);
	const own = sets.filter(({ workload }) => workload.metadata.name === owner);
	const governed = own.filter(({ workload }) => workload.statefulSet?.serviceName === reading.service);
	if (governed.length > 0) return judgeOrdinal(inCase, reading, namespace, Number(digits), governed);
	const [set] = own;
	if (set !== undefined) return judgeGoverning(inCase, reading, namespace, set);
	return judgeOwner(inCase, reading, namespace, Number(digits), service, sets);
}

/** The StatefulSet makes no Pod of that number. */
function judgeOrdinal(
	{ write, context, object, mention }: NameCase,
	reading: ClusterName,
	namespace: string,
	ordinal: number,
	sets: readonly StatefulSetObject[],
): Suspicion | undefined {
	const [set] = sets;
	if (set === undefined || sets.length > 1 || isOrdinalOf(set.workload, ordinal)) return undefined;
	const { workload, indexed } = set;
	const start = workload.statefulSet?.ordinalStart ?? 0;
	const last = start + (workload.replicas ?? 1) - 1;
	// Without `replicas` something else may scale it.
	if ((ordinal > last && !isReplicasWritten(set)) || context.isPatched(indexed)) return undefined;
	if (last < start) return undefined;
	const { name } = workload.metadata;
	const range = start === last ? `only ${name}-${start}` : `${name}-${start} to ${name}-${last}`;
	const why = ordinal < start ? `ordinals.start is ${start}` : `replicas is ${workload.replicas}`;
	const listed = new Set(
		hostMentionsOf(object.object).flatMap(({ field, host }) => (field === mention.field ? [host] : [])),
	);
	const hostOf = (number: number) => write({ ...reading, pod: `${name}-${number}`, namespace }, reading);
	const nearest = ordinal < start ? start : last;
	// A list lacks the Pod that it has a wrong number for.
	const lacking =
		ordinal < start
			? firstOf(start, Math.min(last, start + mostListed), (number) => !listed.has(hostOf(number)))
			: firstOf(last, Math.max(start, last - mostListed), (number) => !listed.has(hostOf(number)));
	const chosen = lacking ?? nearest;
	const because =
		chosen === start ? 'the first Pod' : chosen === last ? 'the last Pod' : 'the Pod that is not listed';
	return {
		kind: 'pod-ordinal',
		reason: `StatefulSet ${name} makes ${range} (${why})`,
		meant: [{ host: hostOf(chosen), object: indexed, because }],
	};
}

/** Longer lists of Pods are not written by hand. */
const mostListed = 50;

/** The first number that fits on the way from one to the other. */
function firstOf(from: number, to: number, fits: (number: number) => boolean): number | undefined {
	const step = from <= to ? 1 : -1;
	for (let number = from; number !== to + step; number += step) if (fits(number)) return number;
	return undefined;
}

function isReplicasWritten({ indexed, workload }: StatefulSetObject): boolean {
	const { spec } = indexed.object.value;
	const written =
		typeof spec === 'object' && spec !== null && 'replicas' in spec ? Number(spec.replicas) : undefined;
	return written !== undefined || (workload.replicas ?? 1) !== 1;
}

/** The StatefulSet's Pods have their names under another Service. */
function judgeGoverning(
	{ names, write }: NameCase,
	reading: ClusterName,
	namespace: string,
	{ indexed, workload }: StatefulSetObject,
): Suspicion | undefined {
	const governing = workload.statefulSet?.serviceName ?? '';
	if (names.services(namespace, governing).length === 0) return undefined;
	const host = write({ ...reading, service: governing, namespace }, reading);
	const because = `${workload.metadata.name} has serviceName: ${governing}`;
	return {
		kind: 'pod-under-other-service',
		reason: `the Pods of StatefulSet ${workload.metadata.name} have their names under its serviceName ${governing}; under ${reading.service} they have names made of their addresses`,
		meant: [{ host, object: indexed, because }],
	};
}

/** No StatefulSet of that name: a Deployment's Pods have no such names, and another StatefulSet's are called after it. */
function judgeOwner(
	{ names, write }: NameCase,
	reading: ClusterName,
	namespace: string,
	ordinal: number,
	service: IndexedService,
	sets: readonly StatefulSetObject[],
): Suspicion | undefined {
	const backing = backingOf(names.lookup, service);
	const governed = sets.filter(({ workload }) => workload.statefulSet?.serviceName === reading.service);
	const [set] = governed;
	if (set !== undefined) {
		const { name } = set.workload.metadata;
		if (governed.length > 1 || !isOrdinalOf(set.workload, ordinal)) return undefined;
		const host = write({ ...reading, pod: `${name}-${ordinal}`, namespace }, reading);
		const because = `the StatefulSet is called ${name}`;
		return {
			kind: 'pod-of-other-name',
			reason: `Pods are called after their StatefulSet ${name}, not after ${reading.pod?.replace(/-\d+$/, '')}`,
			meant: [{ host, object: set.indexed, because }],
		};
	}
	const isSteady = ({ typed }: (typeof backing)[number]) =>
		isWorkload(typed) &&
		(typed.kind === 'Deployment' || typed.kind === 'ReplicaSet' || typed.kind === 'DaemonSet');
	const [first] = backing;
	if (first === undefined || !backing.every(isSteady)) return undefined;
	const host = write({ service: reading.service, namespace }, reading);
	return {
		kind: 'pod-of-deployment',
		reason: `behind Service ${reading.service} is ${first.object.kind} ${first.name}, whose Pods have no names of their own in DNS; only a StatefulSet's have`,
		meant: [{ host, object: service.indexed, because: 'the Service, which any of its Pods answers' }],
	};
}

/** `mysql-0` where `mysql-0.mysql` is meant. */
export function judgeBarePod(
	{ names, write }: NameCase,
	reading: ClusterName,
	namespace: string,
): Suspicion | undefined {
	if (reading.pod !== undefined || reading.record !== undefined) return undefined;
	const [, owner, digits] = /^(.+)-(0|[1-9]\d*)$/.exec(reading.service) ?? [];
	const set = names.statefulSetsOf(namespace).find(({ workload }) => workload.metadata.name === owner);
	if (set === undefined || !isOrdinalOf(set.workload, Number(digits))) return undefined;
	const governing = set.workload.statefulSet?.serviceName ?? '';
	if (names.services(namespace, governing).length === 0) return undefined;
	const host = write({ ...reading, pod: reading.service, service: governing, namespace }, reading);
	return {
		kind: 'bare-pod',
		reason: `${reading.service} is a Pod of StatefulSet ${owner}, and Pods have names only under their Service ${governing}`,
		meant: [{ host, object: set.indexed, because: `${owner} has serviceName: ${governing}` }],
	};
}
