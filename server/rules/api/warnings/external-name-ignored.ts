import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { editFix, removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { writtenType } from '../service-fields.ts';
import { at } from '../statement.ts';
import { shown, valueAt } from '../written-value.ts';

export const externalNameIgnored = apiRule({
	id: 'external-name-ignored',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'externalName without type: ExternalName',
		what: 'A Service has an `externalName`, and its type is another one (ClusterIP where nothing is written).',
		why: 'The field is ignored: the Service’s name resolves to a virtual IP, and nothing leads to the external name. The API server warns.',
		whatToDo: 'Add `type: ExternalName` and drop what belongs to a virtual IP, or remove `externalName`.',
		invalid: exampleService({
			name: 'billing-db',
			spec: 'externalName: db.example.com',
			selector: '',
			ports: '- port: 5432',
		}),
		valid: exampleService({
			name: 'billing-db',
			spec: 'type: ExternalName\nexternalName: db.example.com',
			selector: '',
			ports: '',
		}),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
	},
	claims: ({ shape, kind, verdict }) =>
		verdict === 'warns' && kind === 'ignored' && shape === 'spec.externalName',
	dependsOn: [at('spec.type')],
	judge: (subject) => {
		const { path } = subject.statement;
		return {
			message: `externalName ${shown(valueAt(subject.value, path))} is ignored: the type here is ${writtenType(subject)}, and only ExternalName looks at it.`,
			fixes: [...aliasFix(subject), removeFix(subject, path)],
		};
	},
});

/** What an alias cannot have goes with the change of type. */
function aliasFix(subject: ApiSubject): readonly Fix[] {
	const plain = writtenType(subject) === 'ClusterIP';
	if (!plain || valueAt(subject.value, ['spec', 'selector']) !== undefined) return [];
	const fields = ['ports', 'clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'];
	const others = fields.filter((field) => valueAt(subject.value, ['spec', field]) !== undefined);
	const title = `Set type: ExternalName${others.length === 0 ? '' : ` and remove ${others.join(', ')}`}`;
	return [
		editFix(
			subject,
			title,
			false,
			(editor) =>
				editor.set(['spec', 'type'], 'ExternalName', { first: true }) &&
				others.every((field) => editor.remove(['spec', field])),
		),
	];
}
