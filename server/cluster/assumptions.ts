/** What manifests cannot tell about a running cluster, and the person at the preview may choose. */
export interface Assumptions {
	/** Desired Pods by `Kind/namespace/name` of the workload; others keep what is written. */
	readonly replicas: ReadonlyMap<string, number>;
	/** Pods (`namespace/name`) that run but do not pass their readiness probe; all others are ready. */
	readonly notReady: ReadonlySet<string>;
	/** Pods (`namespace/name`) that have been told to end and still run. */
	readonly terminating: ReadonlySet<string>;
	/** Service ranges, the cluster's first family first. */
	readonly serviceCIDRs: readonly string[];
	/** Pod ranges, one a family, in the cluster's order. */
	readonly podCIDRs: readonly string[];
	/** Both ends included; 30000-32767 where absent. */
	readonly nodePortRange?: { readonly from: number; readonly to: number };
}

/** A dual-stack cluster, IPv4 first, with all Pods ready: the defaults of contract.md's `.servicescope.yaml`. */
export const defaultAssumptions: Assumptions = {
	replicas: new Map(),
	notReady: new Set(),
	terminating: new Set(),
	serviceCIDRs: ['10.96.0.0/12', 'fd00:10:96::/112'],
	podCIDRs: ['10.244.0.0/16', 'fd00:10:244::/56'],
};
