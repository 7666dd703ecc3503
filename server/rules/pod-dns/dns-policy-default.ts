import { FieldEditor } from '../../workspace/field-editor.ts';
import { podGroupKinds, podSpecPath } from '../../workspace/pod-template.ts';
import { isTemplated } from '../context.ts';
import { podSpecOf } from '../names/name-answer.ts';
import { exampleClient, withService } from '../names/name-rule.ts';
import type { Rule } from '../rule.ts';
import { clusterNameIn } from './cluster-names.ts';

const app = (policy: string) =>
	withService(
		exampleClient('shop', 'REDIS_ADDR', 'redis:6379', { podSpec: `dnsPolicy: ${policy}` }),
		'redis',
		'shop',
	);

export const dnsPolicyDefault: Rule = {
	id: 'dns-policy-default',
	severity: 'warning',
	kinds: podGroupKinds,
	fixable: true,
	docs: {
		title: 'dnsPolicy Default with the name of a Service',
		what: 'A Pod uses the name of a Service, and its `dnsPolicy` is `Default`.',
		why: '`Default` is not the default: it means the node’s resolv.conf, whose servers know nothing of the cluster.',
		whatToDo: 'Set `dnsPolicy: ClusterFirst`, or leave the field out.',
		invalid: app('Default'),
		valid: app('ClusterFirst'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy'],
	},
	*check(object, context) {
		const base = podSpecPath(object.object);
		const spec = podSpecOf(object);
		if (base === undefined || spec?.dnsPolicy !== 'Default' || context.isPatched(object)) return;
		const path = [...base, 'dnsPolicy'];
		if (isTemplated(object, path)) return;
		const used = clusterNameIn(object, context);
		if (used === undefined) return;
		const { host, field } = used.mention;
		const policy = spec.hostNetwork ? 'ClusterFirstWithHostNet' : 'ClusterFirst';
		yield {
			path,
			message: `With dnsPolicy Default these Pods ask the node's DNS servers, which do not know ${host}. Set it to ${policy}.`,
			related: [{ object: used.object, path: field.path, message: `Uses ${host}` }],
			fixes: [
				{
					title: `Set dnsPolicy to ${policy} (the cluster’s DNS)`,
					safe: false,
					edits: () => {
						const editor = new FieldEditor(context.workspace, object);
						return editor.set(path, policy) ? editor.edits() : undefined;
					},
				},
			],
		};
	},
};
