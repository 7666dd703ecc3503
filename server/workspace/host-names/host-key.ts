// Invariant: a key says that its value is a host only if people use that word for nothing else; a word that often names
// something else may stand here only because a finding on such a host needs further evidence.

const hostWords: ReadonlySet<string> = new Set([
	'host',
	'hosts',
	'hostname',
	'hostnames',
	'addr',
	'addrs',
	'address',
	'addresses',
	'server',
	'servers',
	'endpoint',
	'endpoints',
	'url',
	'urls',
	'uri',
	'uris',
	'broker',
	'brokers',
	'bootstrap',
	'seed',
	'seeds',
	'peer',
	'peers',
	'upstream',
	'upstreams',
	'backend',
	'backends',
	'sentinel',
	'sentinels',
	'connect',
	'target',
	'targets',
	'dsn',
	'primary',
	'master',
	'leader',
	'replica',
	'secondary',
	'standby',
	'slave',
	'gateway',
	'proxy',
	'shards',
	'points',
]);

/** Words that turn the value into something a program does not connect to. */
const otherWords: ReadonlySet<string> = new Set([
	'allowed',
	'bind',
	'cookie',
	'cors',
	'email',
	'header',
	'image',
	'listen',
	'mail',
	'name',
	'names',
	'public',
	'tag',
	'type',
	'user',
	'username',
	'version',
	'virtual',
]);

/** True if a key (`REDIS_HOST`, `spring.redis.host`, `redisHost`, `--redis-host`, `PGHOST`) says that its value is a host. */
export function isHostKey(key: string): boolean {
	const words = wordsOf(key);
	// HOST and HOSTNAME alone are where the program itself listens, or what it is called.
	if (words.length === 1 && (words[0] === 'hostname' || /^[A-Z]+$/.test(key)) && words[0] !== 'pghost')
		return false;
	const last = words.findLast((word) => !/^(?:\d+|list|internal)$/.test(word)) ?? '';
	if (words.some((word) => otherWords.has(word))) return false;
	// Elasticsearch's cluster.initial_master_nodes and OpenSearch's initial_cluster_manager_nodes list names of nodes.
	if (last === 'nodes' && words.includes('initial')) return false;
	return hostWords.has(last) || /^(?:pg|db|sql)(?:host|server|addr)$/.test(last);
}

/** True if a key names an image or a version, where `name:1234` is no host with a port. */
export function isImageKey(key: string): boolean {
	return wordsOf(key).some((word) => word === 'image' || word === 'images' || word === 'tag');
}

function wordsOf(key: string): readonly string[] {
	return key
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter(Boolean);
}
