import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCorefile } from '../../server/dns/corefile/corefile.ts';
import { kubeadmCorefile } from '../../server/dns/corefile/default-corefile.ts';
import { readTokens } from '../../server/dns/corefile/lexer.ts';

describe('words of a Corefile', () => {
	/** Name, text, words with their lines. */
	const cases: readonly (readonly [string, string, readonly (readonly [string, number])[]])[] = [
		['nothing', '', []],
		['blanks', ' \n\t\r\n', []],
		[
			'byte order mark',
			'\ufeff. {',
			[
				['.', 1],
				['{', 1],
			],
		],
		[
			'comment',
			'# a\nb # c\nd',
			[
				['b', 2],
				['d', 3],
			],
		],
		[
			'comment in a word',
			'a#b\nc',
			[
				['a', 1],
				['c', 2],
			],
		],
		[
			'comment in a word ends at a blank',
			'a#b c',
			[
				['a', 1],
				['c', 1],
			],
		],
		[
			'quotes',
			'"a b" "" "c\\"d" "e\\f"',
			[
				['a b', 1],
				['', 1],
				['c"d', 1],
				['e\\f', 1],
			],
		],
		[
			'quoted line break',
			'"a\nb" c',
			[
				['a\nb', 1],
				['c', 2],
			],
		],
		['quote that stays open', '"a b', [['a b', 1]]],
		[
			'quote in a word',
			'a"b c"',
			[
				['a"b', 1],
				['c"', 1],
			],
		],
		[
			'environment variables stay',
			'{$HOME} {%PATH%}',
			[
				['{$HOME}', 1],
				['{%PATH%}', 1],
			],
		],
	];
	for (const [name, text, expected] of cases) {
		it(name, () => {
			assert.deepEqual(
				readTokens(text).map((token) => [token.text, token.line]),
				expected,
			);
		});
	}
});

describe('a Corefile', () => {
	it("of kubeadm is read whole, its plugins in the chain's order", () => {
		const read = readCorefile(kubeadmCorefile());
		assert.ok('corefile' in read);
		const { blocks, notSimulated, anyClass } = read.corefile;
		assert.deepEqual(
			blocks.map(({ zones, plugins }) => [zones, plugins.map(({ name }) => name)]),
			[[['.'], ['loadbalance', 'cache', 'kubernetes', 'forward']]],
		);
		assert.deepEqual(
			notSimulated.map(({ plugin, line, changesAnswers }) => [plugin, line, changesAnswers]),
			[
				['errors', 2, false],
				['health', 3, false],
				['ready', 6, false],
				['prometheus', 12, false],
				['loop', 20, false],
				['reload', 21, false],
			],
		);
		// forward lets questions of other classes through.
		assert.equal(anyClass, true);
	});

	it('without a block runs whoami', () => {
		const read = readCorefile('# nothing');
		assert.ok('corefile' in read);
		assert.deepEqual(
			read.corefile.blocks.map(({ zones, missing }) => [zones, missing]),
			[[['.'], ['whoami']]],
		);
	});

	it('has several blocks, keys, ports and networks', () => {
		const read = readCorefile(
			'(common) {\n  errors\n}\na.example:1053, b.example,\n  c.example {\n  import common\n  bind 127.0.0.1\n  kubernetes\n}\n10.0.0.0/15 tls://d.example {\n  file x\n}',
		);
		assert.ok('corefile' in read);
		const [first, second] = read.corefile.blocks;
		assert.deepEqual(first?.zones, ['a.example.', 'b.example.', 'c.example.']);
		assert.deepEqual(first?.bind, ['127.0.0.1']);
		assert.deepEqual(second?.addresses, [
			{ transport: 'dns', zone: '0.10.in-addr.arpa.', port: '53' },
			{ transport: 'dns', zone: '1.10.in-addr.arpa.', port: '53' },
			{ transport: 'tls', zone: 'd.example.', port: '853' },
		]);
		assert.deepEqual(second?.missing, ['file']);
	});

	it('may serve a zone twice where one block listens nowhere or has a view', () => {
		const nowhere = 'bind 127.0.0.1 {\n except 127.0.0.1\n}';
		for (const first of [nowhere, 'view a {\n expr true\n}']) {
			assert.ok('corefile' in readCorefile(`. {\n${first}\n}\n. {\n errors\n}`));
		}
	});

	it('imports files', () => {
		const files: Readonly<Record<string, string>> = {
			'more.conf': 'errors\ncache 5',
			'bad.conf': '\n\nnope',
		};
		const importFiles = (pattern: string) => {
			const text = files[pattern];
			return text === undefined ? undefined : [{ name: `/etc/${pattern}`, text }];
		};
		const read = readCorefile('. {\n import more.conf\n}', { importFiles });
		assert.ok('corefile' in read);
		assert.deepEqual(
			read.corefile.blocks[0]?.plugins.map(({ name }) => name),
			['cache'],
		);
		assert.deepEqual(readCorefile('. {\n import bad.conf\n}', { importFiles }), {
			problem: { message: "/etc/bad.conf:3 - Error during parsing: Unknown directive 'nope'", line: 3 },
		});
	});

	/** Text, CoreDNS's words, line. */
	const mistakes: readonly (readonly [string, string, number])[] = [
		['. {\n nope\n}', "Corefile:2 - Error during parsing: Unknown directive 'nope'", 2],
		['. {\n errors', "Corefile:2 - Syntax error: Unexpected token 'errors', expecting '}'", 2],
		['a.example,', 'Corefile:1 - Error during parsing: Unexpected EOF', 1],
		[
			'a.example, {',
			"Corefile:1 - Error during parsing: Expected another address but had '{' - check for extra comma",
			1,
		],
		['. {\n cache {\n', 'Corefile:2 - Error during parsing: Unexpected EOF', 2],
		[
			'. {\n import\n}',
			"Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'import'",
			2,
		],
		[
			'. {\n import a b\n}',
			'Corefile:2 - Error during parsing: Import takes only one argument (glob pattern or file)',
			2,
		],
		['. {\n import a\n}', 'Corefile:2 - Error during parsing: File to import not found: a', 2],
		[
			'(a) {\n errors\n}\n(a) {\n}',
			'Corefile:4 - Error during parsing: redeclaration of previously declared snippet a',
			4,
		],
		[
			'(a) {\n import a\n}',
			'Corefile:3 - Error during parsing: maximum snippet import depth (10000) exceeded',
			3,
		],
		[
			'(a) {\n import b\n}\n(b) {\n import a\n}\n. {\n import a\n}',
			'Corefile:5 - Error during parsing: maximum snippet import depth (10000) exceeded',
			5,
		],
		['a..b {\n errors\n}', 'error inspecting server blocks: zone is not a valid domain name: a..b', 2],
		['a\\:53 {\n errors\n}', 'error inspecting server blocks: zone is not a valid domain name: a\\', 2],
		['a: {\n errors\n}', 'error inspecting server blocks: expecting data after last colon: "a:"', 2],
		['. {\n errors\n}\n. {\n log\n}', 'cannot serve dns://.:53 - it is already defined', 5],
		[
			'. {\n bind 127.0.0.1\n}\n. {\n log\n}',
			'cannot serve dns://.:53 - zone overlap listener capacity with dns://.:53 on 127.0.0.1',
			5,
		],
		[
			'. {\n view a {\n expr true\n}\n}\n. {\n bind 127.0.0.1\n}\n. {\n view b {\n expr true\n}\n}',
			'cannot serve dns://.:53 - zone overlap listener capacity with dns://.:53 on 127.0.0.1',
			10,
		],
		[
			'. {\n kubernetes in-addr.arpa.x 10.in-addr.arpa {\n ttl x\n }\n}',
			'plugin/kubernetes: strconv.Atoi: parsing "x": invalid syntax',
			3,
		],
		['. {\n kubernetes 10.in-addr.arpa\n}', 'plugin/kubernetes: non-reverse zone name must be used', 2],
		[
			'. {\n kubernetes a {\n startup_timeout x\n }\n}',
			'plugin/kubernetes: failed to parse startup_timeout: x, time: invalid duration "x"',
			3,
		],
		[
			'. {\n kubernetes a {\n startup_timeout 5\n }\n}',
			'plugin/kubernetes: failed to parse startup_timeout: 5, time: missing unit in duration "5"',
			3,
		],
		[
			'. {\n kubernetes a {\n upstream\n }\n}',
			"plugin/kubernetes: Corefile:3 - Error during parsing: unknown property 'upstream'",
			3,
		],
		['. {\n cache 0\n}', 'plugin/cache: cache TTL can not be zero or negative: 0', 2],
		['. {\n cache {\n prefetch -1\n}\n}', 'plugin/cache: prefetch amount should be positive: -1', 3],
		[
			'. {\n cache {\n disable x\n}\n}',
			'plugin/cache: cache type for disable must be "success" or "denial"',
			3,
		],
		[
			'. {\n cache {\n servfail 10m\n}\n}',
			'plugin/cache: caching SERVFAIL responses over 5 minutes is not permitted',
			3,
		],
		[
			'. {\n cache {\n x\n}\n}',
			"plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
			3,
		],
		['. {\n loadbalance x\n}', 'plugin/loadbalance: unknown policy: x', 2],
		[
			'. {\n forward .\n}',
			"plugin/forward: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '.'",
			2,
		],
		[
			'. {\n forward . 1.1.1.1 {\n policy x\n}\n}',
			"plugin/forward: Corefile:3 - Error during parsing: unknown policy 'x'",
			3,
		],
		[
			'. {\n forward . https://1.1.1.1/x\n}',
			'plugin/forward: paths are not allowed in HTTPS upstream addresses (the /dns-query path is used by default): https://1.1.1.1/x',
			2,
		],
		['. {\n rewrite name a\n}', 'plugin/rewrite: too few arguments for a name rule', 2],
		['. {\n rewrite x y z\n}', 'plugin/rewrite: invalid rule type "x"', 2],
		['. {\n rewrite name regex ( b\n}', 'plugin/rewrite: invalid regex matching pattern: (', 2],
		[
			'. {\n rewrite name regex a {1}\n}',
			'plugin/rewrite: the rewrite regex pattern ({1}) uses more subexpressions than its corresponding matching regex pattern (a)',
			2,
		],
		['. {\n rewrite ttl a x\n}', "plugin/rewrite: invalid TTL 'x' for a ttl rule", 2],
		[
			'. {\n hosts {\n fallthrough\n 1.2.3.4 a\n}\n}',
			"plugin/hosts: Corefile:4 - Error during parsing: unknown property '1.2.3.4'",
			4,
		],
		[
			'. {\n hosts {\n ttl 0\n}\n}',
			'plugin/hosts: Corefile:3 - Error during parsing: ttl provided is invalid',
			3,
		],
		['. {\n template IN X\n}', 'plugin/template: Corefile:2 - Error during parsing: invalid RR class X', 2],
		[
			'. {\n template IN A {\n match (\n}\n}',
			'plugin/template: Corefile:3 - Error during parsing: could not parse regex: (, error parsing regexp: missing closing ): `(`',
			3,
		],
		[
			'. {\n template IN A {\n answer "{{ .Name"\n}\n}',
			'plugin/template: Corefile:3 - Error during parsing: could not compile template: {{ .Name, template: answer:1: unclosed action',
			3,
		],
		['. {\n bind\n}', 'plugin/bind: at least one address or interface name is expected', 2],
		[
			'. {\n bufsize 1\n}',
			"plugin/bufsize: plugin/bufsize: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '1'",
			2,
		],
	];
	for (const [text, message, line] of mistakes) {
		it(`${JSON.stringify(text)}: ${message}`, () => {
			assert.deepEqual(readCorefile(text), { problem: { message, line } });
		});
	}
});
