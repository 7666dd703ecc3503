import {
	booleanAt,
	integerAt,
	isObject,
	type JsonObject,
	type JsonValue,
	objectAt,
	objectsAt,
	stringAt,
	stringsAt,
} from './json.ts';
import { type ObjectMeta, readMeta, readMetaFields } from './meta.ts';

/** A v1 Pod: from a manifest (empty status), from a snapshot, or made by the simulated controllers. */
export interface Pod {
	readonly kind: 'Pod';
	readonly metadata: ObjectMeta;
	readonly spec: PodSpec;
	readonly status: PodStatus;
}

export interface PodStatus {
	/** Pending, Running, Succeeded, Failed or Unknown; '' in a manifest. */
	readonly phase: string;
	/** In the cluster's order of families; empty until the Pod has a sandbox. */
	readonly podIPs: readonly string[];
	/** The Pod's condition Ready. */
	readonly ready: boolean;
}

export interface PodTemplate {
	readonly metadata: ObjectMeta;
	readonly spec: PodSpec;
}

/** The fields of a Pod's spec that routing, DNS and our rules read. */
export interface PodSpec {
	readonly hostname?: string;
	readonly subdomain?: string;
	readonly hostNetwork: boolean;
	/** ClusterFirst where nothing is written. */
	readonly dnsPolicy: string;
	readonly dnsConfig?: PodDNSConfig;
	readonly enableServiceLinks: boolean;
	readonly nodeName?: string;
	readonly restartPolicy: string;
	readonly containers: readonly Container[];
	readonly initContainers: readonly Container[];
}

export interface PodDNSConfig {
	readonly nameservers: readonly string[];
	readonly searches: readonly string[];
	readonly options: readonly { readonly name: string; readonly value?: string }[];
}

export interface Container {
	readonly name: string;
	readonly image: string;
	readonly command: readonly string[];
	readonly args: readonly string[];
	readonly ports: readonly ContainerPort[];
	readonly env: readonly EnvVar[];
	/** On an init container, 'Always' makes it a sidecar. */
	readonly restartPolicy?: string;
	readonly hasReadinessProbe: boolean;
}

export interface ContainerPort {
	readonly name: string;
	readonly containerPort: number;
	readonly protocol: string;
	readonly hostPort?: number;
	readonly hostIP?: string;
}

export interface EnvVar {
	readonly name: string;
	/** Absent where the value comes from somewhere else (`valueFrom`). */
	readonly value?: string;
}

export function readPod(value: JsonValue | undefined, defaultNamespace: string): Pod {
	const status = objectAt(value, 'status');
	const podIPs = objectsAt(status, 'podIPs').flatMap((entry) => stringAt(entry, 'ip') ?? []);
	const podIP = stringAt(status, 'podIP');
	const ready = objectsAt(status, 'conditions').some(
		(condition) => condition.type === 'Ready' && condition.status === 'True',
	);
	return {
		kind: 'Pod',
		metadata: readMeta(value, defaultNamespace),
		spec: readPodSpec(objectAt(value, 'spec')),
		status: {
			phase: stringAt(status, 'phase') ?? '',
			podIPs: podIPs.length > 0 ? podIPs : podIP ? [podIP] : [],
			ready,
		},
	};
}

/** Reads a Pod template; its metadata has no namespace of its own. */
export function readPodTemplate(value: JsonValue | undefined): PodTemplate {
	return {
		metadata: readMetaFields(objectAt(value, 'metadata'), ''),
		spec: readPodSpec(objectAt(value, 'spec')),
	};
}

function readPodSpec(spec: JsonObject): PodSpec {
	const hostname = stringAt(spec, 'hostname');
	const subdomain = stringAt(spec, 'subdomain');
	const nodeName = stringAt(spec, 'nodeName');
	const dnsConfig = spec.dnsConfig;
	return {
		hostNetwork: booleanAt(spec, 'hostNetwork') ?? false,
		dnsPolicy: stringAt(spec, 'dnsPolicy') || 'ClusterFirst',
		enableServiceLinks: booleanAt(spec, 'enableServiceLinks') ?? true,
		restartPolicy: stringAt(spec, 'restartPolicy') || 'Always',
		containers: objectsAt(spec, 'containers').map(readContainer),
		initContainers: objectsAt(spec, 'initContainers').map(readContainer),
		...(hostname ? { hostname } : {}),
		...(subdomain ? { subdomain } : {}),
		...(nodeName ? { nodeName } : {}),
		...(isObject(dnsConfig) ? { dnsConfig: readDNSConfig(dnsConfig) } : {}),
	};
}

function readDNSConfig(value: JsonObject): PodDNSConfig {
	return {
		nameservers: stringsAt(value, 'nameservers'),
		searches: stringsAt(value, 'searches'),
		options: objectsAt(value, 'options').map((option) => {
			const optionValue = stringAt(option, 'value');
			return {
				name: stringAt(option, 'name') ?? '',
				...(optionValue === undefined ? {} : { value: optionValue }),
			};
		}),
	};
}

function readContainer(value: JsonObject): Container {
	const restartPolicy = stringAt(value, 'restartPolicy');
	return {
		name: stringAt(value, 'name') ?? '',
		image: stringAt(value, 'image') ?? '',
		command: stringsAt(value, 'command'),
		args: stringsAt(value, 'args'),
		ports: objectsAt(value, 'ports').map(readContainerPort),
		env: objectsAt(value, 'env').map((variable) => {
			const text = stringAt(variable, 'value');
			return {
				name: stringAt(variable, 'name') ?? '',
				...(text === undefined ? {} : { value: text }),
			};
		}),
		hasReadinessProbe: isObject(value.readinessProbe),
		...(restartPolicy === undefined ? {} : { restartPolicy }),
	};
}

export function readContainerPort(value: JsonObject): ContainerPort {
	const hostPort = integerAt(value, 'hostPort');
	const hostIP = stringAt(value, 'hostIP');
	return {
		name: stringAt(value, 'name') ?? '',
		containerPort: integerAt(value, 'containerPort') ?? 0,
		protocol: stringAt(value, 'protocol') || 'TCP',
		...(hostPort ? { hostPort } : {}),
		...(hostIP ? { hostIP } : {}),
	};
}
