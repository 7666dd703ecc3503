import { formatIP, parseIP } from '../../../kubernetes/validation/ip-address.ts';
import { exampleService } from '../../example-manifests.ts';
import { editFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { removeClusterIP, setClusterIP } from '../service-fields.ts';
import { shown, writtenText } from '../written-value.ts';
import { isBadClusterIP, isMisspeltNone } from './cluster-ip-complaint.ts';

export const clusterIPFormat = apiRule({
	id: 'cluster-ip-format',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'clusterIP that is no IP address',
		what: '`clusterIP` (or an entry of `clusterIPs`) is no complete IP address, or one with zeros too many.',
		why: 'The API server takes an address of the cluster’s range, `None` or nothing, and refuses the Service.',
		whatToDo: 'Remove the field: the cluster picks an address. Or write a whole one.',
		invalid: exampleService({ name: 'web', spec: 'clusterIP: 10.96.50' }),
		valid: exampleService({ name: 'web', spec: 'clusterIP: 10.96.50.1' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#choosing-your-own-ip-address'],
	},
	claims: (statement, object) => isBadClusterIP(statement, object) && !isMisspeltNone(statement, object),
	judge: (subject) => {
		const written = writtenText(subject);
		const address = parseIP(written.trim());
		const canonical = address === undefined ? undefined : formatIP(address);
		const last = subject.statement.path.at(-1);
		const isFirst = typeof last !== 'number' || last === 0;
		return {
			message: `${shown(written)} is no IP address that the API server takes: a clusterIP is an address, None or absent.`,
			fixes: [
				...(canonical === undefined || !isFirst
					? []
					: [
							editFix(subject, `Write ${canonical}`, false, (editor) =>
								setClusterIP(editor, subject, canonical),
							),
						]),
				editFix(subject, 'Remove it: the cluster picks an address', false, (editor) =>
					removeClusterIP(editor, subject),
				),
			],
		};
	},
});
