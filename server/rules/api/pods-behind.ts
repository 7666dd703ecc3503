// Invariant: what Pods declare is only a hint for fixes: it never decides whether something is wrong.
import {
	integerAt,
	isList,
	isObject,
	type JsonObject,
	type JsonValue,
	objectsAt,
	stringAt,
} from '../../kubernetes/objects/json.ts';
import type { ContainerPort } from '../../kubernetes/objects/pod.ts';
import { podLabelsOf } from '../../workspace/object-index.ts';
import { portDeclarationsOf } from '../../workspace/port-declarations.ts';
import { asService, backingOf } from '../../workspace/service-backing.ts';
import type { RuleContext } from '../context.ts';
import type { ApiSubject } from './api-rule.ts';
import { asLabel } from './name-forms.ts';

type Target = Pick<ApiSubject, 'object' | 'context' | 'value'>;

/** The ports that the containers behind a Service declare, each once, in the order of the manifests. */
export function portsBehind({ object, context }: Target): readonly ContainerPort[] {
	const service = asService(object);
	if (service === undefined) return [];
	const ports = backingOf(context.lookup, service).flatMap((source) =>
		portDeclarationsOf(source).map(({ port }) => port),
	);
	return [
		...new Map(ports.map((port) => [`${port.name} ${port.containerPort}/${port.protocol}`, port])).values(),
	];
}

/** The values that the Pods of the namespace carry under a label. */
export function labelValuesOf(key: string, { object, context }: Target): readonly string[] {
	const values = context.lookup
		.allPodSources(object.namespace)
		.flatMap((source) => podLabelsOf(source)?.[key] ?? []);
	return [...new Set(values)];
}

/** The entries of a Service's (or EndpointSlice's) list of ports, as written. */
export function writtenPorts({ value }: Pick<Target, 'value'>): readonly JsonObject[] {
	return value.kind === 'Service' ? objectsAt(value.spec, 'ports') : objectsAt(value, 'ports');
}

/** The entry at an index; an empty one where nothing of use stands there. */
export function writtenPort({ value }: Pick<Target, 'value'>, index: number): JsonObject {
	const entry = rawPorts({ value })[index];
	return isObject(entry) ? entry : {};
}

function rawPorts({ value }: Pick<Target, 'value'>): readonly JsonValue[] {
	const list = value.kind === 'Service' && isObject(value.spec) ? value.spec.ports : value.ports;
	return isList(list) ? list : [];
}

/** The container port that an entry of a Service leads to. */
export function containerPortOf(entry: JsonObject, target: Target): ContainerPort | undefined {
	return containerPortAmong(entry, portsBehind(target));
}

function containerPortAmong(entry: JsonObject, behind: readonly ContainerPort[]): ContainerPort | undefined {
	const protocol = stringAt(entry, 'protocol') || 'TCP';
	const name = stringAt(entry, 'targetPort');
	const number = integerAt(entry, 'targetPort') ?? integerAt(entry, 'port');
	return behind.find(
		(port) =>
			port.protocol === protocol && (name === undefined ? port.containerPort === number : port.name === name),
	);
}

/** What a port of this number is mostly for. */
const usualNames: ReadonlyMap<number, string> = new Map([
	[53, 'dns'],
	[80, 'http'],
	[443, 'https'],
	[3306, 'mysql'],
	[5432, 'postgres'],
	[6379, 'redis'],
	[8080, 'http'],
	[8443, 'https'],
	[9090, 'metrics'],
	[9102, 'metrics'],
	[27017, 'mongodb'],
]);

export interface ProposedName {
	readonly name: string;
	/** The author's own word for it. */
	readonly own: boolean;
}

const proposed = new WeakMap<RuleContext, WeakMap<JsonObject, readonly ProposedName[]>>();

/** A name for an entry that has none (or one that is taken): the Pods' own, a usual one, or protocol and number. */
export function nameForPort(index: number, target: Target): ProposedName {
	return namesForPorts(target)[index] ?? { name: `port-${index}`, own: false };
}

/** A name for each entry that differs from all that are written and from those of the entries before it. */
export function namesForPorts(target: Target): readonly ProposedName[] {
	const known = proposed.get(target.context) ?? new WeakMap<JsonObject, readonly ProposedName[]>();
	proposed.set(target.context, known);
	const before = known.get(target.value);
	if (before !== undefined) return before;
	const behind = portsBehind(target);
	const taken = new Set(writtenPorts(target).map((port) => stringAt(port, 'name')));
	const names = rawPorts(target).map((raw, index): ProposedName => {
		const entry = isObject(raw) ? raw : {};
		const name = candidatesFor(entry, index, behind).find((candidate) => !taken.has(candidate.name));
		if (name !== undefined) taken.add(name.name);
		return name ?? { name: `port-${index}`, own: false };
	});
	known.set(target.value, names);
	return names;
}

function candidatesFor(
	entry: JsonObject,
	index: number,
	behind: readonly ContainerPort[],
): readonly ProposedName[] {
	const number = integerAt(entry, 'port') ?? 0;
	const protocol = (stringAt(entry, 'protocol') || 'TCP').toLowerCase();
	const own = [stringAt(entry, 'targetPort'), containerPortAmong(entry, behind)?.name].flatMap((name) =>
		name === undefined || asLabel(name) !== name || !/[a-z]/.test(name) ? [] : [name],
	);
	const other = [
		usualNames.get(number),
		asLabel(`${protocol}-${number}`),
		asLabel(`${protocol}-${number}-${index}`),
	];
	return [
		...own.map((name) => ({ name, own: true })),
		...other.flatMap((name) => (name === undefined ? [] : [{ name, own: false }])),
	];
}
