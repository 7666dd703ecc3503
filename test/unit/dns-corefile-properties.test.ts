import { testStanzas } from './stanza-table.ts';

/** What stands in a server block, and what CoreDNS v1.15.0 said to it. */
const mistakes: readonly (readonly [stanza: string, message: string])[] = [
	[
		'forward . grpc://192.0.2.1',
		"plugin/forward: 'grpc' is not supported as a destination protocol in forward: grpc://192.0.2.1:443",
	],
	[
		'forward . grpc://[2001:db8::1]',
		"plugin/forward: 'grpc' is not supported as a destination protocol in forward: grpc://[2001:db8::1]:443",
	],
	[
		'forward . 192.0.2.1 {\n max_fails 2 surplus\n}',
		"plugin/forward: Corefile:3 - Error during parsing: unknown property 'surplus'",
	],
	[
		'forward . 192.0.2.1 {\n max_fails -2\n}',
		'plugin/forward: strconv.ParseUint: parsing "-2": invalid syntax',
	],
	[
		'forward . 192.0.2.1 {\n max_connect_attempts 4294967296\n}',
		'plugin/forward: strconv.ParseUint: parsing "4294967296": value out of range',
	],
	['forward . 192.0.2.1 {\n expire -90s\n}', "plugin/forward: expire can't be negative: -1m30s"],
	[
		'forward . 192.0.2.1 {\n max_age 250ms\n}',
		'plugin/forward: max_age (250ms) must not be less than expire (10s)',
	],
	[
		'forward . 192.0.2.1 {\n max_age 2h\n expire 3h0m1s\n}',
		'plugin/forward: max_age (2h0m0s) must not be less than expire (3h0m1s)',
	],
	['forward . 192.0.2.1 {\n read_timeout -0s\n}', 'plugin/forward: read_timeout must be positive: 0s'],
	[
		'forward . 192.0.2.1 {\n policy random always\n}',
		"plugin/forward: Corefile:3 - Error during parsing: unknown property 'always'",
	],
	[
		'forward . 192.0.2.1 {\n resolver 192.0.2.1:53:1\n}',
		'plugin/forward: resolver must be an IP address or IP:port: "192.0.2.1:53:1"',
	],
	[
		'forward . 192.0.2.1 {\n health_check 5s domain\n}',
		"plugin/forward: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'domain'",
	],
	[
		'forward . 192.0.2.1 {\n health_check 5s no_rec domain a..b\n}',
		'plugin/forward: health_check: invalid domain name a..b',
	],
	[
		'forward . 192.0.2.1 {\n force_tcp yes\n}',
		"plugin/forward: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'yes'",
	],
	[
		'forward . 192.0.2.1 {\n tls a b c d\n}',
		"plugin/forward: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'd'",
	],
	['forward . 192.0.2.1 {\n max_idle_conns -3\n}', "plugin/forward: max_idle_conns can't be negative: -3"],
	['rewrite cname suffix a b c', 'plugin/rewrite: too few (4) arguments for a cname rule'],
	['rewrite cname glob a b', 'plugin/rewrite: unknown cname rewrite type: glob'],
	[
		'rewrite cname regex (a b',
		'plugin/rewrite: invalid cname rewrite regex pattern: error parsing regexp: missing closing ): `(a`',
	],
	['rewrite edns0 nsid', 'plugin/rewrite: too few arguments for an EDNS0 rule'],
	['rewrite edns0 nsid put', 'plugin/rewrite: invalid action: "put"'],
	['rewrite edns0 nsid set 1', 'plugin/rewrite: EDNS0 NSID rules can accept no more than one arg'],
	['rewrite edns0 local set 0xfff0', 'plugin/rewrite: EDNS0 local rules require three or four args'],
	['rewrite edns0 local set x 0x01', 'plugin/rewrite: strconv.ParseUint: parsing "x": invalid syntax'],
	[
		'rewrite edns0 local set 65536 a',
		'plugin/rewrite: strconv.ParseUint: parsing "65536": value out of range',
	],
	['rewrite edns0 local set 0xfff0 0x1', 'plugin/rewrite: encoding/hex: odd length hex string'],
	['rewrite edns0 local set 0xfff0 0x1g', "plugin/rewrite: encoding/hex: invalid byte: U+0067 'g'"],
	['rewrite edns0 local set 0xfff0 {qclass}', 'plugin/rewrite: unsupported variable name "{qclass}"'],
	['rewrite edns0 local unset', 'plugin/rewrite: local unset action requires exactly two arguments'],
	['rewrite edns0 subnet set 33 56', 'plugin/rewrite: invalid IPv4 bit mask length 33'],
	['rewrite edns0 subnet set 24 129', 'plugin/rewrite: invalid IPv6 bit mask length 129'],
	['rewrite edns0 subnet unset 24', 'plugin/rewrite: subnet unset action requires exactly one argument'],
	['rewrite edns0 cookie set', 'plugin/rewrite: invalid rule type "cookie"'],
	['rewrite edns0 cookie unset', 'plugin/rewrite: invalid rule type "cookie"'],
	[
		'cache {\n denied 5 6\n}',
		"plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'denied'",
	],
	['cache {\n prefetch 5 1m 20é\n}', "plugin/cache: last character of percentage should be `%`, but is: '©'"],
	[
		'hosts {\n fallthrough\n no_reverse now\n}',
		"plugin/hosts: Corefile:4 - Error during parsing: unknown property 'now'",
	],
	[
		'kubernetes a {\n apiserver_qps fast\n}',
		'plugin/kubernetes: Corefile:3 - Error during parsing: invalid apiserver_qps "fast": strconv.ParseFloat: parsing "fast": invalid syntax',
	],
	[
		'kubernetes a {\n apiserver_qps 1__0\n}',
		'plugin/kubernetes: Corefile:3 - Error during parsing: invalid apiserver_qps "1__0": strconv.ParseFloat: parsing "1__0": invalid syntax',
	],
	[
		'kubernetes a {\n apiserver_qps 1e39\n}',
		'plugin/kubernetes: Corefile:3 - Error during parsing: invalid apiserver_qps "1e39": strconv.ParseFloat: parsing "1e39": value out of range',
	],
	[
		'kubernetes a {\n apiserver_qps -inf\n}',
		'plugin/kubernetes: Corefile:3 - Error during parsing: apiserver_qps must be >= 0',
	],
	[
		'kubernetes a {\n apiserver_burst 1.5\n}',
		'plugin/kubernetes: Corefile:3 - Error during parsing: invalid apiserver_burst "1.5": strconv.Atoi: parsing "1.5": invalid syntax',
	],
	[
		'kubernetes a {\n apiserver_max_inflight 9223372036854775808\n}',
		'plugin/kubernetes: Corefile:3 - Error during parsing: invalid apiserver_max_inflight "9223372036854775808": strconv.Atoi: parsing "9223372036854775808": value out of range',
	],
	[
		'kubernetes a {\n apiserver_burst -1\n}',
		'plugin/kubernetes: Corefile:3 - Error during parsing: apiserver_burst must be >= 0',
	],
	[
		'template IN A {\n answer "{{ ( }}"\n}',
		'plugin/template: Corefile:3 - Error during parsing: could not compile template: {{ ( }}, template: answer:1: unclosed left paren',
	],
];

/** Stanzas that it took. */
const accepted: readonly string[] = [
	'forward . 192.0.2.1 {\n resolver 192.0.2.1:domain [2001:db8::1]:53\n max_age 10s\n health_check 0s no_rec domain a.example\n}',
	'rewrite cname exact a b\nrewrite cname a b',
	'rewrite edns0 local set 0b1111 {plugin/label} revert\nrewrite edns0 local append 0xfff0 text\nrewrite edns0 subnet replace 24 56 revert\nrewrite edns0 nsid unset',
	'hosts {\n no_reverse now\n}',
	'kubernetes a {\n endpoint http://192.0.2.1\n apiserver_qps 1_0.5e+1\n}',
	'kubernetes a {\n endpoint http://192.0.2.1\n apiserver_qps 0x1p-2\n}',
	'kubernetes a {\n endpoint http://192.0.2.1\n apiserver_qps NaN\n}',
	'kubernetes a {\n endpoint http://192.0.2.1\n apiserver_qps Infinity\n}',
];

testStanzas('properties of plugins', mistakes, accepted);
