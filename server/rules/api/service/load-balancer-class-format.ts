import { qualifiedNameErrors } from '../../../kubernetes/validation/names.ts';
import { exampleService } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { asLabelValue, asSubdomain } from '../name-forms.ts';
import { shown, writtenText } from '../written-value.ts';

const spec = (name: string) => `type: LoadBalancer\nloadBalancerClass: ${name}`;

export const loadBalancerClassFormat = apiRule({
	id: 'load-balancer-class-format',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'loadBalancerClass that is no qualified name',
		what: '`loadBalancerClass` holds blanks, several slashes, or a prefix that is no DNS name in lower case.',
		why: 'It names the implementation of the load balancer, as a name or as a domain and a name: `example.com/internal`. The API server refuses anything else.',
		whatToDo: 'Write the class as its documentation has it.',
		invalid: exampleService({ name: 'web', spec: spec('Example.com/internal') }),
		valid: exampleService({ name: 'web', spec: spec('example.com/internal') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class'],
	},
	claims: ({ shape, reason }) => shape === 'spec.loadBalancerClass' && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const written = writtenText(subject);
		const valid = qualified(written);
		const { path } = subject.statement;
		return {
			message: `${shown(written)} is no loadBalancerClass: that is a name, with a domain in lower case and a slash in front if need be.`,
			fixes: [...(valid === undefined ? [] : [setFix(subject, path, valid)]), removeFix(subject, path)],
		};
	},
});

function qualified(written: string): string | undefined {
	const slash = written.indexOf('/');
	const name = asLabelValue(written.slice(slash + 1));
	const prefix = slash <= 0 ? undefined : asSubdomain(written.slice(0, slash));
	const whole = prefix === undefined ? name : `${prefix}/${name}`;
	return whole === undefined || name === undefined || qualifiedNameErrors(whole).length > 0
		? undefined
		: whole;
}
