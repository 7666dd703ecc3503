// Invariant: what comes out has the types of the schema: absent instead of null, lists and mappings of the right things.
// Decoding goes as far as it can, so an editor sees every problem; `deciding` are the ones that the API server names.
// Sources: sigs.k8s.io/json (UnmarshalStrict, case-sensitive), apimachinery pkg/util/intstr, pkg/api/resource.
import { isObject, type JsonObject, type JsonValue } from '../objects/json.ts';
import { quote } from '../validation/quote.ts';
import type { KubernetesVersion } from '../versions.ts';
import { formatDecoderPath, formatPath, type PathStep } from './path.ts';
import { canonicalQuantity, isQuantity, roundedToThousandths } from './quantity.ts';
import { type FieldType, fieldsOf, findField } from './schema.ts';
import { suggest } from './suggestion.ts';
import { isTimestamp } from './timestamp.ts';

export interface DecodeProblem {
	readonly kind: 'unknown-field' | 'wrong-type';
	/** The field path of the offending key or value. */
	readonly path: string;
	readonly message: string;
}

export interface DecodedObject {
	readonly value: JsonObject;
	readonly problems: readonly DecodeProblem[];
	/** The problems that the API server's answer names: the first wrong type, else every unknown field. */
	readonly deciding: readonly DecodeProblem[];
}

export function decodeObject(
	value: JsonObject,
	definition: string,
	version: KubernetesVersion,
): DecodedObject {
	const decoder = new Decoder(version);
	const decoded = decoder.object(value, definition);
	const problems = decoder.problems.map(({ problem }) => problem);
	return { value: decoded, problems, deciding: deciding(decoder.problems) };
}

interface Found {
	readonly problem: DecodeProblem;
	readonly steps: readonly PathStep[];
	/** A type with an unmarshaler of its own ends Go's decoding at once. */
	readonly final: boolean;
}

/** Go reads JSON whose keys are sorted; it names the first wrong type, or the one that ended the decoding. */
function deciding(found: readonly Found[]): readonly DecodeProblem[] {
	const types = found.filter(({ problem }) => problem.kind === 'wrong-type').sort(bySteps);
	const final = types.find((entry) => entry.final);
	const first = final ?? types[0];
	return first === undefined ? found.map(({ problem }) => problem) : [first.problem];
}

function bySteps(a: Found, b: Found): number {
	const length = Math.min(a.steps.length, b.steps.length);
	for (let index = 0; index < length; index++) {
		const left = orderOf(a.steps[index]);
		const right = orderOf(b.steps[index]);
		if (left !== right) return left < right ? -1 : 1;
	}
	return a.steps.length - b.steps.length;
}

function orderOf(step: PathStep | undefined): string | number {
	return typeof step === 'object' ? step.key : (step ?? '');
}

class Decoder {
	readonly problems: Found[] = [];
	private readonly path: PathStep[] = [];
	private readonly version: KubernetesVersion;

	constructor(version: KubernetesVersion) {
		this.version = version;
	}

	object(value: JsonObject, definition: string): JsonObject {
		const decoded: Record<string, JsonValue | undefined> = {};
		for (const key of Object.keys(value)) {
			const member = value[key];
			if (member === undefined) continue;
			const field = findField(definition, key, this.version);
			if (field === undefined) {
				this.unknown(key, definition);
				continue;
			}
			this.path.push(key);
			const result = member === null ? undefined : this.value(member, field.type);
			if (result !== undefined) decoded[key] = result;
			this.path.pop();
		}
		// A struct that is no pointer is always there.
		for (const field of fieldsOf(definition).values()) {
			if (
				field.type.kind === 'object' &&
				field.always &&
				!field.pointer &&
				decoded[field.name] === undefined
			) {
				decoded[field.name] = this.object({}, field.type.definition);
			}
		}
		return decoded;
	}

	/** Undefined where the value has the wrong type; the problem is noted. */
	private value(value: JsonValue, type: FieldType): JsonValue | undefined {
		switch (type.kind) {
			case 'object':
				return isObject(value) ? this.object(value, type.definition) : this.wrong('a mapping', value);
			case 'list':
				return Array.isArray(value) ? this.list(value, type.of) : this.wrong('a list', value);
			case 'map':
				return isObject(value) ? this.map(value, type.of) : this.wrong('a mapping', value);
			case 'any':
				return value;
			default:
				return this.scalar(value, type.kind);
		}
	}

	private list(value: readonly JsonValue[], type: FieldType): JsonValue {
		return value.map((item, index) => {
			this.path.push(index);
			const result = item === null ? undefined : this.value(item, type);
			this.path.pop();
			return result ?? this.zero(type);
		});
	}

	private map(value: JsonObject, type: FieldType): JsonObject {
		const entries: [string, JsonValue][] = [];
		for (const [key, member] of Object.entries(value)) {
			if (member === undefined) continue;
			this.path.push({ key });
			const result = member === null ? undefined : this.value(member, type);
			this.path.pop();
			// Every map of quantities is a ResourceList, which defaulting rounds wherever it stands.
			const rounds = type.kind === 'quantity' && typeof result === 'string';
			entries.push([key, rounds ? roundedToThousandths(result) : (result ?? this.zero(type))]);
		}
		return Object.fromEntries(entries);
	}

	/** What Go's null leaves in a list or mapping. */
	private zero(type: FieldType): JsonValue {
		switch (type.kind) {
			case 'object':
				return this.object({}, type.definition);
			case 'list':
				return [];
			case 'map':
				return {};
			case 'boolean':
				return false;
			case 'int32':
			case 'int64':
			case 'float':
			case 'int-or-string':
				return 0;
			case 'quantity':
				return '0';
			case 'any':
				return null;
			default:
				return '';
		}
	}

	private scalar(value: JsonValue, kind: ScalarKind): JsonValue | undefined {
		const expected = scalars[kind];
		if (expected.accepts(value)) {
			if (kind === 'quantity') return canonicalQuantity(String(value));
			return typeof value === 'number' ? value + 0 : value;
		}
		return this.wrong(expected.article, value, expected.final);
	}

	private wrong(expected: string, value: JsonValue, final = false): undefined {
		const path = formatPath(this.path);
		const message = `${path} must be ${expected}, not ${describe(value)}`;
		this.problems.push({
			problem: { kind: 'wrong-type', path, message },
			steps: [...this.path],
			final,
		});
		return undefined;
	}

	private unknown(key: string, definition: string): void {
		const path = formatPath([...this.path, key]);
		const known = [...fieldsOf(definition).values()].filter(
			({ name }) => findField(definition, name, this.version) !== undefined,
		);
		const meant = suggest(
			key,
			known.map(({ name }) => name),
		);
		const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
		const message = `unknown field ${quote(formatDecoderPath([...this.path, key]))}${hint}`;
		this.problems.push({
			problem: { kind: 'unknown-field', path, message },
			steps: [...this.path, key],
			final: false,
		});
	}
}

type ScalarKind = Exclude<FieldType['kind'], 'object' | 'list' | 'map' | 'any'>;

interface Scalar {
	readonly article: string;
	readonly accepts: (value: JsonValue) => boolean;
	readonly final: boolean;
}

const scalars: Readonly<Record<ScalarKind, Scalar>> = {
	string: { article: 'a string', accepts: (value) => typeof value === 'string', final: false },
	boolean: { article: 'true or false', accepts: (value) => typeof value === 'boolean', final: false },
	int32: {
		article: 'a whole number (int32)',
		accepts: (value) => isInteger(value, -(2n ** 31n), 2n ** 31n - 1n),
		final: false,
	},
	int64: {
		article: 'a whole number (int64)',
		accepts: (value) => isInteger(value, -(2n ** 63n), 2n ** 63n - 1n),
		final: false,
	},
	float: { article: 'a number', accepts: isNumber, final: false },
	bytes: {
		article: 'base64 text',
		accepts: (value) => typeof value === 'string' && isBase64(value),
		final: false,
	},
	time: {
		article: 'a time (2006-01-02T15:04:05Z)',
		accepts: (value) => typeof value === 'string' && isTimestamp(value),
		final: true,
	},
	'int-or-string': {
		article: 'a whole number (int32) or a string',
		accepts: (value) => typeof value === 'string' || isInteger(value, -(2n ** 31n), 2n ** 31n - 1n),
		final: true,
	},
	quantity: {
		article: 'a quantity (500m, 1Gi)',
		accepts: (value) => (typeof value === 'string' || isNumber(value)) && isQuantity(String(value)),
		final: true,
	},
};

function isNumber(value: JsonValue): value is number | bigint {
	return typeof value === 'number' || typeof value === 'bigint';
}

/** True for what Go's ParseInt takes once written as JSON: 80 and 80.0, but 1e21 keeps its exponent. */
function isInteger(value: JsonValue, from: bigint, to: bigint): boolean {
	if (typeof value === 'bigint') return value >= from && value <= to;
	if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) >= 1e21) return false;
	const whole = BigInt(value);
	return whole >= from && whole <= to;
}

function isBase64(text: string): boolean {
	const stripped = text.replace(/[\r\n]/g, '');
	return stripped.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(stripped);
}

/** A value in the words of YAML. */
export function describe(value: JsonValue): string {
	if (value === null) return 'null';
	if (typeof value === 'string') return `the string ${JSON.stringify(shorten(value))}`;
	if (typeof value === 'boolean') return String(value);
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'a mapping' : `the number ${String(value)}`;
}

function shorten(text: string): string {
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
