// Invariant: the members are those of the schema's PodSpec that validation reads, so a decoded Pod template has this shape.
import type { StringMap } from '../validation/labels.ts';
import type { MetaObject } from './metadata.ts';

/** A decoded v1 Pod, or the template of one: every member may be absent, types are right. */
export interface PodObject {
	readonly metadata: MetaObject;
	readonly spec: PodSpecObject;
}

export interface PodSpecObject {
	readonly activeDeadlineSeconds?: number;
	readonly containers?: readonly ContainerObject[];
	readonly dnsConfig?: PodDNSConfigObject;
	readonly dnsPolicy?: string;
	readonly enableServiceLinks?: boolean;
	readonly ephemeralContainers?: readonly ContainerObject[];
	readonly hostAliases?: readonly HostAliasObject[];
	readonly hostIPC?: boolean;
	readonly hostNetwork?: boolean;
	readonly hostPID?: boolean;
	readonly hostUsers?: boolean;
	readonly hostname?: string;
	readonly hostnameOverride?: string;
	readonly imagePullSecrets?: readonly { readonly name?: string }[];
	readonly initContainers?: readonly ContainerObject[];
	readonly nodeName?: string;
	readonly nodeSelector?: StringMap;
	readonly priorityClassName?: string;
	readonly readinessGates?: readonly { readonly conditionType?: string }[];
	readonly restartPolicy?: string;
	readonly schedulerName?: string;
	readonly schedulingGates?: readonly { readonly name?: string }[];
	readonly securityContext?: object;
	readonly serviceAccount?: string;
	readonly serviceAccountName?: string;
	readonly setHostnameAsFQDN?: boolean;
	readonly shareProcessNamespace?: boolean;
	readonly subdomain?: string;
	readonly terminationGracePeriodSeconds?: number;
	readonly volumes?: readonly VolumeObject[];
}

export interface PodDNSConfigObject {
	readonly nameservers?: readonly string[];
	readonly searches?: readonly string[];
	readonly options?: readonly { readonly name?: string; readonly value?: string }[];
}

export interface HostAliasObject {
	readonly ip?: string;
	readonly hostnames?: readonly string[];
}

export interface VolumeObject {
	readonly name?: string;
	readonly [source: string]: unknown;
}

export interface ContainerObject {
	readonly name?: string;
	readonly image?: string;
	readonly imagePullPolicy?: string;
	readonly env?: readonly EnvVarObject[];
	readonly lifecycle?: LifecycleObject;
	readonly livenessProbe?: ProbeObject;
	readonly ports?: readonly ContainerPortObject[];
	readonly readinessProbe?: ProbeObject;
	readonly resources?: ResourcesObject;
	readonly restartPolicy?: string;
	readonly restartPolicyRules?: readonly ContainerRestartRuleObject[];
	readonly startupProbe?: ProbeObject;
	readonly terminationMessagePolicy?: string;
	readonly volumeMounts?: readonly VolumeMountObject[];
}

export interface ResourcesObject {
	readonly limits?: StringMap;
	readonly requests?: StringMap;
}

export interface ContainerRestartRuleObject {
	readonly action?: string;
	readonly exitCodes?: { readonly operator?: string; readonly values?: readonly number[] };
}

export interface EnvVarObject {
	readonly name?: string;
	readonly value?: string;
	readonly valueFrom?: object;
}

export interface ContainerPortObject {
	readonly name?: string;
	readonly containerPort?: number;
	readonly hostIP?: string;
	readonly hostPort?: number;
	readonly protocol?: string;
}

export interface VolumeMountObject {
	readonly name?: string;
	readonly mountPath?: string;
	readonly subPath?: string;
	readonly subPathExpr?: string;
}

export interface HandlerObject {
	readonly exec?: { readonly command?: readonly string[] };
	readonly httpGet?: HTTPGetObject;
	readonly tcpSocket?: { readonly port?: number | string };
	readonly grpc?: { readonly port?: number; readonly mode?: string };
	readonly sleep?: { readonly seconds?: number };
}

export interface HTTPGetObject {
	readonly path?: string;
	readonly port?: number | string;
	readonly host?: string;
	readonly scheme?: string;
	readonly protocol?: string;
	readonly httpHeaders?: readonly { readonly name?: string; readonly value?: string }[];
}

export interface ProbeObject extends HandlerObject {
	readonly initialDelaySeconds?: number;
	readonly timeoutSeconds?: number;
	readonly periodSeconds?: number;
	readonly successThreshold?: number;
	readonly failureThreshold?: number;
	readonly terminationGracePeriodSeconds?: number;
}

export interface LifecycleObject {
	readonly postStart?: HandlerObject;
	readonly preStop?: HandlerObject;
}
