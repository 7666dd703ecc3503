import { isList, isObject, type JsonValue } from '../../kubernetes/objects/json.ts';
import type { PathStep } from '../../manifest/path.ts';
import type { ApiSubject } from './api-rule.ts';

/** The decoded value at a path; undefined where nothing is written. */
export function valueAt(value: JsonValue | undefined, path: readonly PathStep[]): JsonValue | undefined {
	let current = value;
	for (const step of path) {
		if (isObject(current)) current = Object.hasOwn(current, step) ? current[String(step)] : undefined;
		else if (isList(current) && typeof step === 'number') current = current[step];
		else return undefined;
	}
	return current;
}

/** What is written at a path, as a message shows it: texts in quotes. */
export function shown(value: JsonValue | undefined): string {
	if (value === undefined || value === null) return 'nothing';
	if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
	if (isList(value)) return 'a list';
	return isObject(value) ? 'a mapping' : String(value);
}

/** The text at the statement's own place; '' where no text stands there. */
export function writtenText({ value, statement }: Pick<ApiSubject, 'value' | 'statement'>): string {
	const written = valueAt(value, statement.path);
	return typeof written === 'string' ? written : '';
}
