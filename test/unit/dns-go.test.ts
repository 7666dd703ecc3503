import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatGo } from '../../server/dns/go/format.ts';
import { compileRegexp, RegexpError } from '../../server/dns/go/regexp.ts';
import { compileTemplate, TemplateError } from '../../server/dns/go/template.ts';

describe("Go's regular expressions", () => {
	/** Pattern, text, match and groups (undefined: none). Each was run by Go 1.26. */
	const cases: readonly (readonly [string, string, readonly string[] | undefined])[] = [
		['a', 'bab', ['a']],
		['^a', 'ba', undefined],
		['x*', 'aaa', ['']],
		['(a|ab)(c|bcd)(d*)', 'abcd', ['abcd', 'a', 'bcd', '']],
		['(a+?)(a*)', 'aaa', ['aaa', 'a', 'aa']],
		['(a*)*', 'b', ['', '']],
		['(a*)+', 'aab', ['aa', 'aa']],
		['(a|b)*?c', 'abc', ['abc', 'b']],
		['(?U)a+', 'aaa', ['a']],
		['(?i)FoO[^x]', 'foob', ['foob']],
		['\\Qa.b\\E+', 'a.bbb', ['a.bbb']],
		['[[:alpha:]]+', '12ab3', ['ab']],
		['[^\\d.]+', '1.ab', ['ab']],
		['^ip-(?P<b>[0-9]*)-(?P<c>[0-9]*)[.]x[.]$', 'ip-1-22.x.', ['ip-1-22.x.', '1', '22']],
		['\\bfoo\\b', 'a foo b', ['foo']],
		['a{2,3}?', 'aaaa', ['aa']],
		['a{,2}', 'a{,2}', ['a{,2}']],
		['(?s).+', 'a\nb', ['a\nb']],
		['(?m)^b$', 'a\nb\nc', ['b']],
		['\\x41\\x{42}\\103', 'ABC', ['ABC']],
		['\\pL+', '1é2', ['é']],
		['a|', 'b', ['']],
	];
	for (const [pattern, text, expected] of cases) {
		it(`${pattern} in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(compileRegexp(pattern).find(text), expected);
		});
	}

	const mistakes: readonly (readonly [string, string])[] = [
		['(', 'missing closing ): `(`'],
		['a)', 'unexpected ): `a)`'],
		['[a', 'missing closing ]: `[a`'],
		['*', 'missing argument to repetition operator: `*`'],
		['a**', 'invalid nested repetition operator: `**`'],
		['\\', 'trailing backslash at end of expression: ``'],
		['(?P<n', 'invalid named capture: `(?P<n`'],
		['(?x)', 'invalid or unsupported Perl syntax: `(?x`'],
		['[b-a]', 'invalid character class range: `b-a`'],
		['a{1001}', 'invalid repeat count: `{1001}`'],
		['x{2,1}', 'invalid repeat count: `{2,1}`'],
		['\\y', 'invalid escape sequence: `\\y`'],
	];
	for (const [pattern, message] of mistakes) {
		it(`${pattern} is none`, () => {
			assert.throws(
				() => compileRegexp(pattern),
				(error) => error instanceof RegexpError && error.message === `error parsing regexp: ${message}`,
			);
		});
	}

	it('matches in time proportional to the text', () => {
		assert.equal(compileRegexp('^(a*)*(a*)*b$').find('a'.repeat(5000)), undefined);
	});

	it('refuses a pattern that unfolds beyond bounds', () => {
		assert.throws(() => compileRegexp('((a{100}){100}){100}'), RegexpError);
		assert.throws(() => compileRegexp('('.repeat(5000)), RegexpError);
	});
});

describe("Go's templates", () => {
	const data = {
		Name: 'a.example.',
		Match: ['a', 'b'],
		Group: new Map([['x', '1']]),
		Question: { Name: 'A.example.', Qtype: 1, Qclass: 1 },
		Meta: () => '',
	};
	/** Each was run by Go 1.26. */
	const cases: readonly (readonly [string, string])[] = [
		['{{ .Name }} 60 IN A 1.2.3.{{ .Group.x }}', 'a.example. 60 IN A 1.2.3.1'],
		['{{range $i, $e := .Match}}{{if $i}}-{{end}}{{$e}}{{end}}', 'a-b'],
		['{{range .Match}}<{{.}}>{{else}}none{{end}}', '<a><b>'],
		['{{ with $x := .Name }}{{$x}}{{end}}', 'a.example.'],
		['{{ if eq .Name "n" "a.example." }}y{{else if true}}z{{end}}', 'y'],
		['{{.Group.zz}}|{{index .Group "zz"}}|{{index .Match 1}}', '<no value>||b'],
		['x {{- " a " -}} b', 'x a b'],
		['{{printf "%s-%03d" .Name 7 | len}}', '14'],
		['{{ $q := 1 }}{{ $q = 2 }}{{ $q }}', '2'],
		['a{{/* c */}}b', 'ab'],
		['{{ (index .Match 1) | printf "%q" }}', '"b"'],
		['{{ parseInt "ff" 16 32 }}', '255'],
		['{{ slice .Name 0 1 }}{{ len .Match }}{{ not true }}{{ and 1 0 }}{{ or "" "x" }}', 'a2false0x'],
		['{{ .Question.Qtype }}{{ .Meta "x" }}', '1'],
		['{{ `raw "` }}{{ "\\x41\\n" }}', 'raw "A\n'],
		['{{ range 3 }}{{.}}{{break}}{{end}}', '0'],
	];
	for (const [text, expected] of cases) {
		it(text, () => assert.equal(compileTemplate('answer', text)(data), expected));
	}

	const mistakes: readonly (readonly [string, RegExp])[] = [
		['{{ .Name', /^template: answer:1: unclosed action$/],
		['{{ nope }}', /function "nope" not defined/],
		['{{ $x }}', /undefined variable "\$x"/],
		['{{ end }}', /unexpected \{\{end\}\}/],
		['{{ if true }}', /unexpected EOF/],
		['{{ ( }}', /: unclosed left paren$/],
		['{{ ( ) }}', /missing value for parenthesized pipeline/],
		['{{ break }}', /: \{\{break\}\} outside \{\{range\}\}$/],
		['{{ range .Match }}{{ else }}{{ continue }}{{ end }}', /\{\{continue\}\} outside/],
		['{{ .Nope }}', /can't evaluate field Nope/],
		['{{ index .Match 9 }}', /index out of range: 9/],
		['{{ parseInt "x" 10 32 }}', /invalid syntax/],
		['{{ define "a" }}{{ end }}', /not simulated/],
		['{{ range 1000000000 }}{{ end }}', /too many steps/],
		['{{ printf "%1000s" "a" }}'.repeat(100), /too much output/],
	];
	for (const [text, message] of mistakes) {
		it(`${text.slice(0, 40)} fails`, () => {
			assert.throws(
				() => compileTemplate('answer', text)(data),
				(error) => error instanceof TemplateError && message.test(error.message),
			);
		});
	}

	it('formats as fmt does', () => {
		assert.equal(
			formatGo('%5d|%-5s|%05d|%x|%X|%v|%t|%%|%c', [42, 'ab', -7, 255, 'az', ['a', 'b'], true, 65]),
			'   42|ab   |-0007|ff|617A|[a b]|true|%|A',
		);
		assert.equal(formatGo('%d %s', ['x']), '%!d(string=x) %!s(MISSING)');
		assert.equal(formatGo('a', [1]), 'a%!(EXTRA int=1)');
	});
});
