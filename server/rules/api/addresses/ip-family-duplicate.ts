import { objectAt, stringsAt } from '../../../kubernetes/objects/json.ts';
import { exampleService } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { at } from '../statement.ts';
import { writtenText } from '../written-value.ts';

const spec = (second: string) => `ipFamilyPolicy: PreferDualStack\nipFamilies:\n  - IPv4\n  - ${second}`;

export const ipFamilyDuplicate = apiRule({
	id: 'ip-family-duplicate',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'IP family that stands twice',
		what: '`ipFamilies` holds the same family twice.',
		why: 'A Service has at most one address of each family, so each may stand once. The API server refuses the Service.',
		whatToDo: 'Write the other family, or remove the second entry.',
		invalid: exampleService({ name: 'web', spec: spec('IPv4') }),
		valid: exampleService({ name: 'web', spec: spec('IPv6') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services'],
	},
	claims: ({ shape, reason }) => shape === 'spec.ipFamilies[*]' && reason === 'FieldValueDuplicate',
	dependsOn: [at('spec.ipFamilies')],
	judge: (subject) => {
		const { path } = subject.statement;
		const family = writtenText(subject);
		const other = family === 'IPv4' ? 'IPv6' : 'IPv4';
		const taken = stringsAt(objectAt(subject.value, 'spec'), 'ipFamilies').includes(other);
		return {
			message: `${family} stands twice in ipFamilies: each family may stand once.`,
			fixes: [
				...(taken ? [] : [setFix(subject, path, other, { title: `Set it to ${other}` })]),
				removeFix(subject, path, { title: 'Remove the second entry' }),
			],
		};
	},
});
