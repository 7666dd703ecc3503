import type { Rule } from '../rule.ts';
import { writtenPath } from '../written-path.ts';
import { changeOf, judgedKinds, waysOut } from './shared.ts';

const example = `apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  selector:
    app: db
  ports:
    - port: 5432
`;

export const applyRejectsChange: Rule = {
	id: 'apply-rejects-change',
	severity: 'warning',
	kinds: judgedKinds,
	fixable: true,
	docs: {
		title: 'A change that kubectl apply cannot make to a running object',
		what: 'The object differs from its last commit in a field that the API server does not let change while the object exists.',
		why: '`kubectl apply` is rejected, and the cluster goes on with the old object. A Service cannot lose its virtual IP (`clusterIP: None` over an address), a StatefulSet cannot change `serviceName`, a Deployment not its selector.',
		whatToDo:
			'Keep the field as it runs, add a second object beside it (for a Service a headless sibling), or delete the object and create it again.',
		invalid: `${example.replace('spec:\n', 'spec:\n  clusterIP: None\n')}#- committed/manifest.yaml
${example}`,
		valid: `${example}#- committed/manifest.yaml
${example}`,
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#headless-services'],
	},
	*check(object, context) {
		const change = changeOf(object, context);
		if (change?.outcome.kind !== 'rejected') return;
		// What the API server refuses anyway, apply or not, is another rule's finding.
		const verdict = context.verdict(object);
		const always = new Set(
			!verdict.accepted && 'causes' in verdict
				? verdict.causes.map(({ field, message }) => `${field} ${message}`)
				: [],
		);
		for (const cause of change.outcome.causes) {
			if (always.has(`${cause.field} ${cause.message}`)) continue;
			yield {
				path: writtenPath(object, cause.field),
				message: `kubectl apply would be rejected over the committed ${object.object.kind}: ${cause.field}: ${cause.message}.`,
				fixes: waysOut(object, change, context),
			};
		}
	},
};
