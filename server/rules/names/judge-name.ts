// Invariant: a name is called wrong only if manifests show what was meant, or show that nothing of that name is there, and
// the simulated DNS denies it too.

import { objectsAt, stringsAt } from '../../kubernetes/objects/json.ts';
import { hidesObjects } from '../../workspace/hidden-objects.ts';
import {
	type ClusterName,
	irregularName,
	readingsOf,
	writeName,
} from '../../workspace/host-names/cluster-name.ts';
import type { HostMention } from '../../workspace/host-names/host-mention.ts';
import { isNamespaceWritten, NameLookup, systemNamespaces } from '../../workspace/host-names/name-lookup.ts';
import { targetOf } from '../../workspace/host-names/name-target.ts';
import { patchPatternOf } from '../../workspace/host-names/text-fields.ts';
import { nearestName } from '../../workspace/nearest-name.ts';
import { standTogether, surelyMeets } from '../../workspace/neighbourhood.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { writtenPodSpec } from '../../workspace/pod-template.ts';
import { asService, type IndexedService } from '../../workspace/service-backing.ts';
import type { RuleContext } from '../context.ts';
import { judgeIrregularName } from './judge-irregular-name.ts';
import { judgeBarePod, judgePodName } from './judge-pod-name.ts';
import { judgeRecord } from './judge-record.ts';
import { answerTo, asksCluster, readerDNS } from './name-answer.ts';
import type { NameCase, Suspicion } from './name-case.ts';
import type { Meant, NameProblem } from './name-problem.ts';

/** Why a host name leads nowhere; undefined if it leads somewhere, or if nobody can tell. */
export function judgeName(
	object: IndexedObject,
	mention: HostMention,
	context: RuleContext,
): NameProblem | undefined {
	const { clusterDomain } = context.settings;
	const { host, field } = mention;
	const readings = readingsOf(host, clusterDomain);
	const irregular = irregularName(host, clusterDomain);
	if (readings.length === 0 && irregular === undefined) return undefined;
	const names = new NameLookup(context.lookup, object.scope);
	if (targetOf(names, host, object, clusterDomain) !== undefined) return undefined;
	const own = isNamespaceWritten(object) ? object.namespace : undefined;
	const inCase: NameCase = {
		names,
		object,
		mention,
		context,
		write: (name, like) => writeName(name, like, own ?? name.namespace, clusterDomain),
	};
	const suspicion = suspect(inCase, readings, irregular);
	if (suspicion === undefined || hasAlias(object, host)) return undefined;
	if (context.isPatched(object, patchPatternOf(field))) return undefined;
	if (context.isPatched(object, /\b(?:dnsConfig|dnsPolicy|hostAliases)\b/)) return undefined;
	if (!asksCluster(readerDNS(object, field), context) || isElsewhere(readings, object, context))
		return undefined;
	const answer = answerTo(context, object, field, host);
	return answer.found ? undefined : { ...suspicion, mention, answer };
}

function suspect(
	inCase: NameCase,
	readings: readonly ClusterName[],
	irregular: ReturnType<typeof irregularName>,
): Suspicion | undefined {
	if (irregular !== undefined) return judgeIrregularName(inCase, irregular);
	if (!inCase.context.seesWholeScope()) return undefined;
	for (const judge of [judgeSwapped, judgeRenamed, judgeRecord, judgePodName, judgeBarePod, judgeElsewhere]) {
		for (const reading of readings) {
			const suspicion = judge(inCase, reading, spaceOf(inCase, reading));
			if (suspicion !== undefined) return suspicion;
		}
	}
	for (const reading of readings) {
		const suspicion = judgeUnknown(inCase, reading, spaceOf(inCase, reading));
		if (suspicion !== undefined) return suspicion;
	}
	return undefined;
}

function spaceOf({ object }: NameCase, reading: ClusterName): string {
	return reading.namespace ?? object.namespace;
}

/** `shop.redis` for `redis.shop`. */
function judgeSwapped(
	{ names, write }: NameCase,
	reading: ClusterName,
	namespace: string,
): Suspicion | undefined {
	if (reading.namespace === undefined || reading.pod !== undefined) return undefined;
	const [meant] = names
		.services(reading.service, namespace)
		.filter(({ indexed }) => isNamespaceWritten(indexed));
	if (meant === undefined) return undefined;
	const swapped = { ...reading, service: namespace, namespace: reading.service };
	return {
		kind: 'swapped-labels',
		reason: `it asks for a Service ${reading.service} in namespace ${namespace}; Service ${namespace} is in namespace ${reading.service}, and the Service comes first`,
		meant: [{ host: write(swapped, reading), object: meant.indexed, because: 'the Service comes first' }],
	};
}

/** Kustomize renames objects and moves them, and leaves the names in texts as they are. */
function judgeRenamed(
	{ names, object, write }: NameCase,
	reading: ClusterName,
	namespace: string,
): Suspicion | undefined {
	const renamed = names.lookup
		.findAnywhere('Service', reading.service)
		.find(({ object: written, namespace: placed, typed }) => {
			const isMoved = reading.namespace !== undefined && placed !== reading.namespace;
			const wrote = written.writtenNamespace || placed;
			return (
				(typed?.metadata.name !== reading.service || isMoved) &&
				(wrote === namespace || placed === namespace) &&
				(typed?.metadata.name !== reading.service || wrote !== placed)
			);
		});
	if (renamed?.typed === undefined) return undefined;
	const name = { ...reading, service: renamed.typed.metadata.name, namespace: renamed.namespace };
	const where = renamed.namespace === object.namespace ? '' : ` in namespace ${renamed.namespace}`;
	const because = `the kustomization makes Service ${renamed.name} ${name.service}${where}`;
	return {
		kind: 'renamed-service',
		reason: `${because}, but Kustomize changes no names inside texts`,
		meant: [{ host: write(name, reading), object: renamed, because }],
	};
}

/** The Service is there, in another namespace. */
function judgeElsewhere(
	{ names, object, context, write }: NameCase,
	reading: ClusterName,
	namespace: string,
): Suspicion | undefined {
	if (systemNamespaces.has(namespace) || names.services(namespace, reading.service).length > 0)
		return undefined;
	if (reading.pod !== undefined && reading.namespace === undefined) return undefined;
	const found = names.elsewhere(reading.service, namespace);
	const spaces = found.map(({ indexed }) => indexed.namespace);
	if (found.length === 0 || !canMiss(names, object, reading, namespace, spaces)) return undefined;
	if (hidesObjects(context.lookup, namespace)) return undefined;
	const isShort = reading.namespace === undefined;
	const where = `Service ${reading.service} is in namespace ${spaces.join(' and in ')}`;
	const reason = isShort
		? `${where}, and a short name is looked for in the Pod's own namespace ${namespace} only`
		: `${where}, not in ${namespace}`;
	const meant = found.map(({ indexed }): Meant => {
		const name = { ...reading, namespace: indexed.namespace };
		const because = `Service ${reading.service} is in namespace ${indexed.namespace}`;
		return { host: write(name, reading), object: indexed, because };
	});
	return { kind: isShort ? 'short-name' : 'other-namespace', reason, meant };
}

/** True if a Service that is not among the namespace's is surely not there. */
function canMiss(
	names: NameLookup,
	object: IndexedObject,
	reading: ClusterName,
	namespace: string,
	others: readonly string[],
): boolean {
	if (reading.namespace === undefined) return isNamespaceWritten(object);
	return names.knowsNamespace(namespace) || nearestName(namespace, others)?.nearness === 'slip';
}

/** No manifest shows a Service of that name. */
function judgeUnknown(inCase: NameCase, reading: ClusterName, namespace: string): Suspicion | undefined {
	const { names, context, write } = inCase;
	const { service } = reading;
	if (reading.pod !== undefined || systemNamespaces.has(namespace)) return undefined;
	if (service === 'kubernetes' || names.services(namespace, service).length > 0) return undefined;
	const candidates = context.lookup
		.nearServices(namespace, service)
		.flatMap((found) => asService(found) ?? []);
	const near = nearestService(candidates, names.servicesOf(namespace).length, inCase, reading, namespace);
	if (near === undefined && reading.form !== 'full' && reading.form !== 'svc') return undefined;
	if (near === undefined && !names.hasWrittenServices(namespace)) return undefined;
	if (hidesObjects(context.lookup, namespace)) return undefined;
	const where = `namespace ${namespace} has no Service ${service}`;
	if (near === undefined)
		return { kind: 'unlisted-service', reason: `${where} in these manifests`, meant: [] };
	const { name } = near.service.metadata;
	const because = `the Service is called ${name}`;
	const host = write({ ...reading, service: name, namespace }, reading);
	return {
		kind: 'near-service',
		reason: `${where}; it is called ${name}`,
		meant: [{ host, object: near.indexed, because }],
	};
}

function nearestService(
	services: readonly IndexedService[],
	inNamespace: number,
	{ object, mention: { port } }: NameCase,
	reading: ClusterName,
	namespace: string,
): IndexedService | undefined {
	const isExplicit = reading.namespace !== undefined || isNamespaceWritten(object);
	const eligible = services.filter(({ indexed }) => surelyMeets(object, indexed, namespace, isExplicit));
	const byName = new Map(eligible.map((service) => [service.service.metadata.name, service]));
	// Any word may stand beside the name of the only Service, if that is here and has the port.
	const fits = (name: string) =>
		inNamespace === 1 &&
		[byName.get(name)].some(
			(found) =>
				found !== undefined &&
				standTogether(object, found.indexed) &&
				found.service.spec.ports.some((own) => own.port === port?.number),
		);
	const nearest = nearestName(reading.service, byName.keys(), fits);
	return nearest === undefined ? undefined : byName.get(nearest.name);
}

/** True if another kustomization's objects, or the files outside of them, have what a name means. */
function isElsewhere(readings: readonly ClusterName[], object: IndexedObject, context: RuleContext): boolean {
	return [...context.otherScopes()].some(([scope, lookup]) => {
		const names = new NameLookup(lookup, scope);
		return readings.some(({ service, namespace = object.namespace, pod }) => {
			if (pod !== undefined && !names.hasPod(namespace, service, pod)) return false;
			return names.services(namespace, service).length > 0 || names.adrift(namespace, service).length > 0;
		});
	});
}

/** A name that the Pod's own hosts file answers. */
function hasAlias({ object }: IndexedObject, host: string): boolean {
	return objectsAt(writtenPodSpec(object), 'hostAliases').some((alias) =>
		stringsAt(alias, 'hostnames').includes(host),
	);
}
