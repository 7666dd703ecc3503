// Invariant: the API server names the mapping; this names the entries of it that it means, by its own rules.
import { isObject } from '../../kubernetes/objects/json.ts';
import { labelValueErrors, qualifiedNameErrors } from '../../kubernetes/validation/names.ts';
import { nameOf } from '../wording.ts';
import type { ApiFinding, ApiSubject } from './api-rule.ts';
import { asLabelValue } from './name-forms.ts';
import { shown, valueAt } from './written-value.ts';

export interface BadLabel {
	readonly key: string;
	readonly value: string;
	readonly part: 'key' | 'value';
}

/** The entries of the mapping at the statement's place that are no labels. */
export function badLabels({ value, statement }: ApiSubject): readonly BadLabel[] {
	const map = valueAt(value, statement.path);
	if (!isObject(map)) return [];
	return Object.entries(map).flatMap(([key, written]): BadLabel[] => {
		const text = typeof written === 'string' ? written : '';
		return [
			...(qualifiedNameErrors(key).length > 0 ? [{ key, value: text, part: 'key' as const }] : []),
			...(labelValueErrors(text).length > 0 ? [{ key, value: text, part: 'value' as const }] : []),
		];
	});
}

/** One finding for each of them; the mapping itself where none is found. */
export function labelFindings(
	subject: ApiSubject,
	fixesFor: (label: BadLabel) => ApiFinding['fixes'],
): readonly ApiFinding[] {
	const { statement, object } = subject;
	const found = badLabels(subject);
	if (found.length === 0) return [{ message: `${nameOf(object)} has a label that the API server refuses.` }];
	return found.map((label) => {
		const { key, value, part } = label;
		const fixes = fixesFor(label);
		return {
			path: [...statement.path, key],
			on: part,
			message:
				part === 'key'
					? `${shown(key)} cannot be the key of a label: it is a name of letters, digits, "-", "_" and ".", at most 63, with a DNS name and a slash in front if need be.`
					: `${shown(value)} cannot be the value of a label: ${valueFault(value)}.`,
			...(fixes === undefined ? {} : { fixes }),
		};
	});
}

function valueFault(value: string): string {
	if (value.length > 63) return `it has ${value.length} characters, and a label at most 63`;
	if (asLabelValue(value) === value) return 'only ASCII letters and digits count';
	if (/\s/.test(value)) return 'it may hold no blanks';
	if (/^[^A-Za-z0-9]|[^A-Za-z0-9]$/.test(value)) return 'it must begin and end with a letter or a digit';
	return 'it may hold only letters, digits, "-", "_" and "."';
}
