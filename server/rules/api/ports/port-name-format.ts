import { exampleService } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { asLabel, labelFault } from '../name-forms.ts';
import { shown, writtenText } from '../written-value.ts';

const ports = (name: string) => `- name: ${name}\n  port: 80\n  targetPort: http`;

export const portNameFormat = apiRule({
	id: 'port-name-format',
	kinds: ['Service', 'EndpointSlice.discovery.k8s.io'],
	fixable: true,
	docs: {
		title: 'Port name that is no DNS label',
		what: 'The name of a Service’s port holds upper case letters, underscores, dots or other signs.',
		why: 'Port names become labels of SRV records (`_http._tcp.web.shop.svc.cluster.local`), so they must be DNS labels: a-z, 0-9 and hyphens, at most 63. The API server refuses others.',
		whatToDo: 'Write the name in lower case, with hyphens.',
		invalid: exampleService({ name: 'web', ports: ports('HTTP_Admin') }),
		valid: exampleService({ name: 'web', ports: ports('http-admin') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	claims: ({ shape, reason }) =>
		(shape === 'spec.ports[*].name' || shape === 'ports[*].name') && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const name = writtenText(subject);
		const label = asLabel(name);
		return {
			message: `No port can be called ${shown(name)}: ${labelFault(name)}.`,
			fixes:
				label === undefined || label === name
					? []
					: [
							setFix(subject, subject.statement.path, label, {
								safe: name.length <= 63,
								title: `Rename the port to ${label}`,
							}),
						],
		};
	},
});
