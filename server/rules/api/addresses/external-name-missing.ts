import { exampleService } from '../../example-manifests.ts';
import { removeFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { writtenPorts } from '../pods-behind.ts';
import { at, isMissing } from '../statement.ts';

const service = (more: string) =>
	exampleService({ name: 'billing-db', selector: '', ports: '', spec: `type: ExternalName${more}` });

export const externalNameMissing = apiRule({
	id: 'external-name-missing',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'ExternalName Service without externalName',
		what: 'A Service of type ExternalName does not say for which name it stands.',
		why: 'It is an alias in the DNS, and an alias needs a target. The API server refuses the Service.',
		whatToDo: 'Add `externalName: db.example.com` with the name that clients should get to.',
		invalid: exampleService({ name: 'billing-db', spec: 'type: ExternalName' }),
		valid: service('\nexternalName: db.example.com'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
	},
	claims: ({ shape, reason }) => shape === 'spec.externalName' && reason === 'FieldValueRequired',
	dependsOn: [at('spec.type')],
	judge: (subject) => ({
		...(isMissing(subject.object, ['spec', 'externalName']) ? { place: ['spec', 'type'] } : {}),
		message: `Service ${subject.object.object.name} is of type ExternalName and has no externalName: it stands for no name.`,
		fixes:
			writtenPorts(subject).length === 0
				? []
				: [
						removeFix(subject, ['spec', 'type'], {
							title: 'Remove type: ExternalName, the Service gets a virtual IP',
						}),
					],
	}),
});
