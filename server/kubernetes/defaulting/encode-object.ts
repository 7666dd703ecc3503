// Invariant: the result is what Go's encoding/json would write for the object: empty members are left out unless they are
// pointers or always written.
import { type Field, type FieldType, fieldsOf } from '../decoding/schema.ts';
import { isObject, type JsonObject, type JsonValue } from '../objects/json.ts';

/** A typed object (see decodeObject) as the API server would return it; members in alphabetical order. */
export function encodeObject(value: JsonObject, definition: string): JsonObject {
	const encoded: Record<string, JsonValue> = {};
	for (const field of fieldsOf(definition).values()) {
		const member = encodeMember(value[field.name], field);
		if (member !== undefined) encoded[field.name] = member;
	}
	return encoded;
}

function encodeMember(value: JsonValue | undefined, field: Field): JsonValue | undefined {
	if (value === undefined) return field.always ? zeroOf(field) : undefined;
	if (!field.pointer && isEmpty(value)) return field.always ? zeroOf(field) : undefined;
	return encodeValue(value, field.type);
}

function encodeValue(value: JsonValue, type: FieldType): JsonValue {
	if (type.kind === 'object') return isObject(value) ? encodeObject(value, type.definition) : value;
	if (type.kind === 'list' && Array.isArray(value)) return value.map((item) => encodeValue(item, type.of));
	if (type.kind === 'map' && isObject(value)) {
		return Object.fromEntries(
			Object.entries(value).map(([key, item]) => [key, encodeValue(item ?? null, type.of)]),
		);
	}
	return value;
}

/** What Go leaves out for omitempty. */
function isEmpty(value: JsonValue): boolean {
	if (value === null || value === '' || value === 0 || value === false) return true;
	return typeof value === 'object' && Object.keys(value).length === 0;
}

function zeroOf(field: Field): JsonValue {
	if (field.pointer) return null;
	switch (field.type.kind) {
		case 'object':
			return encodeObject({}, field.type.definition);
		case 'boolean':
			return false;
		case 'int32':
		case 'int64':
		case 'float':
		case 'int-or-string':
			return 0;
		case 'quantity':
			return '0';
		case 'string':
		case 'bytes':
			return '';
		default:
			return null;
	}
}
