import { has } from '../../../kubernetes/validation/context.ts';
import { dnsLabelErrors } from '../../../kubernetes/validation/names.ts';
import { isTemplated } from '../../context.ts';
import { exampleService } from '../../example-manifests.ts';
import type { Rule } from '../../rule.ts';
import { setFix } from '../api-fixes.ts';
import { asLabel1035 } from '../name-forms.ts';

const path = ['metadata', 'name'];

export const serviceNameDigit: Rule = {
	id: 'service-name-digit',
	severity: 'info',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Service name that begins with a digit',
		what: 'The name of a Service begins with a digit.',
		why: 'Kubernetes takes such names since 1.36. Older API servers refuse them, and some programs take the name for a number.',
		whatToDo: 'Begin the name with a letter if the manifest is also meant for older clusters.',
		invalid: exampleService({ name: '3scale-api', selector: 'app: api' }),
		valid: exampleService({ name: 'api-3scale', selector: 'app: api' }),
		links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/'],
	},
	*check(object, context) {
		const { name } = object.object;
		// An older cluster refuses the name: that is an error, and another rule's.
		if (!has(context.admission, 'relaxedServiceNames') || isTemplated(object, path)) return;
		if (!/^\d/.test(name) || dnsLabelErrors(name).length > 0) return;
		const proposal = asLabel1035(name);
		yield {
			path,
			message: `Only Kubernetes 1.36 and later take a Service name that begins with a digit, as ${name} does: older API servers refuse it.`,
			fixes:
				proposal === undefined
					? []
					: [setFix({ object, context }, path, proposal, { title: `Rename to ${proposal}` })],
		};
	},
};
