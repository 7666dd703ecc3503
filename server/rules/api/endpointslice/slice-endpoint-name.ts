import { nameOfField, removeFix, setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { asLabel, asSubdomain, labelFault } from '../name-forms.ts';
import { shown, writtenText } from '../written-value.ts';
import { exampleSlice } from './example-slice.ts';

const shapes = ['endpoints[*].hostname', 'endpoints[*].nodeName'];

export const sliceEndpointName = apiRule({
	id: 'slice-endpoint-name',
	kinds: ['EndpointSlice.discovery.k8s.io'],
	fixable: true,
	docs: {
		title: 'hostname or nodeName of an endpoint that is no DNS name',
		what: 'The `hostname` of an endpoint is no DNS label, or its `nodeName` can be the name of no node.',
		why: 'The hostname becomes the first label of a DNS name (`hostname.service.namespace.svc`). The API server refuses the slice.',
		whatToDo: 'Write the name in lower case letters, digits and hyphens.',
		invalid: exampleSlice({ endpoints: "- addresses: ['192.0.2.20']\n  hostname: DB_1" }),
		valid: exampleSlice({ endpoints: "- addresses: ['192.0.2.20']\n  hostname: db-1" }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/'],
	},
	claims: ({ shape, reason }) => shapes.includes(shape) && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const { path, shape } = subject.statement;
		const written = writtenText(subject);
		const isHost = shape === 'endpoints[*].hostname';
		const valid = isHost ? asLabel(written) : asSubdomain(written);
		const name = nameOfField(path);
		return {
			message: isHost
				? `${shown(written)} is no hostname: ${labelFault(written)}.`
				: `No node can be called ${shown(written)}: names of nodes are lower case letters, digits, hyphens and dots.`,
			fixes: [
				...(valid === undefined || valid === written
					? []
					: [setFix(subject, path, valid, { title: `Set ${name} to ${valid}` })]),
				removeFix(subject, path),
			],
		};
	},
});
