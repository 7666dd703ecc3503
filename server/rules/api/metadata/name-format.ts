import { has } from '../../../kubernetes/validation/context.ts';
import { dnsLabelErrors, dnsSubdomainErrors } from '../../../kubernetes/validation/names.ts';
import { exampleService } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, ruledKinds } from '../api-rule.ts';
import { asLabel, asLabel1035, asSubdomain, labelFault } from '../name-forms.ts';
import { shown, writtenText } from '../written-value.ts';

export const nameFormat = apiRule({
	id: 'name-format',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Name that the API server refuses',
		what: 'The object’s name holds a letter in upper case, an underscore, a dot or another character that names of its kind cannot have, or is too long.',
		why: 'A Service’s name becomes a label of a DNS name, so it must be one: a-z, 0-9 and hyphens, at most 63 characters, and no dots. Names of most other kinds may have dots.',
		whatToDo: 'Rename the object, and what refers to it.',
		invalid: exampleService({ name: 'payments_api', selector: 'app: payments' }),
		valid: exampleService({ name: 'payments-api', selector: 'app: payments' }),
		links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names'],
	},
	claims: ({ shape, reason }) =>
		(shape === 'metadata.name' || shape === 'metadata.generateName') && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const name = writtenText(subject);
		const { object, statement } = subject;
		const valid = validName(subject, name);
		return {
			message: `No ${object.object.kind} can be called ${shown(name)}: ${faultOf(subject, name)}.`,
			fixes:
				valid === undefined || valid === name
					? []
					: [setFix(subject, statement.path, valid, { title: `Rename to ${valid}` })],
		};
	},
});

/** Kinds whose names end up as one label of a DNS name. */
const labelKinds: readonly string[] = ['Service', 'StatefulSet'];

function validName({ object, context, statement }: ApiSubject, name: string): string | undefined {
	const { kind } = object.object;
	if (!labelKinds.includes(kind)) return asSubdomain(name);
	const generated = statement.shape === 'metadata.generateName' && name.endsWith('-') ? '-' : '';
	const relaxed = kind !== 'Service' || has(context.admission, 'relaxedServiceNames');
	const label = relaxed ? asLabel(name) : asLabel1035(name);
	return label === undefined ? undefined : label + generated;
}

function faultOf({ object, context }: ApiSubject, name: string): string {
	const { kind } = object.object;
	if (!labelKinds.includes(kind)) {
		if (dnsSubdomainErrors(name).length === 0) return labelFault(name);
		return 'it may hold only lower case letters, digits, hyphens and dots, and at most 253 characters';
	}
	const isLabel = dnsLabelErrors(name).length === 0;
	if (isLabel && kind === 'Service') {
		return `before Kubernetes 1.36 a Service’s name must begin with a letter (this is checked for ${context.admission.kubernetesVersion})`;
	}
	return labelFault(name);
}
