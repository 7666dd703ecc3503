// Invariant: one row a database; a new one is a new row. Nothing else in the project knows a database by name.
import type { PodSpec } from './objects/pod.ts';
import type { Service } from './objects/service.ts';

interface Database {
	readonly label: string;
	/** The last part of an image's repository, lower case, as a whole word or with a distribution's suffix. */
	readonly images: readonly string[];
	/** Ports that hardly anything else listens on. */
	readonly ports: readonly number[];
	/** Words of a Service's name, lower case. */
	readonly names: readonly string[];
}

const databases: readonly Database[] = [
	{
		label: 'PostgreSQL',
		images: ['postgres', 'postgresql', 'postgis', 'timescaledb', 'spilo', 'pgvector', 'pgbouncer', 'pgpool'],
		ports: [5432],
		names: ['postgres', 'postgresql', 'pg', 'pgsql', 'timescaledb'],
	},
	{
		label: 'MySQL',
		images: ['mysql', 'mysql-server', 'percona-server', 'percona', 'percona-xtradb-cluster'],
		ports: [3306, 33060],
		names: ['mysql', 'percona'],
	},
	{
		label: 'MariaDB',
		images: ['mariadb', 'mariadb-galera', 'galera'],
		ports: [],
		names: ['mariadb', 'galera'],
	},
	{
		label: 'MongoDB',
		images: [
			'mongo',
			'mongodb',
			'mongodb-community-server',
			'mongodb-enterprise-server',
			'percona-server-mongodb',
		],
		ports: [27017, 27018, 27019],
		names: ['mongo', 'mongodb', 'mongod'],
	},
	{
		label: 'Redis',
		images: [
			'redis',
			'redis-stack',
			'redis-stack-server',
			'redis-cluster',
			'redis-sentinel',
			'valkey',
			'keydb',
			'dragonfly',
		],
		ports: [6379, 26379],
		names: ['redis', 'valkey', 'keydb', 'dragonfly'],
	},
	{ label: 'Memcached', images: ['memcached'], ports: [11211], names: ['memcached', 'memcache'] },
	{
		label: 'Cassandra',
		images: ['cassandra', 'dse-server', 'k8ssandra'],
		ports: [9042, 7000, 7001],
		names: ['cassandra'],
	},
	{ label: 'ScyllaDB', images: ['scylla', 'scylladb'], ports: [19042], names: ['scylla', 'scylladb'] },
	{
		label: 'Elasticsearch',
		images: ['elasticsearch', 'elasticsearch-oss'],
		ports: [9200, 9300],
		names: ['elasticsearch', 'elastic'],
	},
	{ label: 'OpenSearch', images: ['opensearch'], ports: [], names: ['opensearch'] },
	{ label: 'Solr', images: ['solr'], ports: [8983], names: ['solr'] },
	{ label: 'etcd', images: ['etcd'], ports: [2379, 2380], names: ['etcd'] },
	{
		label: 'ZooKeeper',
		images: ['zookeeper', 'cp-zookeeper'],
		ports: [2181, 2888, 3888],
		names: ['zookeeper', 'zk'],
	},
	{
		label: 'Kafka',
		images: ['kafka', 'cp-kafka', 'cp-server', 'kafka-native', 'redpanda'],
		ports: [9092, 9093, 9094],
		names: ['kafka', 'redpanda'],
	},
	{
		label: 'Pulsar',
		images: ['pulsar', 'pulsar-all', 'bookkeeper'],
		ports: [6650],
		names: ['pulsar', 'bookkeeper'],
	},
	{
		label: 'RabbitMQ',
		images: ['rabbitmq', 'rabbitmq-server'],
		ports: [5672, 5671, 25672],
		names: ['rabbitmq', 'rabbit'],
	},
	{
		label: 'NATS',
		images: ['nats', 'nats-server', 'nats-streaming', 'jetstream'],
		ports: [4222, 6222],
		names: ['nats'],
	},
	{
		label: 'CockroachDB',
		images: ['cockroach', 'cockroachdb'],
		ports: [26257],
		names: ['cockroach', 'cockroachdb', 'crdb'],
	},
	{
		label: 'YugabyteDB',
		images: ['yugabyte', 'yugabyted'],
		ports: [5433, 7100, 9100],
		names: ['yugabyte', 'yugabytedb'],
	},
	{ label: 'TiDB', images: ['tidb', 'tikv', 'pd'], ports: [4000, 20160], names: ['tidb', 'tikv'] },
	{
		label: 'ClickHouse',
		images: ['clickhouse', 'clickhouse-server', 'clickhouse-keeper'],
		ports: [8123, 9009, 9440, 9181],
		names: ['clickhouse', 'chi'],
	},
	{ label: 'InfluxDB', images: ['influxdb', 'influxdb2'], ports: [8086], names: ['influxdb', 'influx'] },
	{ label: 'CouchDB', images: ['couchdb'], ports: [5984], names: ['couchdb', 'couch'] },
	{
		label: 'Couchbase',
		images: ['couchbase', 'couchbase-server', 'server-couchbase'],
		ports: [8091, 11210],
		names: ['couchbase'],
	},
	{ label: 'Neo4j', images: ['neo4j', 'neo4j-enterprise'], ports: [7687, 7474], names: ['neo4j'] },
	{ label: 'ArangoDB', images: ['arangodb'], ports: [8529], names: ['arangodb', 'arango'] },
	{
		label: 'SQL Server',
		images: ['mssql', 'mssql-server', 'azure-sql-edge'],
		ports: [1433],
		names: ['mssql', 'sqlserver'],
	},
	{
		label: 'Oracle Database',
		images: ['oracle-xe', 'oracle-free', 'oracle-database'],
		ports: [1521],
		names: ['oracle'],
	},
	{ label: 'Db2', images: ['db2', 'db2_community'], ports: [50000], names: ['db2'] },
	{ label: 'Aerospike', images: ['aerospike-server', 'aerospike'], ports: [3000], names: ['aerospike'] },
	{ label: 'Hazelcast', images: ['hazelcast', 'hazelcast-enterprise'], ports: [5701], names: ['hazelcast'] },
	{ label: 'Ignite', images: ['ignite'], ports: [10800, 47100, 47500], names: ['ignite'] },
	{ label: 'Consul', images: ['consul', 'consul-server'], ports: [8300, 8301, 8500], names: ['consul'] },
	{ label: 'RethinkDB', images: ['rethinkdb'], ports: [28015], names: ['rethinkdb'] },
	{ label: 'Dgraph', images: ['dgraph'], ports: [9080], names: ['dgraph'] },
	{
		label: 'FoundationDB',
		images: ['foundationdb', 'foundationdb-kubernetes'],
		ports: [4500],
		names: ['foundationdb', 'fdb'],
	},
	{ label: 'Qdrant', images: ['qdrant'], ports: [6334], names: ['qdrant'] },
	{ label: 'Milvus', images: ['milvus'], ports: [19530], names: ['milvus'] },
	{ label: 'Weaviate', images: ['weaviate'], ports: [], names: ['weaviate'] },
	{ label: 'MinIO', images: ['minio'], ports: [], names: ['minio'] },
	{
		label: 'VictoriaMetrics',
		images: ['vmstorage', 'victoria-metrics'],
		ports: [8400, 8401, 8428],
		names: ['vmstorage', 'victoriametrics'],
	},
];

/** How a database was recognised; the surest sign first. */
export interface DatabaseSign {
	/** Absent where only the StatefulSet gives it away. */
	readonly label?: string;
	readonly by: 'image' | 'statefulset' | 'name' | 'port';
}

/** What a Service's Pods look like, as far as it tells a database from another program. */
export interface BackingPods {
	readonly fromStatefulSet: boolean;
	readonly spec: PodSpec;
}

/** Says whether a database stands behind a Service, and which; undefined if nothing speaks for one. */
export function recogniseDatabase(
	service: Service,
	backing: readonly BackingPods[],
): DatabaseSign | undefined {
	const byImage = databases.find((row) => backing.some(({ spec }) => runsImageOf(row, spec)));
	if (byImage !== undefined) return { label: byImage.label, by: 'image' };
	const named = databases.find((row) => isNamedAfter(row, service.metadata.name));
	const onPort = databases.find((row) => listensOn(row, service));
	// An HTTP front end of a database shares its name; behind a StatefulSet the name or port says which one it is.
	if (backing.some(({ fromStatefulSet }) => fromStatefulSet)) {
		const label = named?.label ?? onPort?.label;
		return { by: 'statefulset', ...(label === undefined ? {} : { label }) };
	}
	if (onPort !== undefined) return { label: onPort.label, by: 'port' };
	return named === undefined ? undefined : { label: named.label, by: 'name' };
}

/** The database that a Pod's containers run, by image. */
export function databaseOfPod(spec: PodSpec): string | undefined {
	return databases.find((row) => runsImageOf(row, spec))?.label;
}

/** What Services are called that are called just as a database is: `redis`, `postgres`. */
export const databaseNames: readonly string[] = databases.flatMap(({ names }) => names);

function runsImageOf(row: Database, spec: PodSpec): boolean {
	return spec.containers.some((container) => row.images.includes(imageName(container.image)));
}

/** `docker.io/bitnami/postgresql:16` → `postgresql`. */
export function imageName(image: string): string {
	const withoutDigest = image.split('@')[0] ?? '';
	const last = withoutDigest.slice(withoutDigest.lastIndexOf('/') + 1);
	return (last.split(':')[0] ?? '').toLowerCase();
}

/** Words that say: this is something beside the database. */
const besides =
	/^(?:admin|backup|commander|console|dashboard|exporter|express|metrics|monitor|operator|ui|web|webhook)$/;

function isNamedAfter(row: Database, serviceName: string): boolean {
	const words = serviceName.toLowerCase().split(/[-.]/);
	if (words.some((word) => besides.test(word))) return false;
	return row.names.some((name) => words.some((word) => word === name || word.replace(/\d+$/, '') === name));
}

function listensOn(row: Database, service: Service): boolean {
	return service.spec.ports.some(
		({ port, targetPort }) =>
			row.ports.includes(port) || (typeof targetPort === 'number' && row.ports.includes(targetPort)),
	);
}
