import { isList } from '../../../kubernetes/objects/json.ts';
import { editFix, nameOfField } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { valueAt } from '../written-value.ts';
import { examplePod } from './example-pod.ts';

const servers = (count: number) =>
	examplePod(
		`dnsConfig:\n  nameservers: [${Array.from({ length: count }, (_, index) => `192.0.2.${index + 1}`).join(', ')}]`,
	);

export const dnsConfigLimits = apiRule({
	id: 'dns-config-limits',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'dnsConfig with more than resolvers take',
		what: 'A Pod’s `dnsConfig` lists more than 3 name servers, more than 32 search domains, or search domains of more than 2048 characters together.',
		why: 'Resolvers read no more than that out of /etc/resolv.conf. The API server refuses the object.',
		whatToDo: 'Keep the first ones that are needed.',
		invalid: servers(4),
		valid: servers(3),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config'],
	},
	claims: ({ shape, reason }) =>
		(shape === 'pod.spec.dnsConfig.nameservers' || shape === 'pod.spec.dnsConfig.searches') &&
		reason === 'FieldValueInvalid',
	judge: (subject) => {
		const { path } = subject.statement;
		const name = nameOfField(path);
		const most = name === 'nameservers' ? 3 : 32;
		const written = valueAt(subject.value, path);
		const count = isList(written) ? written.length : 0;
		const surplus = Array.from({ length: Math.max(0, count - most) }, (_, index) => count - 1 - index);
		return {
			on: 'key',
			message:
				count > most
					? `${name} has ${count} entries, and resolvers take ${most}.`
					: `${name} are longer than 2048 characters together.`,
			fixes:
				surplus.length === 0
					? []
					: [
							editFix(subject, `Keep the first ${most}`, false, (editor) =>
								surplus.every((index) => editor.remove([...path, index])),
							),
						],
		};
	},
});
