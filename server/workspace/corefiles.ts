import { kubeadmCorefile } from '../dns/corefile/default-corefile.ts';
import { objectAt, stringAt } from '../kubernetes/objects/json.ts';
import type { Workspace } from './workspace.ts';

/** A Corefile that a person may choose. */
export interface CorefileChoice {
	readonly id: 'setting' | 'workspace' | 'kubeadm' | 'plugin-defaults';
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
	const choices: CorefileChoice[] = [
		{ id: 'kubeadm', text: kubeadmCorefile(clusterDomain) },
		{ id: 'plugin-defaults', text: `. {\n    kubernetes ${clusterDomain}\n}\n` },
	];
	if (inWorkspace !== undefined) choices.unshift({ id: 'workspace', text: inWorkspace });
	if (fromSetting !== undefined) choices.unshift({ id: 'setting', text: fromSetting });
	return choices;
}

/** The Corefile in a ConfigMap named `coredns`; the one in kube-system where there are several. */
function corefileInWorkspace(workspace: Workspace): string | undefined {
	const found = [...workspace.indexes().values()].flatMap((index) =>
		index.namespaceNames().flatMap((namespace) => index.find('ConfigMap', namespace, 'coredns')),
	);
	const best = found.find(({ namespace }) => namespace === 'kube-system') ?? found[0];
	return best === undefined ? undefined : stringAt(objectAt(best.object.value, 'data'), 'Corefile');
}
