import { FieldEditor } from '../../workspace/field-editor.ts';
import { asService } from '../../workspace/service-backing.ts';
import { isTemplated } from '../context.ts';
import type { Rule } from '../rule.ts';

const annotation = 'service.alpha.kubernetes.io/tolerate-unready-endpoints';

const example = (annotations: string, field: string) => `apiVersion: v1
kind: Service
metadata:
  name: pg
${annotations}spec:
  clusterIP: None
${field}  selector:
    app: pg
  ports:
    - name: postgres
      port: 5432
`;

export const tolerateUnreadyAnnotation: Rule = {
	id: 'tolerate-unready-annotation',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Annotation tolerate-unready-endpoints, which nothing reads any more',
		what: 'The Service has the annotation `service.alpha.kubernetes.io/tolerate-unready-endpoints: "true"` and not the field `publishNotReadyAddresses`.',
		why: 'The annotation was replaced by the field; Kubernetes 1.24 removed it, and EndpointSlices never knew it. Pods that are not ready stay out of DNS, and members that look for each other before they are ready do not find each other.',
		whatToDo: 'Write `publishNotReadyAddresses: true` in `spec` and remove the annotation.',
		invalid: example(`  annotations:\n    ${annotation}: "true"\n`, ''),
		valid: example('', '  publishNotReadyAddresses: true\n'),
		links: [
			'https://kubernetes.io/docs/reference/labels-annotations-taints/#service-alpha-kubernetes-io-tolerate-unready-endpoints-deprecated',
		],
	},
	*check(object, { workspace }) {
		const target = asService(object);
		if (target === undefined || target.service.spec.publishNotReadyAddresses) return;
		const path = ['metadata', 'annotations', annotation] as const;
		const value = target.service.metadata.annotations[annotation];
		// Anything that Go's ParseBool takes for true counted.
		if (value === undefined || !/^(?:1|t|true)$/i.test(value) || isTemplated(object, path)) return;
		if (isTemplated(object, ['spec', 'publishNotReadyAddresses'])) return;
		const edit = (publish: boolean) => () => {
			const editor = new FieldEditor(workspace, object);
			const placed =
				!publish ||
				editor.set(['spec', 'publishNotReadyAddresses'], true, { after: ['clusterIP', 'type'], first: true });
			return placed && editor.remove(path) ? editor.edits() : undefined;
		};
		yield {
			path,
			on: 'key',
			tag: 'deprecated',
			message:
				'Kubernetes 1.24 and later do not read this annotation: Pods that are not ready are not published. The field spec.publishNotReadyAddresses: true does it.',
			fixes: [
				{
					title: 'Replace it by publishNotReadyAddresses: true',
					safe: true,
					edits: edit(true),
				},
				{ title: 'Remove the annotation', safe: false, edits: edit(false) },
			],
		};
	},
};
