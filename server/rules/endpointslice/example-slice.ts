import { endpointSliceText, type SliceText } from '../../workspace/endpointslice-text.ts';
import { exampleService } from '../example-manifests.ts';

/** A Service without selector, for a database outside the cluster. */
export const legacyService = exampleService({
	name: 'legacy-db',
	namespace: 'shop',
	selector: '',
	ports: '- name: postgres\n  port: 5432',
});

export function legacySlice(change: Partial<SliceText> = {}): string {
	return `${endpointSliceText({
		name: 'legacy-db-1',
		namespace: 'shop',
		service: 'legacy-db',
		addressType: 'IPv4',
		ports: [{ name: 'postgres', port: 5432, protocol: 'TCP' }],
		endpoints: [{ address: '192.0.2.20', ready: true }],
		...change,
	})}\n`;
}
