import { FieldEditor } from '../../workspace/field-editor.ts';
import { podGroupKinds, podSpecPath } from '../../workspace/pod-template.ts';
import { isTemplated } from '../context.ts';
import { podSpecOf } from '../names/name-answer.ts';
import { exampleClient, withService } from '../names/name-rule.ts';
import type { Rule } from '../rule.ts';
import { clusterNameIn } from './cluster-names.ts';

const agent = (podSpec: string) =>
	withService(
		exampleClient('infra', 'LOKI_URL', 'http://loki.infra.svc.cluster.local:3100', {
			kind: 'DaemonSet',
			name: 'agent',
			podSpec,
		}),
		'loki',
		'infra',
		3100,
	);

export const hostNetworkDnsPolicy: Rule = {
	id: 'host-network-dns-policy',
	severity: 'warning',
	kinds: podGroupKinds,
	fixable: true,
	docs: {
		title: 'Pod on the host network that asks for cluster names',
		what: 'A Pod with `hostNetwork: true` uses the name of a Service, and its `dnsPolicy` is `ClusterFirst` (which is the default).',
		why: 'On the host network `ClusterFirst` counts as `Default`: the Pod gets the node’s resolv.conf, whose servers know nothing of the cluster.',
		whatToDo: 'Set `dnsPolicy: ClusterFirstWithHostNet`.',
		invalid: agent('hostNetwork: true'),
		valid: agent('hostNetwork: true\ndnsPolicy: ClusterFirstWithHostNet'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy'],
	},
	*check(object, context) {
		const base = podSpecPath(object.object);
		const spec = podSpecOf(object);
		if (base === undefined || spec === undefined || !spec.hostNetwork) return;
		if (spec.dnsPolicy !== 'ClusterFirst' || context.isPatched(object)) return;
		const path = [...base, 'dnsPolicy'];
		if (isTemplated(object, path)) return;
		const used = clusterNameIn(object, context);
		if (used === undefined) return;
		const { host, field } = used.mention;
		yield {
			path,
			message: `With hostNetwork these Pods ask the node's DNS servers, which do not know ${host}. Set dnsPolicy: ClusterFirstWithHostNet.`,
			related: [{ object: used.object, path: field.path, message: `Uses ${host}` }],
			fixes: [
				{
					title: 'Set dnsPolicy to ClusterFirstWithHostNet (the cluster’s DNS on the host network)',
					safe: false,
					edits: () => {
						const editor = new FieldEditor(context.workspace, object);
						const placed = editor.set(path, 'ClusterFirstWithHostNet', { after: ['hostNetwork'] });
						return placed ? editor.edits() : undefined;
					},
				},
			],
		};
	},
};
