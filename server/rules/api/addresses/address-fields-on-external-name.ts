import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { editFix, removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { removeClusterIP } from '../service-fields.ts';
import { at } from '../statement.ts';
import { shown, valueAt } from '../written-value.ts';

const service = (more: string) =>
	exampleService({
		name: 'billing-db',
		selector: '',
		ports: '',
		spec: `type: ExternalName\nexternalName: db.example.com${more}`,
	});
const shapes = ['spec.clusterIPs', 'spec.ipFamilies', 'spec.ipFamilyPolicy'];

export const addressFieldsOnExternalName = apiRule({
	id: 'address-fields-on-external-name',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'clusterIP or families on an ExternalName Service',
		what: 'A Service of type ExternalName has `clusterIP` (`None` too), `clusterIPs`, `ipFamilies` or `ipFamilyPolicy`.',
		why: 'Such a Service is an alias in the DNS and has no addresses of its own. The API server refuses these fields.',
		whatToDo: 'Remove the field.',
		invalid: service('\nclusterIP: None'),
		valid: service(''),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
	},
	claims: ({ shape, reason }) => shapes.includes(shape) && reason === 'FieldValueForbidden',
	dependsOn: [at('spec.type')],
	judge: (subject) => {
		const { path } = subject.statement;
		const name = String(path[1]);
		const value = valueAt(subject.value, path);
		return {
			...(typeof value === 'string' ? {} : { on: 'key' as const }),
			message: `A Service of type ExternalName is only an alias: it may have no ${name}${typeof value === 'string' ? ` ${shown(value)}` : ''}.`,
			fixes: [removal(subject, name)],
		};
	},
});

/** An alias has nothing that these fields could say, so removing them changes nothing; a real address may be meant. */
function removal(subject: ApiSubject, name: string): Fix {
	if (name !== 'clusterIP' && name !== 'clusterIPs')
		return removeFix(subject, ['spec', name], { safe: true });
	const safe = valueAt(subject.value, ['spec', 'clusterIP']) === 'None';
	return editFix(subject, `Remove ${name}`, safe, (editor) => removeClusterIP(editor, subject));
}
