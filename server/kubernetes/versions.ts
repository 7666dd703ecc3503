// Invariant: every difference between the supported releases is a row here, with its source; validation code asks for
// rows by name and never compares versions itself.

/** A minor release of Kubernetes, oldest first. */
export const kubernetesVersions = ['1.33', '1.34', '1.35', '1.36', '1.37'] as const;
export type KubernetesVersion = (typeof kubernetesVersions)[number];

export const defaultKubernetesVersion: KubernetesVersion = '1.37';

/** `1.35`, `v1.35` or `1.35.2`; undefined for a release that is not supported. */
export function parseKubernetesVersion(text: string): KubernetesVersion | undefined {
	const minor = /^v?(\d+\.\d+)(?:\.\d+)?$/.exec(text.trim())?.[1];
	return kubernetesVersions.find((version) => version === minor);
}

/**
 * What changed between 1.33 and 1.37, and the release in which it changed. A feature gate counts from the release in
 * which its default became true (pkg/features/kube_features.go lists every release of a gate).
 */
const changes = {
	/** Service names may start with a digit: gate RelaxedServiceNameValidation, on since 1.36 (KEP 5311). */
	relaxedServiceNames: '1.36',
	/** IPs and CIDRs without leading zeros, IPv4-mapped IPv6 and host bits: gate StrictIPCIDRValidation, on since 1.36. */
	strictAddresses: '1.36',
	/** trafficDistribution PreferSameZone and PreferSameNode, hints.forNodes: gate PreferSameTrafficDistribution, on since 1.34. */
	sameTrafficDistribution: '1.34',
	/** Warnings about fields that a headless Service ignores: pkg/api/service/warnings.go since 1.34. */
	headlessWarnings: '1.34',
	/** Warning that PreferClose is deprecated: pkg/api/service/warnings.go since 1.35. */
	preferCloseWarning: '1.35',
	/** Warning that externalIPs is deprecated: pkg/api/service/warnings.go since 1.36. */
	externalIPsWarning: '1.36',
	/** restartPolicy and restartPolicyRules on every container: gate ContainerRestartRules, on since 1.35. */
	containerRestartRules: '1.35',
	/** Restart rule action RestartAllContainers: gate RestartAllContainersOnContainerExits, on since 1.36. */
	restartAllContainers: '1.36',
	/** hostnameOverride: gate HostnameOverride, on since 1.35; the field is dropped before. */
	hostnameOverride: '1.35',
	/** A StatefulSet's rollingUpdate.maxUnavailable: gate MaxUnavailableStatefulSet, on since 1.37; dropped before. */
	statefulSetMaxUnavailable: '1.37',
	/** The Pod a StatefulSet's template makes is judged: pkg/apis/apps/validation (ValidatePodTemplateSpecForStatefulSet) since 1.34. */
	statefulSetTemplates: '1.34',
	/** A StatefulSet's forbidden changes are named field by field: pkg/apis/apps/validation (ValidateStatefulSetUpdate) since 1.37. */
	statefulSetFieldErrors: '1.37',
	/** Errors of owner references name their index, and what is missing is required: apimachinery pkg/api/validation/objectmeta.go since 1.37. */
	indexedOwnerErrors: '1.37',
	/** Errors come from declarative validation where it covers them: gate DeclarativeValidationBeta, on since 1.36. */
	declarativeValidation: '1.36',
} as const satisfies Readonly<Record<string, KubernetesVersion>>;

export type Change = keyof typeof changes;

/** True if the release has the change. */
export function hasChange(version: KubernetesVersion, change: Change): boolean {
	return atLeast(version, changes[change]);
}

/** True if `version` is `since` or newer. */
export function atLeast(version: KubernetesVersion, since: string): boolean {
	const names: readonly string[] = kubernetesVersions;
	return names.includes(since) && names.indexOf(version) >= names.indexOf(since);
}
