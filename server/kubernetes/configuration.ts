import { isHeadless, type Service } from './objects/service.ts';

/** The choices that the preview sets side by side. */
export type Configuration = 'as-written' | 'clusterip' | 'headless' | 'headless-publish-not-ready';

export const configurations: readonly Configuration[] = [
	'as-written',
	'clusterip',
	'headless',
	'headless-publish-not-ready',
];

/**
 * The Service as it would be written for a configuration. An ExternalName has no Pods behind it and stays as it is.
 * A virtual IP that is written down stays; where there is none, the simulated cluster allocates one.
 */
export function configureService(service: Service, configuration: Configuration): Service {
	const { spec } = service;
	if (configuration === 'as-written' || spec.type === 'ExternalName') return service;
	if (configuration === 'clusterip') {
		if (!isHeadless(spec)) return service;
		const { clusterIP: _, ...rest } = spec;
		return { ...service, spec: { ...rest, clusterIPs: [] } };
	}
	return {
		...service,
		spec: {
			...spec,
			// The API server refuses None on NodePort and LoadBalancer, so the type goes with the address.
			type: 'ClusterIP',
			clusterIP: 'None',
			clusterIPs: ['None'],
			publishNotReadyAddresses: configuration === 'headless-publish-not-ready',
		},
	};
}
