import { isHeadless } from '../../kubernetes/objects/service.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { coversPodsOf } from '../../workspace/governing.ts';
import { type PeerSign, peerSignOf } from '../../workspace/peer-discovery.ts';
import { asService, governedBy } from '../../workspace/service-backing.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { nameOf } from '../wording.ts';

const nats = exampleWorkload({
	kind: 'StatefulSet',
	name: 'nats',
	spec: 'serviceName: nats\nreplicas: 3',
	container:
		'ports:\n  - name: cluster\n    containerPort: 6222\nreadinessProbe:\n  httpGet:\n    path: /healthz\n    port: 8222',
});
const service = (spec: string) =>
	exampleFiles(
		exampleService({ name: 'nats', spec, ports: '- name: cluster\n  port: 6222\n  targetPort: cluster' }),
		{ 'statefulset.yaml': nats },
	);

export const publishNotReadyMissing: Rule = {
	id: 'publish-not-ready-missing',
	severity: 'hint',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Members may wait for each other: no publishNotReadyAddresses',
		what: 'A headless Service gives the members of a StatefulSet their names; the members seem to look for each other (their settings name members, or they have a readiness probe and a port between members), and the Service does not set `publishNotReadyAddresses`.',
		why: 'DNS names only Pods that are ready. Members that become ready only after they found each other never find each other: the cluster does not start, or does not come back after all members went down.',
		whatToDo:
			'If the members need each other to become ready, set `publishNotReadyAddresses: true`. If clients use this Service too, do it on a second headless Service.',
		invalid: service('clusterIP: None'),
		valid: service('clusterIP: None\npublishNotReadyAddresses: true'),
		links: [
			'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
			'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
		],
	},
	*check(object, { lookup, workspace }) {
		const target = asService(object);
		if (target === undefined || !isHeadless(target.service.spec)) return;
		if (target.service.spec.publishNotReadyAddresses || !isWrittenOut(object)) return;
		for (const set of governedBy(lookup, target)) {
			const { replicas = 1, template } = set.workload;
			if (replicas < 2 || !isWrittenOut(set.indexed) || !coversPodsOf(target, set.workload)) continue;
			const sign = peerSignOf(target.service, set);
			if (sign === undefined) continue;
			// A port says that the members talk, not that they need each other to start.
			const isProbed = template.spec.containers.some(({ hasReadinessProbe }) => hasReadinessProbe);
			if (sign.by === 'port' && !isProbed) continue;
			const path = ['spec', 'publishNotReadyAddresses'] as const;
			yield {
				path,
				message: `The ${replicas} members of ${nameOf(set.indexed)} have names in DNS only once they are ready (${signText(sign)}). If they must find each other first, they wait for each other forever: publishNotReadyAddresses: true publishes them before.`,
				related: [
					{
						object: set.indexed,
						path: ['spec', 'serviceName'],
						message: `${nameOf(set.indexed)} is named here`,
					},
				],
				fixes: [
					{
						title: 'Add publishNotReadyAddresses: true',
						safe: false,
						edits: () => {
							const editor = new FieldEditor(workspace, object);
							return editor.set(path, true, { after: ['clusterIP', 'type'] }) ? editor.edits() : undefined;
						},
					},
				],
			};
			return;
		}
	},
};

function signText(sign: PeerSign): string {
	if (sign.by === 'text') return 'their settings name other members';
	const { name, port } = sign.port;
	return `port ${port}${name === '' ? '' : ` (${name})`} is one between members`;
}
