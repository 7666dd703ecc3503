// Invariant: the slice and its Service fit together; an example differs from them only in what its rule is about.
import { exampleFiles, exampleService } from '../../example-manifests.ts';

interface Slice {
	/** One line; '' for none. */
	readonly addressType?: string;
	/** Lines of `endpoints`, without indentation. */
	readonly endpoints?: string;
}

/** A hand-written slice of a Service without selector. */
export function exampleSlice({
	addressType = 'addressType: IPv4',
	endpoints = "- addresses: ['192.0.2.20']",
}: Slice): string {
	const slice = [
		'apiVersion: discovery.k8s.io/v1',
		'kind: EndpointSlice',
		'metadata:',
		'  name: legacy-db-1',
		'  labels:',
		'    kubernetes.io/service-name: legacy-db',
		...(addressType === '' ? [] : [addressType]),
		'ports:',
		'  - name: postgres',
		'    port: 5432',
		'endpoints:',
		...endpoints.split('\n').map((line) => `  ${line}`),
		'',
	].join('\n');
	const service = exampleService({
		name: 'legacy-db',
		selector: '',
		ports: '- name: postgres\n  port: 5432',
	});
	return exampleFiles(slice, { 'service.yaml': service });
}
