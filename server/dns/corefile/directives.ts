// Invariant: the plugins of CoreDNS v1.15.0 in the order in which a query passes them (its plugin.cfg), whatever the
// order in the Corefile.

export const directives: readonly string[] = (
	'root metadata geoip cancel proxyproto quic grpc_server https https3 timeouts multisocket reload nsid bufsize bind ' +
	'debug trace ready health pprof shed prometheus errors log dnstap local dns64 siit any chaos loadbalance tsig ' +
	'rewrite autopath acl cache header dnssec tls minimal template transfer dynupdate hosts route53 azure clouddns ' +
	'k8s_external kubernetes file auto secondary etcd loop forward grpc erratic whoami on sign view nomad'
).split(' ');

/** Plugins that answers do not depend on: they log, measure, listen or watch. */
export const silentPlugins: ReadonlySet<string> = new Set(
	(
		'root metadata geoip cancel proxyproto quic grpc_server https https3 timeouts multisocket reload bind debug trace ' +
		'ready health pprof prometheus errors log dnstap tls loop on sign'
	).split(' '),
);

/** Plugins that set something up and take no part in a query: a block of nothing else refuses all. */
export const settings: ReadonlySet<string> = new Set(
	'root proxyproto quic grpc_server https https3 timeouts multisocket reload bind debug ready pprof tls on'.split(
		' ',
	),
);
