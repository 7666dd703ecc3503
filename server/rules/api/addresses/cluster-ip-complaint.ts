// Invariant: each complaint about one entry of clusterIPs is about None, about another spelling of it, about an address
// that is none, or about an address of the wrong family: exactly one of them.
import { legacyIPErrors } from '../../../kubernetes/validation/ip-address.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import type { ApiStatement } from '../statement.ts';
import { valueAt } from '../written-value.ts';

type Subject = Parameters<(statement: ApiStatement, object: IndexedObject) => void>;

/** True for the complaint about clusterIP None on a type that needs a virtual IP. */
export function isNoneWithType(...[statement, object]: Subject): boolean {
	return isComplaint(statement) && isFirst(statement) && textOf(statement, object) === 'None';
}

/** True for `none`, `NONE`, `headless` and the like where None could stand. */
export function isMisspeltNone(...[statement, object]: Subject): boolean {
	const text = textOf(statement, object).trim();
	return (
		isFirst(statement) &&
		isBadClusterIP(statement, object) &&
		/^(?:none|null|nil|no|false|headless|~|-)$/i.test(text)
	);
}

/** True for what is no address, however None is spelt. */
export function isBadClusterIP(...[statement, object]: Subject): boolean {
	const text = textOf(statement, object);
	if (!isComplaint(statement) || (text === 'None' && isFirst(statement))) return false;
	return legacyIPErrors('', text, true).length > 0;
}

/** True for an address whose family is not the one that ipFamilies has at its place. */
export function isOtherFamily(...[statement, object]: Subject): boolean {
	return isComplaint(statement) && legacyIPErrors('', textOf(statement, object), true).length === 0;
}

function isComplaint({ shape, reason }: ApiStatement): boolean {
	return shape === 'spec.clusterIPs[*]' && reason === 'FieldValueInvalid';
}

function isFirst({ path }: ApiStatement): boolean {
	const last = path.at(-1);
	return typeof last !== 'number' || last === 0;
}

function textOf({ path }: ApiStatement, { object }: IndexedObject): string {
	const written = valueAt(object.value, path);
	return typeof written === 'string' ? written : '';
}
