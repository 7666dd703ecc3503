import { testStanzas } from './stanza-table.ts';

/** What stands in a server block, and what CoreDNS v1.15.0 said to it. */
const mistakes: readonly (readonly [stanza: string, message: string])[] = [
	[
		'acl {\n permit\n}',
		"plugin/acl: Corefile:3 - Error during parsing: unexpected token \"permit\"; expect 'allow', 'block', 'filter' or 'drop'",
	],
	[
		'acl {\n allow kind A\n}',
		'plugin/acl: Corefile:3 - Error during parsing: unexpected token "kind"; expect \'type | net\'',
	],
	[
		'acl {\n block type\n}',
		'plugin/acl: Corefile:3 - Error during parsing: no token specified in "type" section',
	],
	[
		'acl {\n block type A net\n}',
		'plugin/acl: Corefile:3 - Error during parsing: no token specified in "net" section',
	],
	[
		'acl {\n filter type FOO\n}',
		'plugin/acl: Corefile:3 - Error during parsing: unexpected token "FOO"; expect legal QTYPE',
	],
	[
		'acl {\n drop net 10.0.0\n}',
		'plugin/acl: Corefile:3 - Error during parsing: illegal CIDR notation "10.0.0/32"',
	],
	[
		'acl {\n drop net fd00::/129\n}',
		'plugin/acl: Corefile:3 - Error during parsing: illegal CIDR notation "fd00::/129"',
	],
	['autopath', 'plugin/autopath: no resolv-conf specified'],
	['chaos v a {\n x\n}', "plugin/chaos: Corefile:3 - Error during parsing: unknown property 'x'"],
	[
		'dns64 a b',
		"plugin/dns64: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'b'",
	],
	['dns64 192.0.2.0', 'plugin/dns64: invalid CIDR address: 192.0.2.0'],
	[
		'dns64 10.0.0.0/8',
		'plugin/dns64: Corefile:2 - Error during parsing: invalid netmask 32 IPv6 address: "10.0.0.0/8"',
	],
	[
		'dns64 64:ff9b::1/97',
		'plugin/dns64: Corefile:2 - Error during parsing: invalid prefix length "64:ff9b::/97"',
	],
	[
		'dns64 {\n prefix\n}',
		"plugin/dns64: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'prefix'",
	],
	['dns64 {\n suffix\n}', "plugin/dns64: Corefile:3 - Error during parsing: unknown property 'suffix'"],
	[
		'erratic {\n drop 1 2\n}',
		"plugin/erratic: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '2'",
	],
	['erratic {\n drop x\n}', 'plugin/erratic: strconv.ParseInt: parsing "x": invalid syntax'],
	[
		'erratic {\n truncate 2147483648\n}',
		'plugin/erratic: strconv.ParseInt: parsing "2147483648": value out of range',
	],
	['erratic {\n delay -1\n}', 'plugin/erratic: illegal amount value given "-1"'],
	['erratic {\n delay 1 2\n}', 'plugin/erratic: time: missing unit in duration "2"'],
	['erratic {\n small\n}', "plugin/erratic: Corefile:3 - Error during parsing: unknown property 'small'"],
	[
		'header',
		"plugin/header: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'header'",
	],
	[
		'header {\n answer set ra\n}',
		'plugin/header: setting up rule: invalid selector=answer should be query or response',
	],
	['header {\n response\n}', 'plugin/header: setting up rule: no flag action provided'],
	[
		'header {\n response set\n}',
		'plugin/header: setting up rule: invalid length for flags, at least one should be provided',
	],
	[
		'header {\n query put rd\n}',
		'plugin/header: setting up rule: unknown flag action=put, should be set or clear',
	],
	['header {\n query clear AD\n}', 'plugin/header: setting up rule: unknown/unsupported flag=ad'],
	[
		'k8s_external {\n ttl\n}',
		"plugin/k8s_external: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'ttl'",
	],
	[
		'k8s_external {\n ttl 3601\n}',
		'plugin/k8s_external: Corefile:3 - Error during parsing: ttl must be in range [0, 3600]: 3601',
	],
	['k8s_external {\n ttl x\n}', 'plugin/k8s_external: strconv.Atoi: parsing "x": invalid syntax'],
	[
		'k8s_external {\n apex\n}',
		"plugin/k8s_external: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'apex'",
	],
	['k8s_external {\n x\n}', "plugin/k8s_external: Corefile:3 - Error during parsing: unknown property 'x'"],
	[
		'local x',
		"plugin/local: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	[
		'local {\n localhost_prefix\n}',
		"plugin/local: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'localhost_prefix'",
	],
	[
		'local {\n localhost_prefix maybe\n}',
		"plugin/local: Corefile:3 - Error during parsing: localhost_prefix expects 'on' or 'off', got \"maybe\"",
	],
	['local {\n x\n}', "plugin/local: Corefile:3 - Error during parsing: unknown property 'x'"],
	[
		'metadata {\n x\n}',
		"plugin/metadata: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
	],
	[
		'metadata\nmetadata',
		"plugin/metadata: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'metadata'",
	],
	[
		'multisocket 1 2',
		"plugin/multisocket: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '2'",
	],
	['multisocket x', 'plugin/multisocket: invalid num sockets: strconv.Atoi: parsing "x": invalid syntax'],
	['multisocket 0', 'plugin/multisocket: num sockets can not be zero or negative: 0'],
	['multisocket 1025', 'plugin/multisocket: num sockets exceeds maximum (1024): 1025'],
	['nsid\nnsid', 'plugin/nsid: this plugin can only be used once per Server Block'],
	[
		'pprof a b',
		"plugin/pprof: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'b'",
	],
	['pprof x', 'plugin/pprof: Corefile:2 - Error during parsing: address x: missing port in address'],
	['pprof ""', 'plugin/pprof: Corefile:2 - Error during parsing: missing port in address'],
	[
		'pprof {\n block 1 2\n}',
		"plugin/pprof: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '2'",
	],
	[
		'pprof {\n block x\n}',
		"plugin/pprof: Corefile:3 - Error during parsing: property 'block' invalid integer value 'x'",
	],
	['pprof {\n x\n}', "plugin/pprof: Corefile:3 - Error during parsing: unknown property 'x'"],
	['pprof\npprof', 'plugin/pprof: this plugin can only be used once per Server Block'],
	[
		'secondary',
		'plugin/secondary: Corefile:2 - Error during parsing: secondary zones require a transfer from property',
	],
	[
		'secondary {\n transfer\n}',
		"plugin/secondary: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'transfer'",
	],
	[
		'secondary {\n transfer to 192.0.2.1\n}',
		'plugin/secondary: Corefile:3 - Error during parsing: unknown property to',
	],
	[
		'secondary {\n transfer from\n}',
		"plugin/secondary: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'from'",
	],
	['secondary {\n transfer from *\n}', "plugin/secondary: can't use '*' in transfer from"],
	[
		'secondary {\n transfer from a.example:53\n}',
		"plugin/secondary: must specify an IP address: `a.example'",
	],
	['secondary {\n x\n}', "plugin/secondary: Corefile:3 - Error during parsing: unknown property 'x'"],
	[
		'timeouts',
		'plugin/timeouts: plugin/timeouts: Corefile:2 - Error during parsing: timeouts block with no timeouts specified',
	],
	[
		'timeouts 5',
		"plugin/timeouts: plugin/timeouts: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '5'",
	],
	[
		'timeouts {\n read\n}',
		"plugin/timeouts: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'read'",
	],
	[
		'timeouts {\n read x\n}',
		"plugin/timeouts: Corefile:3 - Error during parsing: failed to parse duration 'x'",
	],
	[
		'timeouts {\n read 500ms\n}',
		"plugin/timeouts: Corefile:3 - Error during parsing: timeout provided '500ms' needs to be between 1 second and 24 hours",
	],
	[
		'timeouts {\n idle 25h\n}',
		"plugin/timeouts: Corefile:3 - Error during parsing: timeout provided '25h0m0s' needs to be between 1 second and 24 hours",
	],
	['timeouts {\n sleep 5\n}', "plugin/timeouts: Corefile:3 - Error during parsing: unknown option: 'sleep'"],
	[
		'timeouts {\n maxtcpqueries x\n}',
		'plugin/timeouts: Corefile:3 - Error during parsing: invalid value for maxtcpqueries \'x\': strconv.Atoi: parsing "x": invalid syntax',
	],
	[
		'timeouts {\n maxtcpqueries 0\n}',
		"plugin/timeouts: Corefile:3 - Error during parsing: maxtcpqueries provided '0' needs to be -1 (unlimited) or a positive integer",
	],
	['transfer', "plugin/transfer: plugin/transfer: Corefile:2 - Error during parsing: 'to' is required"],
	[
		'transfer {\n to\n}',
		"plugin/transfer: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'to'",
	],
	['transfer {\n to a\n}', "plugin/transfer: must specify an IP address: `a'"],
	[
		'transfer {\n to * \n source a\n}',
		'plugin/transfer: plugin/transfer: Corefile:4 - Error during parsing: invalid source address "a"',
	],
	[
		'transfer {\n to *\n source 192.0.2.1\n source 192.0.2.1\n}',
		'plugin/transfer: plugin/transfer: Corefile:5 - Error during parsing: source already specified',
	],
	[
		'transfer {\n from *\n}',
		'plugin/transfer: plugin/transfer: Corefile:3 - Error during parsing: unknown property "from"',
	],
	[
		'view',
		"plugin/view: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'view'",
	],
	[
		'view a b',
		"plugin/view: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'b'",
	],
	['view a\nview b', 'plugin/view: this plugin can only be used once per Server Block'],
	['view a {\n x\n}', "plugin/view: Corefile:3 - Error during parsing: unknown property 'x'"],
];

/** Stanzas that it took. */
const accepted: readonly string[] = [
	'acl example.org {\n ALLOW type A AAAA net 10.0.0.0/8 fd00::1\n block net *\n drop\n}',
	'chaos v a b',
	'dns64 64:ff9b::/96\ndns64 {\n prefix fd00::/64\n translate_all\n allow_ipv4\n}',
	'erratic {\n drop\n delay 3 50ms\n truncate 0\n large\n}',
	'header {\n response set ra AA\n query clear rd\n}',
	'local {\n localhost_prefix off\n}',
	'metadata a.example',
	'multisocket',
	'nsid a b',
	'pprof :6060 {\n block\n}',
	'secondary a.example {\n transfer from 192.0.2.1 [2001:db8::1]:53\n}',
	'timeouts {\n read 5\n write 1m\n idle 24h\n maxtcpqueries -1\n}',
	'transfer {\n to * 192.0.2.1:53\n source 192.0.2.9\n}',
	'view a {\n expr true\n}',
];

testStanzas('how CoreDNS sets up plugins that are not simulated', mistakes, accepted);
