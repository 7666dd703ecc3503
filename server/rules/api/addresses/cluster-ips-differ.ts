import { isList, type JsonValue, objectAt } from '../../../kubernetes/objects/json.ts';
import { parseIP } from '../../../kubernetes/validation/ip-address.ts';
import { exampleService } from '../../example-manifests.ts';
import { editFix, removeFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { at } from '../statement.ts';
import { shown } from '../written-value.ts';

const spec = (second: string) => `clusterIP: 10.96.7.50\nclusterIPs:\n  - ${second}`;

export const clusterIPsDiffer = apiRule({
	id: 'cluster-ips-differ',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'clusterIP and clusterIPs that contradict each other',
		what: 'The first entry of `clusterIPs` is not `clusterIP`, or `clusterIPs` stands without `clusterIP`.',
		why: '`clusterIP` is a copy of the first entry, and the API server refuses a Service in which they differ.',
		whatToDo: 'Write the same address at both places, or keep only `clusterIP`.',
		invalid: exampleService({ name: 'web', spec: spec('10.96.7.51') }),
		valid: exampleService({ name: 'web', spec: spec('10.96.7.50') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services'],
	},
	claims: ({ shape, reason, kind }) =>
		kind === 'cluster-ips-differ' || (shape === 'spec.clusterIPs' && reason === 'FieldValueRequired'),
	dependsOn: [at('spec.clusterIP'), at('spec.clusterIPs')],
	judge: (subject) => {
		const { clusterIP, clusterIPs } = objectAt(subject.value, 'spec');
		const [first, ...others] = isList(clusterIPs) ? clusterIPs : [];
		const path = ['spec', 'clusterIPs', 0];
		const alone = typeof clusterIP !== 'string' || clusterIP === '';
		return {
			path: first === undefined ? ['spec', 'clusterIPs'] : path,
			message: alone
				? `clusterIPs begins with ${shown(first)}, and clusterIP is absent: it must be written too.`
				: `clusterIPs begins with ${shown(first)}, and clusterIP is ${shown(clusterIP)}: they must be the same.`,
			fixes: [
				...(typeof first === 'string' && first !== ''
					? [
							editFix(subject, `Set clusterIP to ${first}`, alone, (editor) =>
								editor.set(['spec', 'clusterIP'], first, { after: ['type'], first: true }),
							),
						]
					: []),
				...(alone || first === undefined || !fitsBefore(clusterIP, others)
					? []
					: [
							editFix(subject, `Set clusterIPs[0] to ${clusterIP}`, false, (editor) =>
								editor.set(path, clusterIP),
							),
						]),
				removeFix(subject, ['spec', 'clusterIPs']),
			],
		};
	},
});

/** True if the address can stand before the others: one of each family, and None alone. */
function fitsBefore(address: string, others: readonly JsonValue[]): boolean {
	const family = parseIP(address)?.family;
	return (
		others.length === 0 ||
		(family !== undefined &&
			others.every((other) => typeof other === 'string' && parseIP(other)?.family !== family))
	);
}
