import { exampleService } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { apiRule, ruledKinds } from '../api-rule.ts';
import { asLabel } from '../name-forms.ts';
import { shown, writtenText } from '../written-value.ts';

export const namespaceName = apiRule({
	id: 'namespace-name',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Namespace that cannot exist',
		what: '`metadata.namespace` is no DNS label: lower case letters, digits and hyphens, at most 63.',
		why: 'A namespace’s name is a part of every DNS name in it, so the API server allows no other. The object has nowhere to go.',
		whatToDo: 'Write the namespace’s name as `kubectl get namespaces` prints it.',
		invalid: exampleService({ name: 'web', namespace: 'Shop_Prod' }),
		valid: exampleService({ name: 'web', namespace: 'shop-prod' }),
		links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names'],
	},
	claims: ({ kind, shape }) => kind === 'namespace' || (kind === undefined && shape === 'metadata.namespace'),
	judge: (subject) => {
		const name = writtenText(subject);
		const label = asLabel(name);
		return {
			message: `No namespace can be called ${shown(name)}: its name must be a DNS label (a-z, 0-9 and hyphens, at most 63).`,
			fixes: label === undefined ? [] : [setFix(subject, subject.statement.path, label)],
		};
	},
});
