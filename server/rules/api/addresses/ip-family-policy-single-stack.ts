import { isList, objectAt, stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleService } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { at } from '../statement.ts';

const spec = (policy: string) => `ipFamilyPolicy: ${policy}\nipFamilies:\n  - IPv4\n  - IPv6`;

export const ipFamilyPolicySingleStack = apiRule({
	id: 'ip-family-policy-single-stack',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Two IP families with ipFamilyPolicy SingleStack',
		what: 'A Service lists two families or two addresses, and `ipFamilyPolicy` is `SingleStack` (which it is where nothing is written).',
		why: 'With SingleStack a Service has one family. The API server refuses the contradiction.',
		whatToDo: 'Set `ipFamilyPolicy: PreferDualStack`, or remove one of the families.',
		invalid: exampleService({ name: 'web', spec: spec('SingleStack') }),
		valid: exampleService({ name: 'web', spec: spec('PreferDualStack') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services'],
	},
	claims: ({ shape, reason }, { object }) => {
		const policy = stringAt(objectAt(object.value, 'spec'), 'ipFamilyPolicy') || 'SingleStack';
		return shape === 'spec.ipFamilyPolicy' && reason === 'FieldValueInvalid' && policy === 'SingleStack';
	},
	dependsOn: [at('spec.ipFamilies'), at('spec.clusterIPs')],
	judge: (subject) => {
		const { path } = subject.statement;
		const { ipFamilies } = objectAt(subject.value, 'spec');
		const listed = isList(ipFamilies) && ipFamilies.length > 1 ? ipFamilies[1] : undefined;
		return {
			message:
				'Two IP families need ipFamilyPolicy PreferDualStack or RequireDualStack, and SingleStack is one family.',
			fixes: [
				setFix(subject, path, 'PreferDualStack'),
				setFix(subject, path, 'RequireDualStack'),
				...(typeof listed === 'string'
					? [removeFix(subject, ['spec', 'ipFamilies', 1], { title: `Remove ${listed} from ipFamilies` })]
					: []),
			],
		};
	},
});
