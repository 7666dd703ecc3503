import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recogniseDatabase } from '../../server/kubernetes/databases.ts';
import { readObject } from '../../server/kubernetes/objects/read.ts';
import type { Service } from '../../server/kubernetes/objects/service.ts';
import type { Workload } from '../../server/kubernetes/objects/workload.ts';

function service(name: string, port: number): Service {
	const read = readObject(
		{ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port }] } },
		'shop',
	);
	assert.ok(read?.kind === 'Service');
	return read;
}

function pods(image: string) {
	const read = readObject(
		{
			apiVersion: 'apps/v1',
			kind: 'Deployment',
			metadata: { name: 'x' },
			spec: { template: { spec: { containers: [{ name: 'x', image }] } } },
		},
		'shop',
	);
	return [{ fromStatefulSet: false, spec: (read as Workload).template.spec }];
}

/** Images as their makers call them, and the database in them. */
const images: readonly (readonly [string, string])[] = [
	['postgres:18', 'PostgreSQL'],
	['docker.io/library/postgres:18-alpine', 'PostgreSQL'],
	['bitnamilegacy/postgresql:17', 'PostgreSQL'],
	['bitnami/postgresql-repmgr', 'PostgreSQL'],
	['ghcr.io/cloudnative-pg/postgresql:17.2', 'PostgreSQL'],
	['timescale/timescaledb-ha:pg17', 'PostgreSQL'],
	['pgvector/pgvector:pg17', 'PostgreSQL'],
	['postgis/postgis', 'PostgreSQL'],
	['ghcr.io/zalando/spilo-17:4.0-p2', 'PostgreSQL'],
	['percona/percona-distribution-postgresql:17', 'PostgreSQL'],
	['localhost:5000/postgres', 'PostgreSQL'],
	['postgres@sha256:00', 'PostgreSQL'],
	['container-registry.oracle.com/mysql/community-server:8.4', 'MySQL'],
	['percona/percona-xtradb-cluster:8.0', 'MySQL'],
	['mariadb:11', 'MariaDB'],
	['mongodb/mongodb-community-server:8.0-ubi9', 'MongoDB'],
	['percona/percona-server-mongodb:7.0', 'MongoDB'],
	['valkey/valkey:8', 'Valkey'],
	['eqalpha/keydb', 'KeyDB'],
	['docker.dragonflydb.io/dragonflydb/dragonfly:v1.25', 'Dragonfly'],
	['redis/redis-stack-server', 'Redis'],
	['scylladb/scylla:6.2', 'ScyllaDB'],
	['docker.elastic.co/elasticsearch/elasticsearch:9.0.0', 'Elasticsearch'],
	['opensearchproject/opensearch:3', 'OpenSearch'],
	['quay.io/coreos/etcd:v3.5', 'etcd'],
	['quay.io/strimzi/kafka:0.45-kafka-3.9', 'Kafka'],
	['confluentinc/cp-kafka', 'Kafka'],
	['docker.redpanda.com/redpandadata/redpanda:v24.3', 'Redpanda'],
	['apache/activemq-artemis', 'ActiveMQ'],
	['mcr.microsoft.com/mssql/server:2022-latest', 'SQL Server'],
	['couchbase/server:7.6', 'Couchbase'],
	['container-registry.oracle.com/database/free:latest', 'Oracle Database'],
	['pingcap/pd:v8.5', 'TiDB'],
	['hashicorp/vault:1.18', 'Vault'],
	['influxdb:3-core', 'InfluxDB'],
	['qdrant/qdrant', 'Qdrant'],
];

/** Beside a database, or something else altogether. */
const others: readonly string[] = [
	'prometheuscommunity/postgres-exporter',
	'oliver006/redis_exporter',
	'rediscommander/redis-commander',
	'redis/redisinsight',
	'dpage/pgadmin4',
	'mongo-express',
	'phpmyadmin',
	'provectuslabs/kafka-ui',
	'docker.elastic.co/kibana/kibana',
	'opensearchproject/opensearch-dashboards',
	'quay.io/strimzi/operator',
	'example/server',
	'example/enterprise',
	'jenkins/jenkins',
];

describe('a database', () => {
	for (const [image, label] of images)
		it(`is recognised by its image: ${image}`, () => {
			assert.deepEqual(recogniseDatabase(service('x', 80), pods(image)), { label, by: 'image' });
		});

	for (const image of others)
		it(`is not seen in ${image}`, () => {
			assert.equal(recogniseDatabase(service('x', 80), pods(image)), undefined);
		});

	for (const [name, port, label] of [
		['db', 5432, 'PostgreSQL'],
		['db', 6379, 'Redis'],
		['events', 9092, 'Kafka'],
		['orders-mysql', 80, 'MySQL'],
		['redis-master', 80, 'Redis'],
		['mongo2', 80, 'MongoDB'],
		['secrets-vault', 80, 'Vault'],
		// What other programs listen on as well, and what stands beside a database.
		['grafana', 3000, undefined],
		['productpage', 9080, undefined],
		['alertmanager', 9093, undefined],
		['node-exporter', 9100, undefined],
		['jenkins-agent', 50_000, undefined],
		['kafka-ui', 8080, undefined],
		['redis-insight', 5540, undefined],
		['postgres-exporter', 9187, undefined],
		['opensearch-dashboards', 5601, undefined],
	] as const)
		it(`by name and port: ${name} on ${port} is ${label ?? 'none'}`, () => {
			assert.equal(recogniseDatabase(service(name, port), [])?.label, label);
		});
});
