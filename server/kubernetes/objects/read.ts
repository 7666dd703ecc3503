import { type Endpoints, readEndpoints } from './endpoints.ts';
import { type EndpointSlice, readEndpointSlice } from './endpointslice.ts';
import { type JsonValue, stringAt } from './json.ts';
import { type Namespace, readNamespace, readServiceImport, type ServiceImport } from './namespace.ts';
import { type Pod, readPod } from './pod.ts';
import { readService, type Service } from './service.ts';
import { readWorkload, type Workload, workloadKindOf } from './workload.ts';

/** The kinds that routing and DNS depend on, as typed views. `kind` tells them apart. */
export type KubernetesObject =
	| Service
	| EndpointSlice
	| Endpoints
	| Pod
	| Workload
	| Namespace
	| ServiceImport;

/** Reads any object of those kinds; undefined for every other apiVersion and kind. Never throws. */
export function readObject(
	value: JsonValue | undefined,
	defaultNamespace: string,
): KubernetesObject | undefined {
	const apiVersion = stringAt(value, 'apiVersion') ?? '';
	const kind = stringAt(value, 'kind') ?? '';
	const workload = workloadKindOf(apiVersion, kind);
	if (workload !== undefined) return readWorkload(workload, value, defaultNamespace);
	switch (`${apiVersion} ${kind}`) {
		case 'v1 Service':
			return readService(value, defaultNamespace);
		case 'v1 Pod':
			return readPod(value, defaultNamespace);
		case 'v1 Namespace':
			return readNamespace(value);
		case 'v1 Endpoints':
			return readEndpoints(value, defaultNamespace);
		case 'discovery.k8s.io/v1 EndpointSlice':
			return readEndpointSlice(value, defaultNamespace);
		case 'multicluster.x-k8s.io/v1alpha1 ServiceImport':
		case 'multicluster.x-k8s.io/v1beta1 ServiceImport':
			return readServiceImport(value, defaultNamespace);
		default:
			return undefined;
	}
}
