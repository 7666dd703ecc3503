// Invariant: an endpoint's name is made as CoreDNS makes it (plugin/kubernetes/kubernetes.go endpointHostname).

export interface NamedEndpoint {
	readonly ip: string;
	readonly hostname: string;
	readonly targetName: string;
}

/** `hostname`, else with `endpoint_pod_names` the Pod's name, else the address with dashes. */
export function endpointHostname(endpoint: NamedEndpoint, endpointPodNames: boolean): string {
	if (endpoint.hostname !== '') return endpoint.hostname;
	if (endpointPodNames && endpoint.targetName !== '') return endpoint.targetName;
	if (endpoint.ip.includes('.')) return endpoint.ip.replaceAll('.', '-');
	if (!endpoint.ip.includes(':')) return '';
	const dashed = endpoint.ip.replaceAll(':', '-');
	// `fd00::` would end in a dash, which no host name does.
	return dashed.endsWith('-') ? `${dashed}0` : dashed;
}
