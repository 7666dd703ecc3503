import { isObject } from '../../kubernetes/objects/json.ts';
import { isHeadless } from '../../kubernetes/objects/service.ts';
import { atLeast } from '../../kubernetes/versions.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { type IndexedObject, isWorkload } from '../../workspace/object-index.ts';
import { asService, backingOf } from '../../workspace/service-backing.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { nameOf } from '../wording.ts';

const proxy = { 'deployment.yaml': exampleWorkload({ name: 'metrics-proxy', spec: 'replicas: 1' }) };

export const internalTrafficPolicyLocal: Rule = {
	id: 'internal-traffic-policy-local',
	severity: 'info',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'internalTrafficPolicy: Local over one Pod',
		what: 'The Service sets `internalTrafficPolicy: Local`, and behind it is a single Pod.',
		why: 'With this policy a node sends connections only to Pods on itself. On every node but one they are dropped: there is no fallback. It is made for DaemonSets, which have a Pod on each node.',
		whatToDo:
			'Use `trafficDistribution: PreferSameNode`, which goes elsewhere if the node has no Pod, or run the Pods as a DaemonSet.',
		invalid: exampleFiles(
			exampleService({ name: 'metrics-proxy', spec: 'internalTrafficPolicy: Local' }),
			proxy,
		),
		valid: exampleFiles(
			exampleService({ name: 'metrics-proxy', spec: 'trafficDistribution: PreferSameNode' }),
			proxy,
		),
		links: [
			'https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/',
			'https://kubernetes.io/docs/concepts/services-networking/service/#traffic-distribution',
		],
	},
	*check(object, context) {
		const target = asService(object);
		if (target === undefined || target.service.spec.internalTrafficPolicy !== 'Local') return;
		if (isHeadless(target.service.spec) || !isWrittenOut(object) || context.isPatched(object)) return;
		const backing = backingOf(context.lookup, target);
		const [only] = backing;
		if (only === undefined || backing.length > 1 || !isSinglePod(only) || context.isPatched(only)) return;
		const path = ['spec', 'internalTrafficPolicy'] as const;
		const prefers = atLeast(context.settings.kubernetesVersion, '1.34') ? 'PreferSameNode' : 'PreferClose';
		const edit = (distribution: string | undefined) => () => {
			const editor = new FieldEditor(context.workspace, object);
			const written =
				distribution === undefined ||
				editor.set(['spec', 'trafficDistribution'], distribution, { after: ['internalTrafficPolicy'] });
			return written && editor.remove(path) ? editor.edits() : undefined;
		};
		const prefer: Fix = {
			title: `Use trafficDistribution: ${prefers} instead`,
			safe: false,
			edits: edit(target.service.spec.trafficDistribution === undefined ? prefers : undefined),
		};
		yield {
			path,
			message: `${nameOf(only)} has one Pod, and with internalTrafficPolicy: Local only clients on its node reach it: connections from other nodes are dropped.`,
			related: [{ object: only, path: ['spec', 'replicas'], message: `${nameOf(only)} has one Pod` }],
			fixes: [prefer, { title: 'Remove internalTrafficPolicy', safe: false, edits: edit(undefined) }],
		};
	},
};

/** True if the manifest itself says that there is one Pod; a missing `replicas` may be an autoscaler's. */
function isSinglePod(source: IndexedObject): boolean {
	const { typed, object } = source;
	if (!isWrittenOut(source) || !isWorkload(typed) || typed.replicas !== 1) return false;
	const { spec } = object.value;
	const says = isObject(spec) && spec.replicas !== undefined;
	return says && ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'].includes(typed.kind);
}
