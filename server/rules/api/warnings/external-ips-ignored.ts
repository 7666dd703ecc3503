import { exampleService } from '../../example-manifests.ts';
import { removeFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { writtenType } from '../service-fields.ts';

const service = (more: string) =>
	exampleService({
		name: 'billing-db',
		spec: `type: ExternalName\nexternalName: db.example.com${more}`,
		selector: '',
		ports: '',
	});

export const externalIPsIgnored = apiRule({
	id: 'external-ips-ignored',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'externalIPs on an ExternalName Service',
		what: 'A Service of type ExternalName has `externalIPs`.',
		why: 'Such a Service is an alias in the DNS, no proxy looks at it. The API server warns that the field is ignored.',
		whatToDo: 'Remove the field.',
		invalid: service('\nexternalIPs:\n  - 203.0.113.10'),
		valid: service(''),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
	},
	claims: ({ shape, kind, verdict }, { object }) =>
		verdict === 'warns' &&
		kind === 'ignored' &&
		shape === 'spec.externalIPs' &&
		writtenType(object) === 'ExternalName',
	judge: (subject) => ({
		on: 'key',
		tag: 'unnecessary',
		message: 'externalIPs has no effect: a Service of type ExternalName is only an alias in the DNS.',
		fixes: [removeFix(subject, subject.statement.path, { safe: true })],
	}),
});
