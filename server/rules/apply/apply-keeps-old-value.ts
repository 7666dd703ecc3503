import { parseFieldPath } from '../../manifest/path.ts';
import type { Rule } from '../rule.ts';
import { changeOf, waysOut } from './shared.ts';

const example = `apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  clusterIP: None
  selector:
    app: db
  ports:
    - port: 5432
`;

export const applyKeepsOldValue: Rule = {
	id: 'apply-keeps-old-value',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'A change that kubectl apply accepts and ignores',
		what: 'The Service differs from its last commit in a way that the API server accepts, and then carries the old value over.',
		why: '`kubectl apply` says `configured`, but nothing changes: a headless Service whose `clusterIP: None` was removed stays headless, one that was dual-stack stays dual-stack.',
		whatToDo: 'Delete the Service and create it again, or keep the field as it runs.',
		invalid: `${example.replace('  clusterIP: None\n', '')}#- committed/manifest.yaml
${example}`,
		valid: `${example}#- committed/manifest.yaml
${example}`,
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#headless-services'],
	},
	*check(object, context) {
		const change = changeOf(object, context);
		if (change?.outcome.kind !== 'ignored') return;
		const { fields } = change.outcome;
		const [first] = fields;
		if (first === undefined) return;
		const kept = fields
			.filter(({ path }) => path !== 'spec.clusterIPs')
			.map(({ path, kept: value }) => `${path} stays ${JSON.stringify(value)}`);
		yield {
			path: parseFieldPath(first.path),
			on: 'key',
			message: `kubectl apply would say “configured” and change nothing here: ${kept.join(', ')}.`,
			fixes: waysOut(object, change, context),
		};
	},
};
