import { isObject, type JsonValue } from '../../kubernetes/objects/json.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { type TextField, textFieldsOf } from '../../workspace/host-names/text-fields.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import type { IndexedService } from '../../workspace/service-backing.ts';
import { type VariableUse, variablePrefix, variableUses } from '../../workspace/service-variables.ts';
import { isTemplated, type RuleContext } from '../context.ts';
import type { Finding, Fix } from '../rule.ts';
import { setVariables } from './set-variables.ts';

/** The uses of one Service's variables in one text. */
export interface ServiceVariables {
	readonly field: TextField;
	readonly prefix: string;
	readonly first: VariableUse;
	readonly uses: readonly VariableUse[];
}

/** The Service variables that an object's containers use and do not set themselves, by text and Service. */
export function serviceVariablesIn(object: IndexedObject, context: RuleContext): readonly ServiceVariables[] {
	return textFieldsOf(object.object).flatMap((field) => {
		if (field.container === undefined || !field.text.includes('$') || isTemplated(object, field.path))
			return [];
		const container = valueAt(object.object.value, field.container);
		const own = setVariables(container, object, context);
		if (own === undefined) return [];
		const byPrefix = new Map<string, VariableUse[]>();
		for (const use of variableUses(field)) {
			if (own.has(use.name) || use.prefix === 'KUBERNETES') continue;
			byPrefix.set(use.prefix, [...(byPrefix.get(use.prefix) ?? []), use]);
		}
		return [...byPrefix].flatMap(([prefix, uses]) => {
			const [first] = uses;
			return first === undefined ? [] : [{ field, prefix, first, uses }];
		});
	});
}

/** The Services among these whose variables begin so. */
export function servicesOfPrefix(
	services: readonly IndexedService[],
	prefix: string,
): readonly IndexedService[] {
	return services.filter(({ service }) => variablePrefix(service.metadata.name) === prefix);
}

/** The finding at the first use, with an edit that writes the Service's DNS name and ports instead of its variables. */
export function variableFinding(
	object: IndexedObject,
	{ field, first, uses }: ServiceVariables,
	{ indexed, service }: IndexedService,
	host: string,
	reason: string,
	context: RuleContext,
): Finding {
	const texts = uses.map((use) => replacement(use, service.spec.ports, host));
	const fix: Fix = {
		title: `Use the DNS name ${host} instead of the Service's variables`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(context.workspace, object);
			// From behind, so that the ranges before stay right.
			for (const [index, use] of [...uses.entries()].reverse())
				if (!editor.replacePart(field.path, use, texts[index] ?? '')) return undefined;
			return editor.edits();
		},
	};
	return {
		path: field.path,
		within: { start: first.start, end: first.end },
		message: `${first.name} is not set: ${reason}. Use the DNS name ${host}.`,
		related: [{ object: indexed, path: ['metadata', 'name'], message: `Service ${service.metadata.name}` }],
		fixes: texts.includes(undefined) ? [] : [fix],
	};
}

function replacement(
	{ kind, port }: VariableUse,
	ports: IndexedService['service']['spec']['ports'],
	host: string,
): string | undefined {
	if (kind === 'host') return host;
	if (kind === 'other') return undefined;
	const named = ports.find(
		(own) => port === String(own.port) || (port !== undefined && variablePrefix(own.name) === port),
	);
	const number = (port === undefined ? ports[0] : named)?.port;
	return number === undefined ? undefined : String(number);
}

function valueAt(value: JsonValue, path: TextField['path']): JsonValue | undefined {
	let current: JsonValue | undefined = value;
	for (const step of path) {
		if (Array.isArray(current) && typeof step === 'number') current = current[step];
		else current = isObject(current) ? current[step] : undefined;
	}
	return current;
}
