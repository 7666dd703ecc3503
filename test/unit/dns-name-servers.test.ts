import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../server/kubernetes/objects/json.ts';
import { ask, clusterOf, serverFor } from './dns-setup.ts';

const local = ['10.244.0.2', 'fd00::2'];

function server(spec: JsonObject) {
	const metadata = { name: 'kube-dns', namespace: 'kube-system' };
	const slice = {
		apiVersion: 'discovery.k8s.io/v1',
		kind: 'EndpointSlice',
		metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'kube-dns' } },
		addressType: 'IPv4',
		endpoints: [{ addresses: ['10.244.0.2'] }],
		ports: [],
	};
	const objects = [{ apiVersion: 'v1', kind: 'Service', metadata, spec }, slice];
	return serverFor('. {\n kubernetes cluster.local\n}', {
		cluster: clusterOf(objects),
		localAddresses: local,
	});
}

describe('the name servers of a zone', () => {
	it('are the Services in front of this server', () => {
		const dual = server({ clusterIPs: ['10.96.0.10', 'fd00:10:96::a'] });
		assert.deepEqual(ask(dual, 'cluster.local. NS'), [
			'NOERROR',
			'cluster.local. 5 IN NS kube-dns.kube-system.svc.cluster.local.',
			'kube-dns.kube-system.svc.cluster.local. 5 IN A 10.96.0.10',
			'kube-dns.kube-system.svc.cluster.local. 5 IN AAAA fd00:10:96::a',
		]);
		assert.deepEqual(ask(dual, 'ns.dns.cluster.local. AAAA'), [
			'NOERROR',
			'ns.dns.cluster.local. 5 IN AAAA fd00:10:96::a',
		]);
	});

	// CoreDNS reads the empty cluster IP of such a Service as an address that is none.
	it('fail where such a Service is an ExternalName', () => {
		const external = server({ type: 'ExternalName', externalName: '10.0.0.1' });
		assert.deepEqual(ask(external, 'cluster.local. NS'), ['SERVFAIL']);
		assert.deepEqual(ask(external, 'ns.dns.cluster.local.'), ['NOERROR', 'cluster.local. 5 SOA']);
		assert.deepEqual(ask(external, 'ns.dns.cluster.local. AAAA'), [
			'NOERROR',
			'ns.dns.cluster.local. 5 IN CNAME <nil>.',
		]);
	});
});
