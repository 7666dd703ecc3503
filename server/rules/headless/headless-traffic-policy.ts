import { isHeadless } from '../../kubernetes/objects/service.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { asService } from '../../workspace/service-backing.ts';
import { giveVirtualIP, isRefusal } from '../../workspace/service-edits.ts';
import { isTemplated } from '../context.ts';
import { exampleService } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';

export const headlessTrafficPolicy: Rule = {
	id: 'headless-traffic-policy',
	severity: 'info',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'internalTrafficPolicy on a headless Service',
		what: 'A headless Service (`clusterIP: None`) sets `internalTrafficPolicy: Local`.',
		why: 'kube-proxy applies the policy on the way through the virtual IP. A headless Service has none: DNS hands out the addresses of Pods on all nodes.',
		whatToDo: 'Remove the field, or give the Service a virtual IP.',
		invalid: exampleService({
			name: 'web',
			spec: 'clusterIP: None\ninternalTrafficPolicy: Local',
			ports: '- name: http\n  port: 8080',
		}),
		valid: exampleService({
			name: 'web',
			spec: 'clusterIP: None',
			ports: '- name: http\n  port: 8080',
		}),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/'],
	},
	*check(object, { workspace }) {
		const target = asService(object);
		if (target === undefined || !isHeadless(target.service.spec)) return;
		const { internalTrafficPolicy } = target.service.spec;
		if (internalTrafficPolicy !== 'Local') return;
		const path = ['spec', 'internalTrafficPolicy'] as const;
		if (isTemplated(object, path) || isTemplated(object, ['spec', 'clusterIP'])) return;
		yield {
			path,
			tag: 'unnecessary',
			message:
				'internalTrafficPolicy: Local has no effect on a headless Service: there is no virtual IP for kube-proxy to apply it to, and DNS answers with Pods of all nodes.',
			fixes: [
				{
					title: 'Remove internalTrafficPolicy',
					safe: true,
					edits: () => {
						const editor = new FieldEditor(workspace, object);
						return editor.remove(path) ? editor.edits() : undefined;
					},
				},
				{
					title: 'Remove clusterIP: None, so that the Service gets a virtual IP',
					safe: false,
					edits: () => {
						const change = giveVirtualIP(workspace, target);
						return isRefusal(change) ? undefined : change.edits;
					},
				},
			],
		};
	},
};
