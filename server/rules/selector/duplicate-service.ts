import type { ServicePort } from '../../kubernetes/objects/service.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { folderScope } from '../../workspace/layout.ts';
import { standsBefore } from '../../workspace/neighbourhood.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { exampleService } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { isWrittenOut } from './dangling-selector.ts';

const first = exampleService({ name: 'web' });

export const duplicateService: Rule = {
	id: 'duplicate-service',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Two Services with the same name in one namespace',
		what: 'The same file (or the same kustomization) holds two different Services with one name and namespace.',
		why: 'A name stands for one object: `kubectl apply` creates the first Service and then overwrites it with the second, so the first one’s ports and selector are gone. Kustomize refuses to build.',
		whatToDo: 'Give the second Service a name of its own, or write all ports into one Service.',
		invalid: `${first}---\n${exampleService({ name: 'web', ports: '- name: metrics\n  port: 9102' })}`,
		valid: `${first}---\n${exampleService({ name: 'web-metrics', ports: '- name: metrics\n  port: 9102' })}`,
		links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/'],
	},
	*check(object, { lookup, workspace }) {
		if (object.name === '' || !isWrittenOut(object)) return;
		const before = lookup
			.find('Service', object.namespace, object.name)
			// Copies without end are no mistake of one of them.
			.slice(0, 50)
			.filter(
				(other) =>
					other !== object &&
					other.typed?.metadata.name === object.typed?.metadata.name &&
					(other.uri === object.uri || object.scope !== folderScope) &&
					standsBefore(other, object, (item) => workspace.offsetOf(item)) &&
					!isSame(other, object) &&
					isWrittenOut(other),
			);
		const [earlier] = before;
		if (earlier === undefined) return;
		yield {
			path: ['metadata', 'name'],
			message: `Another Service ${object.name} of namespace ${object.namespace} stands before this one: applying both leaves only what is written here, the other's ports and selector are lost.`,
			related: [{ object: earlier, path: ['metadata', 'name'], message: 'The Service that is overwritten' }],
			fixes: newNames(before, object)
				.filter((name) => lookup.find('Service', object.namespace, name).length === 0)
				.slice(0, 1)
				.map((name) => ({
					title: `Name this Service ${name}`,
					safe: false,
					edits: () => {
						const editor = new FieldEditor(workspace, object);
						return editor.set(['metadata', 'name'], name) ? editor.edits() : undefined;
					},
				})),
		};
	},
};

/** The same text twice loses nothing. */
function isSame(a: IndexedObject, b: IndexedObject): boolean {
	return JSON.stringify(a.object.value, textOfNumber) === JSON.stringify(b.object.value, textOfNumber);
}

function textOfNumber(_key: string, value: unknown): unknown {
	return typeof value === 'bigint' ? value.toString() : value;
}

/** Named after the port that the other Services do not have, or numbered. */
function newNames(earlier: readonly IndexedObject[], later: IndexedObject): readonly string[] {
	const taken = new Set(earlier.flatMap(portsOf).map(({ name }) => name));
	const own = portsOf(later).flatMap(({ name }) => (name === '' || taken.has(name) ? [] : [name]));
	const number = earlier.length + 1;
	return [...own, number, number + 1]
		.map((suffix) => `${later.name}-${suffix}`)
		.filter((name) => name.length <= 63);
}

function portsOf({ typed }: IndexedObject): readonly ServicePort[] {
	return typed?.kind === 'Service' ? typed.spec.ports : [];
}
