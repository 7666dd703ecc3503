import { kubeadmCorefile } from '../dns/corefile/default-corefile.ts';
import { objectAt, stringAt } from '../kubernetes/objects/json.ts';
import type { Workspace } from './workspace.ts';

/** A Corefile that a person may choose. */
export interface CorefileChoice {
	/** `setting`, `workspace`, `kubeadm` or `plugin-defaults`. */
	readonly id: string;
	readonly text: string;
}

/**
 * The Corefiles that there are, the one that counts first: the setting's, then the `coredns` ConfigMap of the workspace
 * (a patch of it is none), then kubeadm's and the kubernetes plugin's bare defaults.
 */
export function corefileChoices(
	workspace: Workspace,
	clusterDomain: string,
	fromSetting?: string,
): readonly CorefileChoice[] {
	const inWorkspace = corefileInWorkspace(workspace);
	return [
		...(fromSetting === undefined ? [] : [{ id: 'setting', text: fromSetting }]),
		...(inWorkspace === undefined ? [] : [{ id: 'workspace', text: inWorkspace }]),
		{ id: 'kubeadm', text: kubeadmCorefile(clusterDomain) },
		{ id: 'plugin-defaults', text: `. {\n    kubernetes ${clusterDomain}\n}\n` },
	];
}

/** The Corefile in a ConfigMap named `coredns`; the one in kube-system where there are several. */
function corefileInWorkspace(workspace: Workspace): string | undefined {
	const found = [...workspace.indexes().values()].flatMap((index) =>
		index.namespaceNames().flatMap((namespace) => index.find('ConfigMap', namespace, 'coredns')),
	);
	const best = found.find(({ namespace }) => namespace === 'kube-system') ?? found[0];
	return best === undefined ? undefined : stringAt(objectAt(best.object.value, 'data'), 'Corefile');
}
