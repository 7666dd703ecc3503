import { isIPv6 } from '../../../kubernetes/validation/ip-address.ts';
import { exampleService } from '../../example-manifests.ts';
import { editFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { removeClusterIP } from '../service-fields.ts';
import { at } from '../statement.ts';
import { valueAt, writtenText } from '../written-value.ts';
import { isOtherFamily } from './cluster-ip-complaint.ts';

const spec = (family: string) => `clusterIP: 10.96.7.53\nipFamilies:\n  - ${family}`;

export const clusterIPFamily = apiRule({
	id: 'cluster-ip-family',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'clusterIP of another family than ipFamilies',
		what: 'An address in `clusterIP` or `clusterIPs` is IPv4, and `ipFamilies` says IPv6 at the same place, or the other way round.',
		why: 'The first family is that of the first address, the second that of the second. The API server refuses the Service.',
		whatToDo: 'Make both the same, or leave the address to the cluster.',
		invalid: exampleService({ name: 'web', spec: spec('IPv6') }),
		valid: exampleService({ name: 'web', spec: spec('IPv4') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services'],
	},
	claims: isOtherFamily,
	dependsOn: [at('spec.ipFamilies')],
	judge: (subject) => {
		const index = indexOf(subject);
		const address = writtenText(subject);
		const family = isIPv6(address) ? 'IPv6' : 'IPv4';
		const other = family === 'IPv4' ? 'IPv6' : 'IPv4';
		const path = ['spec', 'ipFamilies', index];
		return {
			path,
			message: `${address} is an ${family} address, so ipFamilies[${index}] must be ${family}, not ${other}.`,
			fixes: [
				editFix(subject, `Set ipFamilies[${index}] to ${family}`, false, (editor) =>
					setFamily(subject, editor, index, family),
				),
				editFix(subject, 'Remove clusterIP: the cluster picks the address', false, (editor) =>
					removeClusterIP(editor, subject),
				),
			],
		};
	},
});

function indexOf({ statement }: ApiSubject): number {
	const last = statement.path.at(-1);
	return typeof last === 'number' ? last : 0;
}

type Editor = Parameters<Parameters<typeof editFix>[3]>[0];

/** Each family stands once, so the other one takes the place that becomes free. */
function setFamily({ value }: ApiSubject, editor: Editor, index: number, family: string): boolean {
	const families = valueAt(value, ['spec', 'ipFamilies']);
	const other = Array.isArray(families) ? families.indexOf(family) : -1;
	return (
		editor.set(['spec', 'ipFamilies', index], family) &&
		(other === -1 ||
			other === index ||
			editor.set(['spec', 'ipFamilies', other], family === 'IPv4' ? 'IPv6' : 'IPv4'))
	);
}
