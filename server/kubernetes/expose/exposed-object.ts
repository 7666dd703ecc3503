// Invariant: what is read from the object is what kubectl reads (polymorphichelpers), for StatefulSets and DaemonSets as for
// Deployments.

import type { StringMap } from '../objects/json.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, stringMapAt } from '../objects/json.ts';

/** A value, or the message that kubectl ends with. */
export type Result<T> = { readonly value: T; readonly error?: undefined } | { readonly error: string };

/** The labels by which the Service selects. Source: polymorphichelpers/mapbasedselectorforobject.go. */
export function selectorOf(object: JsonObject, kind: string): Result<StringMap> {
	const spec = objectAt(object, 'spec');
	switch (kind) {
		case 'ReplicationController':
			return { value: stringMapAt(spec, 'selector') ?? {} };
		case 'Pod': {
			const labels = stringMapAt(objectAt(object, 'metadata'), 'labels') ?? {};
			if (Object.keys(labels).length > 0) return { value: labels };
			return { error: 'the pod has no labels and cannot be exposed' };
		}
		case 'Service': {
			const selector = stringMapAt(spec, 'selector');
			return selector === undefined ? { error: 'the service has no pod selector set' } : { value: selector };
		}
		default:
			return labelSelectorOf(objectAt(spec, 'selector'), kind.toLowerCase());
	}
}

function labelSelectorOf(selector: JsonObject, kind: string): Result<StringMap> {
	const labels = stringMapAt(selector, 'matchLabels') ?? {};
	if (Object.keys(labels).length === 0) {
		return { error: `invalid ${kind}: no selectors, therefore cannot be exposed` };
	}
	const expressions = objectsAt(selector, 'matchExpressions');
	if (expressions.length === 0) return { value: labels };
	const shown = expressions.map(goRequirement).join(' ');
	return { error: `couldn't convert expressions - "[${shown}]" to map-based selector format` };
}

/** Go's %+v of a LabelSelectorRequirement. */
function goRequirement(expression: JsonObject): string {
	const { values } = expression;
	const list = Array.isArray(values) ? values.join(' ') : '';
	const key = stringAt(expression, 'key') ?? '';
	return `{Key:${key} Operator:${stringAt(expression, 'operator') ?? ''} Values:[${list}]}`;
}

/**
 * Each port number once, in order, with the protocols it is declared with.
 * Sources: polymorphichelpers/portsforobject.go, multiprotocolsforobject.go. Init containers do not count.
 */
export function portsOf(object: JsonObject, kind: string): ReadonlyMap<string, readonly string[]> {
	const ports = new Map<string, string[]>();
	for (const [number, protocol] of declaredPorts(object, kind)) {
		const protocols = ports.get(number) ?? [];
		protocols.push(protocol);
		ports.set(number, protocols);
	}
	return ports;
}

function declaredPorts(object: JsonObject, kind: string): readonly (readonly [string, string])[] {
	const spec = objectAt(object, 'spec');
	const read = (port: JsonObject, key: string): readonly [string, string] => [
		String(port[key] ?? 0),
		stringAt(port, 'protocol') || 'TCP',
	];
	if (kind === 'Service') return objectsAt(spec, 'ports').map((port) => read(port, 'port'));
	const podSpec = kind === 'Pod' ? spec : objectAt(objectAt(spec, 'template'), 'spec');
	return objectsAt(podSpec, 'containers').flatMap((container) =>
		objectsAt(container, 'ports').map((port) => read(port, 'containerPort')),
	);
}

export function labelsOf(object: JsonObject): StringMap {
	return stringMapAt(objectAt(object, 'metadata'), 'labels') ?? {};
}

export function nameOf(object: JsonObject): string {
	return stringAt(objectAt(object, 'metadata'), 'name') ?? '';
}
