// Invariant: a scalar gets the value that the API server's reader gives it (sigs.k8s.io/yaml on go-yaml v2: YAML 1.1's
// words, Go's numbers), not the one of YAML 1.2. Source: go.yaml.in/yaml/v2 resolve.go.
import { decodeBase64 } from './base64.ts';

export type ScalarValue = null | boolean | number | bigint | string;

const words: ReadonlyMap<string, null | boolean | number> = new Map<string, null | boolean | number>([
	...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
	...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
		(word) => [word, true] as const,
	),
	...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
		(word) => [word, false] as const,
	),
	...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
	...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(
		(word) => [word, Number.POSITIVE_INFINITY] as const,
	),
	...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

/** The value of a plain (unquoted, untagged) scalar. */
export function resolvePlainScalar(text: string): ScalarValue {
	const first = text.charCodeAt(0);
	// Letters that no word begins with are the usual case.
	if (first >= 97 && first <= 122 && !'yntfo'.includes(text.charAt(0))) return text;
	const word = words.get(text);
	if (word !== undefined) return word;
	if (first === 46) return readFloat(text, dotFloat) ?? text;
	if (first !== 43 && first !== 45 && !(first >= 48 && first <= 57)) return text;
	const digits = text.includes('_') ? text.replaceAll('_', '') : text;
	return readInteger(digits) ?? readFloat(digits, float) ?? text;
}

const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** Go's ParseFloat of what begins with a dot: underscores may separate digits. */
const dotFloat = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;

/** A number too large for a float is none (Go reports a range error). */
function readFloat(text: string, format: RegExp): number | undefined {
	if (!format.test(text)) return undefined;
	const number = Number(text.replaceAll('_', ''));
	return Number.isFinite(number) ? number : undefined;
}

const integer = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const largest = 0xffff_ffff_ffff_ffffn;
const largestSigned = 0x7fff_ffff_ffff_ffffn;

/** True for what go-yaml reads as a whole number: `080` is none, but a float. */
export function isInteger(text: string): boolean {
	return readInteger(text.replaceAll('_', '')) !== undefined;
}

/** strconv.ParseInt(text, 0, 64), or ParseUint for what has no sign and needs the 64th bit. */
function readInteger(text: string): number | bigint | undefined {
	const match = integer.exec(text);
	if (match === null) return undefined;
	const [, sign = '', body = ''] = match;
	const literal = /^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body;
	if (literal.length < 12) return sign === '-' ? 0 - Number(literal) : Number(literal);
	const magnitude = BigInt(literal.toLowerCase());
	if (magnitude > (sign === '' ? largest : largestSigned + (sign === '-' ? 1n : 0n))) return undefined;
	const value = sign === '-' ? -magnitude : magnitude;
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : value;
}

const prefix = 'tag:yaml.org,2002:';

export type TaggedScalar =
	| { readonly value: ScalarValue; readonly problem?: undefined }
	| { readonly problem: string };

/** The value of a scalar with a tag; tags that are not YAML's own (`!Ref`) leave the text as it is. */
export function resolveTaggedScalar(tag: string, text: string): TaggedScalar {
	const name = tag.startsWith('!!') ? tag.slice(2) : tag.startsWith(prefix) ? tag.slice(prefix.length) : '';
	switch (name) {
		case 'binary': {
			const decoded = decodeBase64(text);
			return decoded === undefined
				? { problem: '!!binary value contains invalid base64 data' }
				: { value: decoded };
		}
		case 'bool':
		case 'int':
		case 'float':
		case 'null':
			return resolveAs(name, text);
		case 'timestamp':
			return isTimestamp(text) ? { value: text } : mismatch(text, name);
		default:
			return { value: text };
	}
}

function resolveAs(name: 'bool' | 'int' | 'float' | 'null', text: string): TaggedScalar {
	// A timestamp is only looked for where its tag stands.
	const value = resolvePlainScalar(text);
	const fits =
		name === typeName(value, text) || (name === 'float' && typeof value !== 'bigint' && isWhole(value, text));
	return fits ? { value } : mismatch(text, name);
}

function mismatch(text: string, name: string): TaggedScalar {
	const found = typeName(resolvePlainScalar(text), text);
	return { problem: `cannot decode !!${found} \`${text}\` as a !!${name}` };
}

function isWhole(value: ScalarValue, text: string): boolean {
	return typeName(value, text) === 'int';
}

function typeName(value: ScalarValue, text: string): string {
	if (value === null) return 'null';
	if (typeof value === 'boolean') return 'bool';
	if (typeof value === 'string') return 'str';
	return typeof value === 'bigint' || integer.test(text.replaceAll('_', '')) ? 'int' : 'float';
}

const dates: readonly RegExp[] = [
	/^\d{4}-\d{1,2}-\d{1,2}$/,
	/^\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?$/,
	/^\d{4}-\d{1,2}-\d{1,2}[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d{2}:\d{2})$/,
];

function isTimestamp(text: string): boolean {
	return dates.some((format) => format.test(text));
}
