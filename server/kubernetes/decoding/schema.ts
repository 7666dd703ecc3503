// Invariant: the table is read definition by definition when first asked for, so that a start costs nothing.
import { atLeast, type KubernetesVersion } from '../versions.ts';
import { definitionTable, ownKinds } from './schema-table.ts';

/** The notation of schema-table.ts: one letter a type, `[` a list of, `{` a mapping of, a capital a definition. */
export type FieldType =
	| { readonly kind: 'string' | 'boolean' | 'int32' | 'int64' | 'float' | 'bytes' | 'time' }
	| { readonly kind: 'int-or-string' | 'quantity' | 'any' }
	| { readonly kind: 'list' | 'map'; readonly of: FieldType }
	| { readonly kind: 'object'; readonly definition: string };

export interface Field {
	readonly name: string;
	readonly type: FieldType;
	/** A pointer in Go: an empty value is kept. */
	readonly pointer: boolean;
	/** Written even if empty (no omitempty in Go). */
	readonly always: boolean;
	/** The first release that has the field; '' for those of all supported releases. */
	readonly since: string;
}

const scalarKinds: Readonly<Record<string, FieldType>> = {
	s: { kind: 'string' },
	b: { kind: 'boolean' },
	i: { kind: 'int32' },
	l: { kind: 'int64' },
	f: { kind: 'float' },
	y: { kind: 'bytes' },
	t: { kind: 'time' },
	m: { kind: 'time' },
	o: { kind: 'int-or-string' },
	q: { kind: 'quantity' },
	x: { kind: 'any' },
};

const parsed = new Map<string, ReadonlyMap<string, Field>>();

/** The fields of a definition by name, in alphabetical order; none for a definition that the table lacks. */
export function fieldsOf(definition: string): ReadonlyMap<string, Field> {
	const known = parsed.get(definition);
	if (known !== undefined) return known;
	const text = Object.hasOwn(definitionTable, definition) ? (definitionTable[definition] ?? '') : '';
	const fields = new Map(
		text
			.split(' ')
			.filter((entry) => entry !== '')
			.map((entry) => {
				const field = parseField(entry);
				return [field.name, field] as const;
			}),
	);
	parsed.set(definition, fields);
	return fields;
}

function parseField(entry: string): Field {
	const [, name = '', pointer = '', always = '', type = '', since = ''] =
		/^([^:]+):(\*?)(!?)([^@]+)(?:@(.+))?$/.exec(entry) ?? [];
	return { name, type: parseType(type), pointer: pointer !== '', always: always !== '', since };
}

function parseType(code: string): FieldType {
	const scalar = scalarKinds[code];
	if (scalar !== undefined) return scalar;
	if (code.startsWith('[')) return { kind: 'list', of: parseType(code.slice(1)) };
	if (code.startsWith('{')) return { kind: 'map', of: parseType(code.slice(1)) };
	return { kind: 'object', definition: code };
}

/** The field if the release has it. */
export function findField(definition: string, name: string, version: KubernetesVersion): Field | undefined {
	const field = fieldsOf(definition).get(name);
	return field === undefined || field.since === '' || atLeast(version, field.since) ? field : undefined;
}

/** The kinds of an apiVersion of Kubernetes' own groups (without a dot); undefined for an apiVersion that it lacks. */
export function ownKindsOf(apiVersion: string): readonly string[] | undefined {
	return Object.hasOwn(ownKinds, apiVersion) ? ownKinds[apiVersion]?.split(' ') : undefined;
}

/** Every apiVersion of Kubernetes' own groups. */
export const ownVersions: readonly string[] = Object.keys(ownKinds);
