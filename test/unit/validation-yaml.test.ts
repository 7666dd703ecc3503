// YAML as the API server reads it: sigs.k8s.io/yaml over go-yaml v2 (values checked against that library).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManifestDocument } from '../../server/manifest/manifest.ts';
import { resolvePlainScalar } from '../../server/manifest/scalar.ts';

const scalars: readonly [text: string, value: unknown][] = [
	['0120', 80],
	['0o120', 80],
	['0x50', 80],
	['0b1010000', 80],
	['8_0', 80],
	['+80', 80],
	['-0', 0],
	['080', 80],
	['0_7', 7],
	['1e3', 1000],
	['.5', 0.5],
	['5.', 5],
	['1:30', '1:30'],
	['80:00', '80:00'],
	['y', true],
	['Off', false],
	['nO', 'nO'],
	['~', null],
	['NULL', null],
	['', null],
	['2020-01-01', '2020-01-01'],
	['9007199254740993', 9_007_199_254_740_993n],
	['18446744073709551615', 18_446_744_073_709_551_615n],
	['18446744073709551616', 18_446_744_073_709_552_000],
	['-9223372036854775809', -9_223_372_036_854_776_000],
	['1e400', '1e400'],
	['0x', '0x'],
	['1 000', '1 000'],
	['=', '='],
];
for (const [text, value] of scalars) {
	test(`the plain text '${text}' is ${typeof value} ${value}`, () => {
		assert.strictEqual(resolvePlainScalar(text), value);
	});
}

const texts: readonly [title: string, text: string, value: unknown][] = [
	['a merge key', 'a: &a {b: 1}\nd:\n  <<: *a\n  c: 3\n', { a: { b: 1 }, d: { b: 1, c: 3 } }],
	['merged mappings', 'a: {<<: [{b: 1}, {c: 3}]}', { a: { b: 1, c: 3 } }],
	['a key that is no string', '1: a\ntrue: b\n.5: c\n', { 1: 'a', true: 'b', '0.5': 'c' }],
	[
		'keys that look like numbers',
		'08000000: a\n0x1E: b\n010: c\n1_0: d\n',
		{ '8e+06': 'a', 30: 'b', 8: 'c', 10: 'd' },
	],
	['a quoted number', 'a: "80"\nb: \'y\'\n', { a: '80', b: 'y' }],
	['tags', 'a: !!str 80\nb: !!int "80"\nc: !!binary ODA=\nd: !x 80\n', { a: '80', b: 80, c: '80', d: '80' }],
	['a tag on a list', 'a: !!omap [b: 1]\n', { a: [{ b: 1 }] }],
	['an alias', 'a: &x 80\nb: *x\n', { a: 80, b: 80 }],
	['folded and literal texts', 'a: >-\n  b\n  c\nd: |+\n  e\n\n', { a: 'b c', d: 'e\n\n' }],
	['a literal text at the very end', 'a: |\n  b', { a: 'b' }],
	['CRLF', 'a: b\r\nc:\r\n- d\r\n', { a: 'b', c: ['d'] }],
	['CR and NEL as line breaks', 'a: b\rc: d\x85e: f', { a: 'b', c: 'd', e: 'f' }],
	['a byte order mark', '\ufeffa: b\n', { a: 'b' }],
	['a directive', '%YAML 1.1\n---\na: b\n', { a: 'b' }],
	['JSON', '{"a": [1, null], "b\\/c": "\\ud83d\\ude00"}', { a: [1, null], 'b/c': '😀' }],
	[
		'a quoted text that goes on in the first column',
		'a:\n  b: "c\nd"\n  e: \'f\n\ng\'\n',
		{ a: { b: 'c d', e: 'f\ng' } },
	],
	['a list in brackets at its key', 'a:\n  b: [\n  {c: 1},\n  ]\n  d: 2\n', { a: { b: [{ c: 1 }], d: 2 } }],
	[
		'braces in the first column',
		'a: {\nb: [\n{c:\n1}\n],\nd: e\nf\n}\ng: h\n',
		{ a: { b: [{ c: 1 }], d: 'e f' }, g: 'h' },
	],
	['tabs between tokens', 'a:\tb\t# c\n', { a: 'b' }],
	['a tab in a plain text', 'a:\n  b: c\n    \td\n', { a: { b: 'c d' } }],
	['a line separator in quotes', 'a: "b\u2028c"\n', { a: 'b\u2028c' }],
	['an empty value', 'a:\nb: {c}\n', { a: null, b: { c: null } }],
	['a dash between brackets', 'a: [-]\nb: {c: -}\n', { a: ['-'], b: { c: '-' } }],
	['a colon that touches a comma', 'a: [b:, c]\nd: {e:}\n', { a: ['b:', 'c'], d: { 'e:': null } }],
	['a comment that touches what it follows', 'a: |# c\n  b\nd: [e]# f\n', { a: 'b\n', d: ['e'] }],
	['an anchor that a colon ends', 'a: &b:c d\ne: *b\n', { a: ':c d', e: ':c d' }],
	['a line separator as a line break', 'a: b\u2028  c\n', { a: 'b\u2028c' }],
	['a key behind a question mark in brackets', 'a: [?b, ? c: d]\n', { a: [{ b: null }, { c: 'd' }] }],
	['a tag by its handle', '%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 80\n', { a: '80' }],
	['a tag in percent signs', 'a: !%66oo 80\n', { a: '80' }],
];
for (const [title, text, value] of texts) {
	test(`reads ${title}`, () => {
		const { problems, decoded } = new ManifestDocument(text);
		assert.deepEqual([...problems, ...decoded.problems], []);
		assert.deepEqual(decoded.value, value);
	});
}

const refused: readonly [title: string, text: string][] = [
	['a control character', 'a: b\x07\n'],
	['a tab in an indentation', 'a:\n\tb: c\n'],
	['a tab on a line of its own', 'a:\n  b: c\n\t\nd: e\n'],
	['a tab after a dash', 'a:\n-\tb\n'],
	['YAML 1.2', '%YAML 1.2\n---\na: b\n'],
	['an unknown directive', '%FOO\n---\na: b\n'],
	['a second version', '%YAML 1.1\n%YAML 1.1\n---\na: b\n'],
	['an anchor with a dot', 'a: &a.b c\n'],
	['an unknown anchor', 'a: *a\n'],
	['an anchor within itself', 'a: &a [*a]\n'],
	['a question mark between brackets', 'a: [http://b/?c=d]\n'],
	['a colon that touches the brace', 'a: {b:{c: d}}\n'],
	['a single quote too many', "a: 'b''\nc: 'd'\n"],
	['an escaped last quote', 'a: "b\\"\n'],
	["JSON's own escapes outside JSON", 'a: "b\\/c"\n'],
	['a quote that is closed by the next opening one', 'a:\n  ? "b\n  : c\n  "d": e\n'],
	['a document marker in a quoted text', 'a:\n  b: "c\n... d"\n'],
	['a key of two lines', '{"a\n  b": c}'],
	['a line separator outside quotes', 'a: b\u2028c\n'],
	['a list as a key', '? [a]\n: b\n'],
	['null as a key', '~: a\n'],
	['a merge of a text', '<<: a\n'],
	['infinity', 'a: .inf\n'],
	['a tag that does not fit', 'a: !!int b\n'],
	['text behind the end', 'a: "b" c\n'],
	['an empty tag', 'a: !<> b\n'],
	['a tag that a comma touches', 'a: {b: !!str, c: d}\n'],
	['a line separator in a quoted key', '"a\u2028b": c\n'],
	['a value without a key between braces', 'a: {: b}\n'],
	['a tag that a brace touches', '{"a": !!str}\n'],
	['a tag handle that nothing defines', 'a: !e!x b\n'],
	['directives without a document', '%YAML 1.1\na: b\n'],
];
for (const [title, text] of refused) {
	test(`refuses ${title}`, () => {
		const { problems, decoded } = new ManifestDocument(text);
		assert.notDeepEqual([...problems, ...decoded.problems], []);
	});
}

test('a key that stands twice is no reason not to read, and the last one counts', () => {
	const { problems, decoded } = new ManifestDocument('a: {b: 1, c: 2, b: 3}\n');
	assert.deepEqual(problems, []);
	assert.deepEqual(decoded.value, { a: { b: 3, c: 2 } });
	assert.deepEqual(
		decoded.problems.map(({ kind, path, start, end }) => [kind, path, start, end]),
		[['duplicate-key', 'a.b', 16, 17]],
	);
});

test('a number that JSON does not have is no matter where another value replaces it', () => {
	for (const text of ['a: {b: .nan, b: 1}\n', 'a: {b: [.inf], c: 2, b: 1}\n', 'a: {<<: {b: .nan}, b: 1}\n']) {
		const { decoded } = new ManifestDocument(text);
		assert.ok(decoded.problems.every(({ kind }) => kind === 'duplicate-key'));
	}
});

test('strict reading refuses what a merge key brings twice; the first of several mappings wins', () => {
	const { decoded } = new ManifestDocument('a: {<<: [{b: 1}, {b: 2}]}\nc: {<<: {d: 1}, d: 2}\n');
	assert.deepEqual(decoded.value, { a: { b: 1 }, c: { d: 2 } });
	assert.deepEqual(
		decoded.problems.map(({ kind, path }) => [kind, path]),
		[
			['duplicate-key', 'a.b'],
			['duplicate-key', 'c.d'],
		],
	);
});

test('1 and "1" are different keys for YAML, and one for JSON', () => {
	const { decoded } = new ManifestDocument('1: a\n"1": b\n');
	assert.deepEqual([decoded.problems, decoded.value], [[], { 1: 'b' }]);
});

test('what stands behind the first document is a problem, but the API server does not read it', () => {
	const text = ' a: b\nc: d\n';
	const { problems, decoded } = new ManifestDocument(text);
	assert.deepEqual(
		problems.map(({ start, end, unread }) => [text.slice(start, end), unread]),
		[['c: d', true]],
	);
	assert.deepEqual(decoded.value, { a: 'b' });
});

const deep: readonly [what: string, text: string][] = [
	['JSON', `{"a": ${'['.repeat(5000)}${']'.repeat(5000)}}`],
	['JSON without its end', `{"a": ${'['.repeat(5000)}`],
	['a flow list', `a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
	['a template in braces', `a: {{ .Values.a }}\nb: ${'{"a": '.repeat(5000)}1${'}'.repeat(5000)}\n`],
	['a template with dashes', `a: {{ .Values.a }}\nb:\n  ${'- '.repeat(5000)}1\n`],
];
for (const [what, text] of deep) {
	test(`${what}, nested too deeply, is refused`, () => {
		assert.deepEqual(
			new ManifestDocument(text).problems.map(({ message }) => message),
			['nested too deeply'],
		);
	});
}
