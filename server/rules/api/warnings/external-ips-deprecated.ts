import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { loadBalancerFix } from '../addresses/external-ips-fixes.ts';
import { removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';

export const externalIPsDeprecated = apiRule({
	id: 'external-ips-deprecated',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'externalIPs, which is deprecated',
		what: 'A Service has `externalIPs`.',
		why: 'Whoever may write Services can take over any address with it (CVE-2020-8554), so the field is deprecated, and some clusters no longer do anything about it. The API server warns.',
		whatToDo: 'Use `type: LoadBalancer` or a Gateway.',
		invalid: exampleService({ name: 'web', spec: 'externalIPs:\n  - 203.0.113.10' }),
		valid: exampleService({ name: 'web', spec: 'type: LoadBalancer' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#external-ips'],
	},
	claims: ({ shape, kind, verdict }) =>
		verdict === 'warns' && kind === 'deprecated' && shape === 'spec.externalIPs',
	judge: (subject) => ({
		on: 'key',
		tag: 'deprecated',
		message:
			'externalIPs is deprecated, and some clusters no longer serve these addresses: type LoadBalancer or a Gateway takes its place.',
		fixes: fixesFor(subject),
	}),
});

function fixesFor(subject: ApiSubject): readonly Fix[] {
	const { path } = subject.statement;
	const remove = removeFix(subject, path);
	const replace = loadBalancerFix(subject, 'Replace it by type: LoadBalancer');
	return replace === undefined ? [remove] : [replace, remove];
}
