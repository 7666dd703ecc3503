// Invariant: what the schema wants and what is written decide which rule speaks; the message of the decoder does not.
import { fieldTypeAt, ruledKindOf } from '../../../kubernetes/decoding/field-type.ts';
import type { FieldType } from '../../../kubernetes/decoding/schema.ts';
import { isList, isObject, type JsonValue } from '../../../kubernetes/objects/json.ts';
import { defaultKubernetesVersion } from '../../../kubernetes/versions.ts';
import { locate } from '../../../manifest/path.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import type { ApiStatement } from '../statement.ts';
import { valueAt } from '../written-value.ts';

/** How a value of the wrong type came about; `other` where nothing simple explains it. */
export type WrongType =
	| 'match-labels'
	| 'number-in-quotes'
	| 'boolean-in-quotes'
	| 'text-without-quotes'
	| 'no-list'
	| 'other';

/** Undefined for a statement that is not about a type. */
export function wrongTypeOf(statement: ApiStatement, { object }: IndexedObject): WrongType | undefined {
	if (statement.kind !== 'wrong-type') return undefined;
	const kind = ruledKindOf(object.value);
	const wanted = kind === undefined ? undefined : fieldTypeAt(kind, statement.path, defaultKubernetesVersion);
	const written = valueAt(object.value, statement.path);
	if (wanted === undefined || written === undefined || written === null) return 'other';
	if (object.kind === 'Service' && isMatchLabels(statement)) return 'match-labels';
	return explain(wanted, written);
}

function isMatchLabels({ path }: ApiStatement): boolean {
	const [spec, selector, part] = path;
	return (
		path.length === 3 &&
		spec === 'spec' &&
		selector === 'selector' &&
		(part === 'matchLabels' || part === 'matchExpressions')
	);
}

const numbers: readonly FieldType['kind'][] = ['int32', 'int64', 'float'];

function explain(wanted: FieldType, written: JsonValue): WrongType {
	if (numbers.includes(wanted.kind) && typeof written === 'string') {
		return /^[+-]?\d+$/.test(written.trim()) ? 'number-in-quotes' : 'other';
	}
	if (wanted.kind === 'boolean' && typeof written === 'string') {
		return /^(?:true|false|yes|no|on|off)$/i.test(written.trim()) ? 'boolean-in-quotes' : 'other';
	}
	if (wanted.kind === 'string' && ['number', 'bigint', 'boolean'].includes(typeof written)) {
		return 'text-without-quotes';
	}
	if (wanted.kind === 'list') {
		const fits = wanted.of.kind === 'object' ? isObject(written) : !isObject(written) && !isList(written);
		return fits ? 'no-list' : 'other';
	}
	return 'other';
}

/** The letters of a scalar as they stand in the text. */
export function sourceAt({ object }: IndexedObject, path: ApiStatement['path']): string | undefined {
	const { node } = locate(object.document.root, [...object.path, ...path]);
	return node?.kind === 'scalar' ? object.document.text.slice(node.start, node.end).trim() : undefined;
}
