// Invariant: everything that a verdict depends on besides the object; the same context gives the same verdict everywhere.
import { type Change, defaultKubernetesVersion, hasChange, type KubernetesVersion } from '../versions.ts';

export interface AdmissionContext {
	readonly kubernetesVersion: KubernetesVersion;
	/** --service-cluster-ip-range: one network, or two of different families; the first is the primary one. */
	readonly serviceCIDRs: readonly string[];
	/** --service-node-port-range, both ends included. */
	readonly nodePortRange: { readonly from: number; readonly to: number };
	/**
	 * True for a dry-run request: there the API server checks addresses against the ranges, but not node ports, and does
	 * not reserve anything. False for a request that is carried out.
	 */
	readonly dryRun: boolean;
}

export const defaultContext: AdmissionContext = {
	kubernetesVersion: defaultKubernetesVersion,
	serviceCIDRs: ['10.96.0.0/12', 'fd00:10:96::/112'],
	nodePortRange: { from: 30000, to: 32767 },
	dryRun: true,
};

/** True if the context's release has the change. */
export function has(context: AdmissionContext, change: Change): boolean {
	return hasChange(context.kubernetesVersion, change);
}
