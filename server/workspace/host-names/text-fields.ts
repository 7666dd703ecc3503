// Invariant: a field's path leads to a string scalar of the object as written; a text that a template expression stands in
// is still listed, and its reader decides.
import {
	isList,
	isObject,
	type JsonObject,
	type JsonValue,
	objectAt,
} from '../../kubernetes/objects/json.ts';
import type { PathStep } from '../../manifest/path.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { podSpecPath, writtenPodSpec } from '../pod-template.ts';

/** A text in which programs are told where to connect. */
export interface TextField {
	/** Steps from the object's root. */
	readonly path: readonly PathStep[];
	readonly text: string;
	/** What the text is the value of: the variable's name, the flag before an argument, the ConfigMap's key. */
	readonly key?: string;
	readonly source: 'variable' | 'argument' | 'config' | 'annotation';
	/** The container that it belongs to, as steps from the object's root. */
	readonly container?: readonly PathStep[];
}

/** The texts of an object, in the order of the manifest. */
export function textFieldsOf(object: ManifestObject): readonly TextField[] {
	const fields = [...annotationsOf(object)];
	if (object.apiVersion === 'v1' && object.kind === 'ConfigMap') fields.push(...entriesOf(object, 'data'));
	if (object.apiVersion === 'v1' && object.kind === 'Secret') fields.push(...entriesOf(object, 'stringData'));
	const spec = writtenPodSpec(object);
	const base = podSpecPath(object);
	if (spec === undefined || base === undefined) return fields;
	for (const list of ['initContainers', 'containers']) {
		for (const [index, container] of itemsOf(spec[list]))
			if (isObject(container)) fields.push(...containerTexts(container, [...base, list, index]));
	}
	return fields;
}

/** What every kustomize patch has in its text that changes the field: its name, or its place in a JSON patch or replacement. */
export function patchPatternOf({ source, key }: TextField): RegExp {
	if (source === 'argument') return /args|command/;
	if (source === 'annotation') return /annotations/;
	const name = key === undefined || key === '' ? '' : `${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}|`;
	return new RegExp(source === 'variable' ? `${name}/env\\b|env\\.[\\d*]` : `${name}/(?:data|stringData)\\b`);
}

function* containerTexts(container: JsonObject, path: readonly PathStep[]): Iterable<TextField> {
	for (const list of ['command', 'args']) {
		let flag: string | undefined;
		for (const [index, text] of itemsOf(container[list])) {
			if (typeof text !== 'string') continue;
			const field = { path: [...path, list, index], text, source: 'argument' as const, container: path };
			yield flag === undefined ? field : { ...field, key: flag };
			// The value of `--host` may be the next argument.
			flag = /^--?([A-Za-z][\w.-]*)$/.exec(text)?.[1];
		}
	}
	for (const [index, variable] of itemsOf(container.env)) {
		if (!isObject(variable) || typeof variable.value !== 'string') continue;
		const key = typeof variable.name === 'string' ? variable.name : '';
		const place = [...path, 'env', index, 'value'];
		yield { path: place, text: variable.value, key, source: 'variable', container: path };
	}
}

function entriesOf(object: ManifestObject, field: string): readonly TextField[] {
	return Object.entries(objectAt(object.value, field)).flatMap(([key, text]) =>
		typeof text === 'string' ? [{ path: [field, key], text, key, source: 'config' as const }] : [],
	);
}

/** kubectl's copy of the whole object repeats what stands elsewhere. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

function annotationsOf(object: ManifestObject): readonly TextField[] {
	const annotations = objectAt(objectAt(object.value, 'metadata'), 'annotations');
	return Object.entries(annotations).flatMap(([key, text]) =>
		typeof text === 'string' && key !== lastApplied
			? [{ path: ['metadata', 'annotations', key], text, key, source: 'annotation' as const }]
			: [],
	);
}

function itemsOf(value: JsonValue | undefined): Iterable<readonly [number, JsonValue]> {
	return isList(value) ? value.entries() : [];
}
