// Invariant: a Service is a candidate only if somebody must write its endpoints and nobody has.
import { serviceNameLabel } from '../../kubernetes/objects/endpointslice.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { nearestName } from '../../workspace/nearest-name.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import { asService, type IndexedService } from '../../workspace/service-backing.ts';
import { hasWrittenEndpoints, type IndexedSlice, isSelectorless } from '../../workspace/slices-of-service.ts';
import type { RuleContext } from '../context.ts';
import type { Fix } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';

/** The Services without selector beside a slice that still lack endpoints, likeliest first. */
export function candidatesFor(
	{ indexed, slice }: IndexedSlice,
	{ lookup }: RuleContext,
): readonly IndexedService[] {
	const waiting = lookup
		.ofKind('Service', indexed.namespace)
		.filter((object) => standTogether(object, indexed) && isWrittenOut(object))
		.flatMap((object) => asService(object) ?? [])
		.filter((service) => isSelectorless(service) && !hasWrittenEndpoints(lookup, service));
	const values = new Set(Object.values(slice.metadata.labels));
	const ports = new Set(slice.ports.map(({ name }) => name));
	const near = nearestName(
		slice.metadata.labels[serviceNameLabel] ?? '',
		waiting.map((service) => service.indexed.name),
	)?.name;
	const score = ({ indexed: { name }, service }: IndexedService) =>
		(name === near ? 8 : 0) +
		(values.has(name) ? 4 : 0) +
		(indexed.name.startsWith(name) ? 2 : 0) +
		(service.spec.ports.some((port) => ports.has(port.name)) ? 1 : 0);
	return waiting.filter((service) => score(service) > 0).toSorted((a, b) => score(b) - score(a));
}

/** Labels the slice as the Service's. */
export function labelFix(
	{ indexed }: IndexedSlice,
	{ indexed: service }: IndexedService,
	{ workspace }: RuleContext,
): Fix {
	return {
		title: `Set label ${serviceNameLabel}: ${service.name}`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(workspace, indexed);
			return editor.set(['metadata', 'labels', serviceNameLabel], service.name) ? editor.edits() : undefined;
		},
	};
}
