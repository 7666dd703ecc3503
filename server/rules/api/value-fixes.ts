// Invariant: of several allowed values only one that was probably meant is proposed; a mere difference of case is safe.
import type { EditFix } from '../rule.ts';
import { setFix } from './api-fixes.ts';
import type { ApiSubject } from './api-rule.ts';
import { nearestValue } from './nearest-value.ts';
import { shown, writtenText } from './written-value.ts';

/** Sets the statement's field to the allowed value that was probably meant. */
export function nearestFixes(
	subject: ApiSubject,
	allowed: readonly string[],
	known: Readonly<Record<string, string>> = {},
): readonly EditFix[] {
	const written = writtenText(subject);
	const near = nearestValue(written, allowed);
	const lower = written.toLowerCase();
	const value = near?.value ?? (Object.hasOwn(known, lower) ? known[lower] : undefined);
	return value === undefined
		? []
		: [setFix(subject, subject.statement.path, value, { safe: near?.certain === true })];
}

/** `type must be A, B or C, and this is "x".` */
export function mustBeOneOf(subject: ApiSubject, name: string, allowed: readonly string[]): string {
	const last = allowed.at(-1) ?? '';
	const list = allowed.length < 2 ? last : `${allowed.slice(0, -1).join(', ')} or ${last}`;
	return `${name} must be ${list}, letter by letter, and this is ${shown(writtenText(subject))}.`;
}
