// Invariant: the same seed gives the same texts on every machine.
import { readRecording } from '../conformance/recorded-verdicts.ts';

/** Numbers from 0 up to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** Every text of the recordings. */
export function recordedTexts(): readonly string[] {
	const names = [
		'service-create.jsonl',
		'yaml-texts.jsonl',
		'endpointslice-create.jsonl',
		'workload-create.jsonl',
	];
	return names.flatMap((name) => readRecording(name).map(({ manifest }) => manifest));
}

/** What trips readers of YAML and of Kubernetes' fields. */
const pieces: readonly string[] = [
	...[
		' ',
		'  ',
		'\n',
		'\n  ',
		'\t',
		'\r',
		'\r\n',
		'\0',
		'\x07',
		'\x85',
		'\u2028',
		'\ufeff',
		'\ud83d',
		'😀',
		'é',
	],
	...[
		':',
		': ',
		'- ',
		'-',
		'? ',
		'#',
		' #',
		'&a ',
		'*a',
		'<<: *a',
		'!',
		'!!str ',
		'!!int ',
		'!!binary ',
		'!x ',
	],
	...[
		'|',
		'>-\n',
		'|2\n',
		'"',
		"'",
		'[',
		']',
		'{',
		'}',
		',',
		'%',
		'@',
		'`',
		'\\',
		'\\x41',
		'\\ud83d',
		'=',
		'~',
	],
	...['---', '---\n', '...\n', '%YAML 1.1\n', '%YAML 1.2\n', '%TAG ! tag:x,2000:\n', '{{ .x }}', '{{', '}}'],
	...[
		'null',
		'true',
		'yes',
		'0x1f',
		'0o7',
		'012',
		'1_000',
		'1e3',
		'1e999',
		'.5',
		'-0',
		'1:30',
		'.inf',
		'.nan',
	],
	...['18446744073709551616', '9223372036854775808', '-9223372036854775809', '2147483648', '65536', '0.1'],
	...[
		'2020-01-01',
		'10.96.0.1',
		'10.0.0.256',
		'::1',
		'fd00:10:96::1',
		'::ffff:1.2.3.4',
		'010.1.1.1',
		'300.1/33',
	],
	...[
		'None',
		'ExternalName',
		'NodePort',
		'SCTP',
		'IPv6',
		'RequireDualStack',
		'a.b/c',
		'-a',
		'a-',
		'A',
		'*.a',
	],
	...[
		'kind: List\nitems:\n- ',
		'apiVersion: apps/v1\n',
		'kind: Deployment\n',
		'__proto__: x\n',
		'constructor: {}\n',
	],
];

const longest = 6000;

/** A text of the recordings with one to three changes, mostly of values: what cannot be read meets no further rule. */
export function mutatedText(texts: readonly string[], random: () => number): string {
	const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
	let text = pick(texts) ?? '';
	for (let left = 1 + Math.floor(random() * 3); left > 0; left--) {
		const at = Math.floor(random() * (text.length + 1));
		const piece = pick(pieces) ?? '';
		const change = random();
		if (change < 0.5) text = withValueOf(text, at, pick(texts) ?? '');
		else if (change < 0.65) text = withValue(text, at, piece);
		else if (change < 0.75) text = text.slice(0, at) + piece + text.slice(at);
		else if (change < 0.8) text = text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 12));
		else if (change < 0.95) text = withMovedLine(text, random);
		else text = text.slice(0, at) + sliceOf(pick(texts) ?? '', random) + text.slice(at);
	}
	return text.slice(0, longest);
}

/** The value of the line at `at` is another one. */
function withValue(text: string, at: number, value: string): string {
	const colon = text.indexOf(': ', at);
	if (colon === -1) return text + value;
	const end = text.indexOf('\n', colon);
	return text.slice(0, colon + 2) + value + text.slice(end === -1 ? text.length : end);
}

/** The line at `at` gets the value that the other text has in the field of the same name. */
function withValueOf(text: string, at: number, other: string): string {
	const field = /[\w]+: (?=\S)/.exec(text.slice(at))?.[0];
	const found = field === undefined ? -1 : other.indexOf(field);
	if (field === undefined || found === -1) return text;
	const end = other.indexOf('\n', found);
	return withValue(text, at, other.slice(found + field.length, end === -1 ? other.length : end));
}

/** A line stands twice, elsewhere, or at another depth. */
function withMovedLine(text: string, random: () => number): string {
	const lines = text.split('\n');
	const line = lines[Math.floor(random() * lines.length)] ?? '';
	const depth = ['', '  ', '    ', '- ', '\t'][Math.floor(random() * 12)];
	const moved = depth === undefined ? line : depth + line.trimStart();
	lines.splice(Math.floor(random() * lines.length), random() < 0.3 ? 1 : 0, moved);
	return lines.join('\n');
}

function sliceOf(text: string, random: () => number): string {
	const start = Math.floor(random() * text.length);
	return text.slice(start, start + Math.floor(random() * 120));
}
