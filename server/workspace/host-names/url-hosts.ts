// Invariant: the host of a URL is where its scheme says that a program connects to; schemes that name files, buckets or
// identities have none.
import { type HostInText, isCutOff, isHostName } from './host-in-text.ts';

/** Schemes (what stands before a `+`) whose authority is a host that is looked up. */
const networkSchemes: ReadonlySet<string> = new Set(
	(
		'http https ws wss grpc grpcs h2c tcp tls ssl udp amqp amqps redis rediss valkey valkeys mongodb mysql mariadb ' +
		'postgres postgresql pgsql cockroachdb crdb sqlserver mssql oracle clickhouse cassandra scylla nats kafka pulsar ' +
		'mqtt mqtts stomp ldap ldaps smtp smtps imap ftp sftp ssh memcached memcache elasticsearch opensearch bolt neo4j ' +
		'zk zookeeper etcd rtsp rtmp stun turn thrift dubbo spark socks5 influxdb graphite statsd syslog otlp zipkin ' +
		'jaeger hive2 presto trino plaintext sasl_plaintext sasl_ssl dns passthrough kubernetes svn git rabbitmq akka ignite'
	).split(' '),
);

/** Schemes that list several hosts in one authority. */
const listSchemes =
	/^(?:mongodb|postgres|postgresql|jdbc:.*|kafka|amqps?|redis|rediss|nats|etcd|zk|zookeeper|cassandra|memcached|pulsar|r2dbc:.*|plaintext|sasl_plaintext|sasl_ssl|tcp)$/;

/** Schemes that write the target behind an (often empty) authority: `dns:///host:port`. */
const pathSchemes: ReadonlySet<string> = new Set(['dns', 'passthrough', 'kubernetes']);

const authorityPattern =
	/(?:\$\([^)\s]*\)|\$\{[^}\s]*\}|[^/?#;\s"'`<>|)}\]\\(,]|,(?![A-Za-z][\w+.-]*:\/\/))*/y;
const pathPattern = /\/(?:\$\([^)\s]*\)|\$\{[^}\s]*\}|[^/?#;\s"'`<>|)}\]\\(,])*/y;

/** The hosts of the URLs in a line that starts at `offset` of its text; also where each URL reaches. */
export function* urlHosts(
	line: string,
	offset: number,
): Iterable<{ readonly hosts: readonly HostInText[]; readonly start: number; readonly end: number }> {
	for (let at = line.indexOf('//'); at !== -1; at = line.indexOf('//', at + 2)) {
		const scheme = schemeBefore(line, at);
		if (scheme === undefined) continue;
		let start = at + 2;
		let authority = match(authorityPattern, line, start);
		if (pathSchemes.has(scheme.name)) {
			const path = match(pathPattern, line, start + authority.length);
			if (path.length > 1) {
				start += authority.length + 1;
				authority = path.slice(1);
			}
		}
		const hosts = hostsOfAuthority(line, authority, start, scheme.name).map((host) => shift(host, offset));
		yield { hosts, start: offset + scheme.start, end: offset + start + authority.length };
		at = start + authority.length - 2;
	}
}

/** The scheme in front of `//`; undefined if it is none that leads to a host. */
function schemeBefore(line: string, slashes: number): { name: string; start: number } | undefined {
	// Oracle's thin driver writes jdbc:oracle:thin:@//host:port/service.
	const end = line.charAt(slashes - 1) === '@' ? slashes - 1 : slashes;
	if (line.charAt(end - 1) !== ':') return undefined;
	let start = end - 1;
	while (start > 0 && end - start < 80 && /[A-Za-z0-9+.:_-]/.test(line.charAt(start - 1))) start--;
	const parts = line
		.slice(start, end - 1)
		.toLowerCase()
		.split(':');
	const driver = parts.findIndex((part) => part === 'jdbc' || part === 'r2dbc');
	if (driver !== -1 && parts.length > driver + 1)
		return { name: `${parts[driver]}:${parts[driver + 1]}`, start };
	const name = (parts.at(-1) ?? '').replace(/^[^a-z]+/, '');
	const [base = '', extension] = name.split('+');
	// SQLAlchemy writes the driver behind a plus; `srv` changes what is looked up.
	return networkSchemes.has(base) ? { name: extension === 'srv' ? name : base, start } : undefined;
}

function hostsOfAuthority(line: string, authority: string, start: number, scheme: string): HostInText[] {
	const userinfo = authority.lastIndexOf('@') + 1;
	const list = authority.slice(userinfo).split(',');
	const pieces = listSchemes.test(scheme) ? list : list.slice(0, 1);
	let at = start + userinfo;
	return pieces.flatMap((piece) => {
		const own = at;
		at += piece.length + 1;
		const parsed = /^([^:]*)(?::(\d{1,5}))?$/.exec(piece);
		const [, host = '', digits] = parsed ?? [];
		const end = own + host.length;
		if (!isHostName(host) || isCutOff(line, { start: own, end: own + piece.length })) return [];
		const port =
			digits === undefined
				? {}
				: { port: { number: Number(digits), start: end + 1, end: own + piece.length } };
		return [{ start: own, end, host, scheme, form: 'url' as const, ...port }];
	});
}

function shift(host: HostInText, by: number): HostInText {
	const { port } = host;
	const moved = port === undefined ? {} : { port: { ...port, start: port.start + by, end: port.end + by } };
	return { ...host, ...moved, start: host.start + by, end: host.end + by };
}

function match(pattern: RegExp, text: string, at: number): string {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0] ?? '';
}
