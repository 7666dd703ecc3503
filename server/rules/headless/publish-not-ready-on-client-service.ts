import { isHeadless } from '../../kubernetes/objects/service.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { asService, backingOf, podSpecsOf } from '../../workspace/service-backing.ts';
import { isTemplated } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { nameOf } from '../wording.ts';

const web = exampleWorkload({
	name: 'web',
	container:
		'ports:\n  - name: http\n    containerPort: 8080\nreadinessProbe:\n  httpGet:\n    path: /ready\n    port: http',
});

export const publishNotReadyOnClientService: Rule = {
	id: 'publish-not-ready-on-client-service',
	severity: 'info',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'publishNotReadyAddresses on a Service that clients connect through',
		what: 'A Service with a virtual IP sets `publishNotReadyAddresses: true`, and its Pods have a readiness probe.',
		why: 'The field makes Pods endpoints before they are ready. It is there for members that must find each other while they start; behind a virtual IP it sends a part of the clients’ connections to Pods that cannot answer yet, and the readiness probe does nothing.',
		whatToDo:
			'Remove the field here. If the members need it, put it on a headless Service of their own beside this one.',
		invalid: exampleFiles(exampleService({ name: 'web', spec: 'publishNotReadyAddresses: true' }), {
			'deployment.yaml': web,
		}),
		valid: exampleFiles(exampleService({ name: 'web' }), { 'deployment.yaml': web }),
		links: ['https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec'],
	},
	*check(object, { lookup, workspace }) {
		const target = asService(object);
		const path = ['spec', 'publishNotReadyAddresses'] as const;
		if (target === undefined || !target.service.spec.publishNotReadyAddresses) return;
		if (isHeadless(target.service.spec) || target.service.spec.type === 'ExternalName') return;
		// An address for one member is there for the other members.
		if (target.service.spec.selector?.['statefulset.kubernetes.io/pod-name'] !== undefined) return;
		if (isTemplated(object, path) || isTemplated(object, ['spec', 'clusterIP'])) return;
		const probed = backingOf(lookup, target).find((source) =>
			podSpecsOf([source]).some(({ containers }) =>
				containers.some(({ hasReadinessProbe }) => hasReadinessProbe),
			),
		);
		if (probed === undefined) return;
		yield {
			path,
			message: `${nameOf(object)} has a virtual IP, and with publishNotReadyAddresses it sends connections to Pods of ${nameOf(probed)} that are not ready: their readiness probe has no effect.`,
			related: [{ object: probed, path: ['metadata', 'name'], message: nameOf(probed) }],
			fixes: [
				{
					title: 'Remove publishNotReadyAddresses',
					safe: false,
					edits: () => {
						const editor = new FieldEditor(workspace, object);
						return editor.remove(path) ? editor.edits() : undefined;
					},
				},
			],
		};
	},
};
