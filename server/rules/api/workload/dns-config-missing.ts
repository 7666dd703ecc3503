import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { valueAt } from '../written-value.ts';
import { examplePod } from './example-pod.ts';

export const dnsConfigMissing = apiRule({
	id: 'dns-config-missing',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'dnsPolicy None without a name server',
		what: '`dnsPolicy` is `None`, and `dnsConfig` is absent or names no name server.',
		why: 'With `None` the Pod gets nothing but what `dnsConfig` says, and it would have nobody to ask. The API server refuses the object.',
		whatToDo: 'Add `dnsConfig.nameservers`, or use `ClusterFirst`, which is the default.',
		invalid: examplePod('dnsPolicy: None'),
		valid: examplePod('dnsPolicy: None\ndnsConfig:\n  nameservers: [192.0.2.53]'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config'],
	},
	claims: ({ shape, reason }) =>
		(shape === 'pod.spec.dnsConfig' || shape === 'pod.spec.dnsConfig.nameservers') &&
		reason === 'FieldValueRequired',
	judge: (subject) => {
		const { path } = subject.statement;
		const policy = [...path.slice(0, path.indexOf('dnsConfig')), 'dnsPolicy'];
		const written = valueAt(subject.value, path) !== undefined;
		return {
			...(written ? { on: 'key' as const } : { place: policy }),
			message: 'With dnsPolicy None the Pod needs at least one name server in dnsConfig.nameservers.',
			fixes: [
				setFix(subject, policy, 'ClusterFirst', {
					title: 'Set dnsPolicy to ClusterFirst, the cluster’s DNS',
				}),
				...(written
					? []
					: [removeFix(subject, policy, { title: 'Remove dnsPolicy: ClusterFirst is the default' })]),
			],
		};
	},
});
