// Invariant: the names that were keys become the names of the entries; the entries' own lines stay where they stand.
import { isObject, type JsonValue } from '../../../kubernetes/objects/json.ts';
import type { TextEdit } from '../../../manifest/edit.ts';
import { columnOf } from '../../../manifest/lines.ts';
import type { ManifestDocument } from '../../../manifest/manifest.ts';
import type { MappingNode, PairNode } from '../../../manifest/node.ts';

/** Lists that people write as a mapping by name, with the field that a bare value belongs to. */
const valueField: Readonly<Record<string, string | undefined>> = {
	ports: 'port',
	env: 'value',
	containers: undefined,
	initContainers: undefined,
	volumes: undefined,
};

/** True for `ports: {http: {port: 80}}` and `env: {LEVEL: info}`: entries by name, not the fields of one entry. */
export function isByName(field: string, value: JsonValue | undefined): boolean {
	if (!Object.hasOwn(valueField, field) || !isObject(value) || Object.keys(value).length === 0) return false;
	if (Object.hasOwn(value, 'name')) return false;
	const entries = Object.values(value);
	if (entries.every(isObject)) return true;
	return field === 'env' && entries.every((entry) => isObject(entry) || typeof entry !== 'object');
}

/** `http:` becomes `- name: http`; undefined where the lines leave no place for it. */
export function namedEntries(
	document: ManifestDocument,
	field: string,
	mapping: MappingNode,
): readonly TextEdit[] | undefined {
	if (mapping.flow) return undefined;
	const edits: TextEdit[] = [];
	for (const pair of mapping.pairs) {
		const edit = namedEntry(document.text, field, pair);
		if (edit === undefined) return undefined;
		edits.push(edit);
	}
	return edits;
}

function namedEntry(text: string, field: string, { key, value }: PairNode): TextEdit | undefined {
	if (key.kind !== 'scalar' || value === undefined || value.kind === 'alias') return undefined;
	const name = text.slice(key.start, key.end);
	const column = columnOf(text, key.start);
	if (value.kind === 'scalar') {
		const colon = text.indexOf(':', key.end);
		const wanted = valueField[field];
		if (wanted === undefined || text.slice(key.end, value.start).includes('\n')) return undefined;
		const lead = `${text.includes('\r\n') ? '\r\n' : '\n'}${' '.repeat(column + 2)}`;
		return { start: key.start, end: colon, newText: `- name: ${name}${lead}${wanted}` };
	}
	if (value.kind !== 'mapping' || value.flow) return undefined;
	const first = value.pairs[0];
	const step = first === undefined ? 0 : columnOf(text, first.start) - column;
	// Anchors and tags may stand there as well, and would change their owner.
	const behind = text.slice(key.end, text.indexOf('\n', key.end)).trim();
	if (step < 2 || !/^:(?:\s*#.*)?$/.test(behind)) return undefined;
	const colon = text.indexOf(':', key.end);
	return { start: key.start, end: colon + 1, newText: `-${' '.repeat(step - 1)}name: ${name}` };
}
