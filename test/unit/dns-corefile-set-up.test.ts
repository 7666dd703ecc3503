import { testStanzas } from './stanza-table.ts';

/** What stands in a server block, and what CoreDNS v1.15.0 said to it when it was started with it. */
const mistakes: readonly (readonly [stanza: string, message: string])[] = [
	['errors x', 'plugin/errors: Corefile:2 - Error during parsing: invalid log file: x'],
	[
		'errors stdout x',
		"plugin/errors: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	[
		'errors {\n x\n}',
		"plugin/errors: Corefile:3 - Syntax error: Unexpected token 'x', expecting 'Unknown field x'",
	],
	[
		'errors {\n stacktrace x\n}',
		"plugin/errors: Corefile:3 - Syntax error: Unexpected token 'x', expecting 'Unknown field x'",
	],
	[
		'errors {\n consolidate 5m\n}',
		"plugin/errors: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '5m'",
	],
	[
		'errors {\n consolidate x y\n}',
		'plugin/errors: Corefile:3 - Error during parsing: time: invalid duration "x"',
	],
	[
		'errors {\n consolidate 5m (\n}',
		'plugin/errors: Corefile:3 - Error during parsing: error parsing regexp: missing closing ): `(`',
	],
	[
		'errors {\n consolidate 5m a x\n}',
		'plugin/errors: Corefile:3 - Error during parsing: unknown option in consolidate: x',
	],
	[
		'errors {\n consolidate 5m a info warning\n}',
		'plugin/errors: Corefile:3 - Error during parsing: multiple log levels specified in consolidate',
	],
	[
		'errors {\n consolidate 5m a show_first info\n}',
		'plugin/errors: Corefile:3 - Error during parsing: log level must come before show_first in consolidate',
	],
	['errors\nerrors', 'plugin/errors: this plugin can only be used once per Server Block'],
	['health x', 'plugin/health: address x: missing port in address'],
	[
		'health a b',
		"plugin/health: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'b'",
	],
	['health :1:2', 'plugin/health: address :1:2: too many colons in address'],
	['health [::1', "plugin/health: address [::1: missing ']' in address"],
	['health [::1]', 'plugin/health: address [::1]: missing port in address'],
	['health [::1]:1:2', 'plugin/health: address [::1]:1:2: too many colons in address'],
	['health a[b:1', "plugin/health: address a[b:1: unexpected '[' in address"],
	['health a]b:1', "plugin/health: address a]b:1: unexpected ']' in address"],
	['health ""', 'plugin/health: missing port in address'],
	['health {\n x\n}', "plugin/health: Corefile:3 - Error during parsing: unknown property 'x'"],
	[
		'health {\n lameduck\n}',
		"plugin/health: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'lameduck'",
	],
	[
		'health {\n lameduck x\n}',
		'plugin/health: unable to parse lameduck duration value: \'x\' : time: invalid duration "x"',
	],
	[
		'health {\n lameduck 5\n}',
		'plugin/health: unable to parse lameduck duration value: \'5\' : time: missing unit in duration "5"',
	],
	['log {\n x\n}', "plugin/log: Corefile:3 - Error during parsing: unknown property 'x'"],
	[
		'log {\n class\n}',
		"plugin/log: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'class'",
	],
	['log {\n class all foo\n}', 'plugin/log: invalid Class: foo'],
	[
		'loop x',
		"plugin/loop: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	['loop\nloop', 'plugin/loop: this plugin can only be used once per Server Block'],
	['prometheus x', 'plugin/prometheus: address x: missing port in address'],
	[
		'prometheus :1 x',
		"plugin/prometheus: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	['prometheus {\n x\n}', 'plugin/prometheus: Corefile:3 - Error during parsing: unknown option: x'],
	[
		'prometheus {\n runtime_metrics x\n}',
		"plugin/prometheus: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	[
		'prometheus {\n tls\n}',
		"plugin/prometheus: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'tls'",
	],
	[
		'prometheus {\n tls a\n tls b\n}',
		'plugin/prometheus: Corefile:4 - Error during parsing: tls block already specified',
	],
	['ready x', 'plugin/ready: address x: missing port in address'],
	[
		'ready :1 x',
		"plugin/ready: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	['ready {\n x\n}', "plugin/ready: Corefile:3 - Error during parsing: unknown property 'x'"],
	[
		'ready {\n monitor\n}',
		"plugin/ready: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'monitor'",
	],
	[
		'ready {\n monitor x\n}',
		"plugin/ready: Corefile:3 - Error during parsing: monitor type 'x' not supported",
	],
	['ready\nready', 'plugin/ready: this plugin can only be used once per Server Block'],
	['reload x', 'plugin/reload: time: invalid duration "x"'],
	['reload 1s', 'plugin/reload: interval value must be greater or equal to 2s'],
	['reload 5s x', 'plugin/reload: time: invalid duration "x"'],
	['reload 5s 1ms', 'plugin/reload: jitter value must be 0 or greater or equal to 1s'],
	[
		'reload 5s 1s x',
		"plugin/reload: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	['reload -5s', 'plugin/reload: interval value must be greater or equal to 2s'],
	[
		'whoami x',
		"plugin/whoami: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	[
		'any x',
		"plugin/any: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	['any {\n x\n}', "plugin/any: Corefile:2 - Error during parsing: Unexpected token '{', expecting argument"],
	[
		'minimal x',
		"plugin/minimal: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	[
		'debug x',
		"plugin/debug: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	['cancel x', 'plugin/cancel: invalid duration: "x"'],
	['cancel 0s', 'plugin/cancel: invalid negative duration: "0s"'],
	['cancel -1s', 'plugin/cancel: invalid negative duration: "-1s"'],
	[
		'cancel 1s 2s',
		"plugin/cancel: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '2s'",
	],
	[
		'template IN A {\n rcode NXDOMAIN x\n}',
		"plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	[
		'template IN A {\n rcode\n}',
		"plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'rcode'",
	],
	[
		'template IN A {\n foo bar\n}',
		"plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'foo'",
	],
	[
		'template IN A {\n answer "{{ .Name }"\n}',
		'plugin/template: Corefile:3 - Error during parsing: could not compile template: {{ .Name }, template: answer:1: unexpected "}" in operand',
	],
	[
		'template IN A {\n answer "{{ \\"x }}"\n}',
		'plugin/template: Corefile:3 - Error during parsing: could not compile template: {{ "x }}, template: answer:1: unterminated quoted string',
	],
	[
		'template IN A {\n answer "{{ `x }}"\n}',
		'plugin/template: Corefile:3 - Error during parsing: could not compile template: {{ `x }}, template: answer:1: unterminated raw quoted string',
	],
	[
		'template IN A {\n answer "{{ \'x }}"\n}',
		"plugin/template: Corefile:3 - Error during parsing: could not compile template: {{ 'x }}, template: answer:1: unterminated character constant",
	],
	[
		'kubernetes a {\n labels a/b/c\n}',
		"plugin/kubernetes: unable to parse label selector value: 'a/b/c': couldn't parse the selector string \"a/b/c\": unable to parse requirement: <nil>: Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
	],
	[
		'kubernetes a {\n labels /x\n}',
		'plugin/kubernetes: unable to parse label selector value: \'/x\': couldn\'t parse the selector string "/x": unable to parse requirement: <nil>: Invalid value: "/x": prefix part must be non-empty',
	],
	[
		'kubernetes a {\n labels A_b/x\n}',
		"plugin/kubernetes: unable to parse label selector value: 'A_b/x': couldn't parse the selector string \"A_b/x\": unable to parse requirement: <nil>: Invalid value: \"A_b/x\": prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
	],
	[
		'kubernetes a {\n labels x/\n}',
		"plugin/kubernetes: unable to parse label selector value: 'x/': couldn't parse the selector string \"x/\": unable to parse requirement: <nil>: Invalid value: \"x/\": name part must be non-empty; name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
	],
	[
		'kubernetes a {\n labels x/yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n}',
		'plugin/kubernetes: unable to parse label selector value: \'x/yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\': couldn\'t parse the selector string "x/yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy": unable to parse requirement: <nil>: Invalid value: "x/yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy": name part must be no more than 63 bytes',
	],
	[
		'kubernetes a {\n labels x=yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_\n}',
		"plugin/kubernetes: unable to parse label selector value: 'x=yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_': couldn't parse the selector string \"x=yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_\": unable to parse requirement: values[0][x]: Invalid value: \"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy_\": must be no more than 63 bytes; a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
	],
];

/** Stanzas that it started with. */
const accepted: readonly string[] = [
	'errors stdout {\n stacktrace\n}',
	'errors {\n consolidate 5m ".*" warning show_first\n consolidate 1s a\n}',
	'health [::1]:8080 {\n lameduck 5s\n}',
	'health\nhealth',
	'log a b "{combined}" {\n class denial error\n}\nlog',
	'loop',
	'prometheus :9153 {\n runtime_metrics\n}',
	'ready :8181 {\n monitor continuously\n}',
	'reload 2s 0s',
	'whoami\ncancel 1s\ndebug\nany\nminimal',
	'template IN A {\n rcode NXDOMAIN upstream\n match (?<x>a)(?P<x>b)\n}',
];

testStanzas('how CoreDNS sets plugins up', mistakes, accepted);
