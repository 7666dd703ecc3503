// Invariant: a plain scalar gets the type that the API server's reader gives it (sigs.k8s.io/yaml, a fork of go-yaml v2
// with YAML 1.1's words), not the one of YAML 1.2.

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

const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

/** The value of a plain (unquoted, untagged) scalar. Source: go-yaml v2 resolve.go `resolve`. */
export function resolvePlainScalar(text: string): ScalarValue {
	const word = words.get(text);
	if (word !== undefined) return word;
	if (!/^[-+.0-9]/.test(text)) return text;
	const digits = text.replaceAll('_', '');
	return resolveInteger(digits) ?? (float.test(digits) ? Number(digits) : text);
}

/** Go's strconv.ParseInt(text, 0, 64) and ParseUint, and go-yaml's own 0b and 0o forms. */
function resolveInteger(text: string): number | bigint | undefined {
	const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
	if (match === null) return undefined;
	const [, sign, body = ''] = match;
	const literal = /^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body;
	const magnitude = BigInt(literal.toLowerCase());
	const value = sign === '-' ? -magnitude : magnitude;
	if (value > 0xffff_ffff_ffff_ffffn || value < -0x8000_0000_0000_0000n) return undefined;
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : value;
}
