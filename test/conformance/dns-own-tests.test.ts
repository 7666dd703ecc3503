import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAddress } from '../../server/dns/address.ts';
import { className, rcodeName, typeName, typeNumber } from '../../server/dns/codes.ts';
import { CorefileError, Dispenser } from '../../server/dns/corefile/dispenser.ts';
import { formatSelector } from '../../server/dns/corefile/label-selector.ts';
import { readTokens } from '../../server/dns/corefile/lexer.ts';
import type { Message, ResourceRecord } from '../../server/dns/message.ts';
import { inZones, matchZone } from '../../server/dns/name.ts';
import { ClusterIndex } from '../../server/dns/plugins/kubernetes/cluster-index.ts';
import {
	type KubernetesOptions,
	readKubernetesOptions,
} from '../../server/dns/plugins/kubernetes/configuration.ts';
import { endpointHostname } from '../../server/dns/plugins/kubernetes/endpoint-hostname.ts';
import { Finder } from '../../server/dns/plugins/kubernetes/found.ts';
import { Kubernetes } from '../../server/dns/plugins/kubernetes/kubernetes.ts';
import { nameServerAddresses } from '../../server/dns/plugins/kubernetes/name-server-addresses.ts';
import { parseRequest } from '../../server/dns/plugins/kubernetes/parse-request.ts';
import { errorReply, failed, Request } from '../../server/dns/plugins/plugin.ts';
import { dataText } from '../../server/dns/record-text.ts';
import { type OwnOptions, type OwnQuery, type OwnRecord, ownObjects, readOwnTests } from './dns-own-tests.ts';
import { clusterOf } from './dns-recordings.ts';

const tests = readOwnTests();

describe("CoreDNS's own tests", () => {
	it('queries', () => {
		const failures: string[] = [];
		let asked = 0;
		for (const group of tests.groups) {
			const options = readOptions(group.corefile);
			for (const query of group.queries) {
				asked++;
				const ours = ask(group.cluster, options, group.options, query);
				const theirs = recordedOutcome(query);
				if (JSON.stringify(ours) === JSON.stringify(theirs)) continue;
				failures.push(`${query.source}\n${JSON.stringify(ours)}\n${JSON.stringify(theirs)}`);
			}
		}
		console.log(`coredns-own-tests ${asked - failures.length}/${asked}`);
		assert.equal(asked, 160);
		assert.deepEqual(failures.slice(0, 10), []);
	});

	it('parse', () => {
		tally('parse', tests.parse, ({ query, zone, multicluster, zonal, parsed }) => {
			const request = parseRequest(query, zone, { multicluster, zonal });
			const ours =
				request === undefined
					? { error: 'invalid query name' }
					: { ...without(request, 'podOrService'), podOrSvc: request.podOrService };
			assert.deepEqual(ours, parsed);
		});
	});

	it('metadata', () => {
		tally('metadata', tests.metadata, ({ query, zones, multiclusterZones, metadata }) => {
			assert.deepEqual(metadataOf(query, zones, multiclusterZones), metadata);
		});
	});

	it('endpointHostname', () => {
		tally('endpointHostname', tests.endpointHostname, (row) => {
			const { ip, hostname, targetRefName, endpointNameMode, result } = row;
			assert.equal(endpointHostname({ ip, hostname, targetName: targetRefName }, endpointNameMode), result);
		});
	});

	it('nsAddrs', () => {
		// The rows with external=true belong to the plugin k8s_external.
		const rows = tests.nsAddrs.filter(({ external }) => !external);
		tally('nsAddrs', rows, ({ cluster, localIPs, zone, records }) => {
			const finder = finderOf(cluster, readOptions(`kubernetes ${zone}`));
			const ours = nameServerAddresses(finder, localIPs, zone).map(({ name, host }) => ({
				name,
				ttl: 0,
				class: 'IN',
				type: host.address?.family === 4 ? 'A' : 'AAAA',
				data: host.text,
			}));
			assert.deepEqual(ours, records);
		});
	});

	it('namespaceFunctions', () => {
		tally('namespaceFunctions', tests.namespaceFunctions, (row) => {
			const { namespace, existsInCluster, namespacesOption, result } = row;
			const objects = existsInCluster
				? [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]
				: [];
			const listed = namespacesOption.length > 0 ? `namespaces ${namespacesOption.join(' ')}` : '';
			const options = readOptions(`kubernetes cluster.local {\n${listed}\n}`);
			const index = new ClusterIndex(clusterOf(objects), undefined, undefined);
			const finder = new Finder(index, options);
			const functions: Readonly<Record<string, () => boolean>> = {
				filteredNamespaceExists: () => index.hasNamespace(namespace),
				configuredNamespace: () => finder.isConfigured(namespace),
				namespaceExposed: () => finder.isExposed(namespace),
			};
			assert.equal(functions[row.function]?.(), result);
		});
	});

	it('corefileParse', () => {
		tally('corefileParse', tests.corefileParse, ({ corefile, error, options, expected }) => {
			if (error !== undefined) {
				assert.throws(
					() => readOptions(corefile),
					(thrown) => thrown instanceof CorefileError && thrown.message === error,
				);
				return;
			}
			assert.ok(options !== undefined);
			const ours = readOptions(corefile);
			assert.deepEqual(asOwnOptions(ours), without(options, ...surroundings));
			if (expected.expectedLabelSelector !== undefined) {
				assert.equal(formatSelector(ours.labels ?? []), expected.expectedLabelSelector);
			}
			if (expected.expectedNamespaceLabelSelector !== undefined) {
				assert.equal(formatSelector(ours.namespaceLabels ?? []), expected.expectedNamespaceLabelSelector);
			}
		});
	});
});

function tally<T>(name: string, rows: readonly T[], check: (row: T) => void): void {
	const failures: unknown[] = [];
	for (const row of rows) {
		try {
			check(row);
		} catch (error) {
			failures.push([row, error]);
		}
	}
	console.log(`${name} ${rows.length - failures.length}/${rows.length}`);
	assert.ok(rows.length > 0);
	assert.deepEqual(failures, []);
}

function readOptions(corefile: string): KubernetesOptions {
	return readKubernetesOptions(new Dispenser('Testfile', readTokens(corefile)), []);
}

function finderOf(cluster: string, options: KubernetesOptions): Finder {
	const own = tests.clusters[cluster];
	assert.ok(own !== undefined, cluster);
	const index = new ClusterIndex(clusterOf(ownObjects(own)), options.labels, options.namespaceLabels);
	return new Finder(index, options);
}

interface Outcome {
	readonly rcode: string;
	readonly written: boolean;
	readonly aa?: boolean | undefined;
	readonly tc?: boolean | undefined;
	readonly answer?: readonly OwnRecord[] | undefined;
	readonly ns?: readonly OwnRecord[] | undefined;
	readonly extra?: readonly OwnRecord[] | undefined;
}

function ask(cluster: string, options: KubernetesOptions, recorded: OwnOptions, query: OwnQuery): Outcome {
	const kubernetes = new Kubernetes(finderOf(cluster, options), {
		localAddresses: query.localIPs ?? recorded.localIPs,
		synced: recorded.synced,
		serial: recorded.serial,
		multiclusterSerial: recorded.serialMulticluster,
	});
	const question = { name: query.name, type: typeNumber(query.type) ?? 0, class: 1 };
	const wireQuery = {
		id: 1,
		opcode: 0,
		recursionDesired: true,
		authenticData: false,
		checkingDisabled: false,
		question,
		edns: undefined,
	};
	const lookup = (_: Request, name: string, type: number): Message | undefined => {
		const found = query.lookups?.find((entry) => entry.name === name && entry.type === typeName(type));
		if (found === undefined) return undefined;
		return errorReply(wireQuery, { name, type, class: 1 }, undefined, 0, false, {
			truncated: found.tc,
			answer: found.answer.map(addressRecord),
		});
	};
	const client = { transport: 'udp', family: 4, address: '10.240.0.1' } as const;
	const surroundings = { lookup, now: 0, random: () => 0, note: () => undefined };
	const request = new Request(wireQuery, question, client, surroundings, 0, undefined);
	const next = () => (recorded.next === 'none' ? failed(2) : { rcode: 0, message: undefined });
	const { rcode, message } = kubernetes.plugin(request, next);
	if (message === undefined) return { rcode: rcodeName(rcode), written: false };
	return {
		rcode: rcodeName(message.rcode),
		written: true,
		aa: message.authoritative,
		tc: message.truncated,
		answer: message.answer.map(ownRecord),
		ns: message.authority.map(ownRecord),
		extra: message.additional.map(ownRecord),
	};
}

function recordedOutcome({ rcode, written, aa, tc, answer, ns, extra }: OwnQuery): Outcome {
	if (!written) return { rcode, written };
	return { rcode, written, aa, tc, answer, ns, extra };
}

function ownRecord(record: ResourceRecord): OwnRecord {
	const { name, ttl, type, data } = record;
	return {
		name,
		ttl,
		class: className(record.class),
		type: typeName(type),
		data: dataText(data),
	};
}

function addressRecord({ name, ttl, data }: OwnRecord): ResourceRecord {
	const address = parseAddress(data);
	assert.ok(address !== undefined);
	return { name, ttl, class: 1, type: address.family === 4 ? 1 : 28, data: { form: 'address', address } };
}

/** What the plugin tells the others about a query. (plugin/kubernetes/metadata.go) */
function metadataOf(
	query: string,
	zones: readonly string[],
	multiclusterZones: readonly string[],
): Readonly<Record<string, string>> {
	const zone = matchZone(zones, query);
	if (zone === undefined) return {};
	const multicluster = inZones(multiclusterZones, zone);
	const request = parseRequest(query, zone, { multicluster, zonal: false });
	if (request === undefined) return { 'kubernetes/parse-error': 'invalid query name' };
	return {
		'kubernetes/endpoint': request.endpoint,
		'kubernetes/kind': request.podOrService,
		'kubernetes/namespace': request.namespace,
		'kubernetes/port-name': request.port,
		'kubernetes/protocol': request.protocol,
		'kubernetes/service': request.service,
		...(multicluster ? { 'kubernetes/cluster': request.cluster } : {}),
	};
}

/** Not set by the Corefile. */
const surroundings = ['localIPs', 'synced', 'serial', 'serialMulticluster', 'next'] as const;

function asOwnOptions(options: KubernetesOptions): Partial<OwnOptions> {
	return {
		zones: options.zones,
		primaryZoneIndex: options.zones.indexOf(options.primaryZone),
		podMode: options.podMode,
		ttl: options.ttl,
		endpointNameMode: options.endpointPodNames,
		ignoreEmptyService: options.ignoreEmptyService,
		noendpoints: !options.endpoints,
		zonal: options.zonal,
		multiclusterZones: options.multiclusterZones,
		namespaces: [...options.namespaces].sort(),
		fallthroughZones: options.fallthroughZones,
	};
}

function without<T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> {
	const copy: Partial<T> = { ...value };
	for (const key of keys) delete copy[key];
	return copy as Omit<T, K>;
}
