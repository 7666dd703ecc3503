import { qualifiedNameErrors } from '../../../kubernetes/validation/names.ts';
import { exampleService } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { asLabelValue } from '../name-forms.ts';
import { shown, writtenText } from '../written-value.ts';

const ports = (protocol: string) =>
	`- name: http\n  port: 80\n  targetPort: http\n  appProtocol: ${protocol}`;

export const appProtocolFormat = apiRule({
	id: 'app-protocol-format',
	kinds: ['Service', 'EndpointSlice.discovery.k8s.io'],
	fixable: true,
	docs: {
		title: 'appProtocol that is no qualified name',
		what: '`appProtocol` holds blanks, several slashes or other signs.',
		why: 'It is an IANA service name (`http`), one of Kubernetes’ own (`kubernetes.io/h2c`, `kubernetes.io/ws`, `kubernetes.io/wss`) or a name with your domain in front. The API server refuses anything else.',
		whatToDo: 'Write one of these names.',
		invalid: exampleService({ name: 'web', ports: ports('http/2 cleartext') }),
		valid: exampleService({ name: 'web', ports: ports('kubernetes.io/h2c') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol'],
	},
	claims: ({ shape, reason }) => shape.endsWith('ports[*].appProtocol') && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const written = writtenText(subject);
		const valid = meantProtocol(written);
		return {
			message: `${shown(written)} is no appProtocol: that is a name such as http, kubernetes.io/h2c or example.com/proxy.`,
			fixes: valid === undefined ? [] : [setFix(subject, subject.statement.path, valid)],
		};
	},
});

/** The order counts: `http/2 over tls` is no cleartext. */
const known: readonly (readonly [RegExp, string])[] = [
	[/\bgrpc/i, 'grpc'],
	[/\b(?:wss|secure ?websocket)\b/i, 'kubernetes.io/wss'],
	[/\b(?:ws|websockets?)\b/i, 'kubernetes.io/ws'],
	[/\bh2c\b|http\/?2.*clear|clear.*http\/?2/i, 'kubernetes.io/h2c'],
	[/\bhttps\b|http.*(?:tls|ssl)/i, 'https'],
	[/http\/?2\b/i, 'kubernetes.io/h2c'],
	[/\bhttp\b/i, 'http'],
];

function meantProtocol(written: string): string | undefined {
	const meant = known.find(([pattern]) => pattern.test(written))?.[1];
	if (meant !== undefined) return meant;
	const plain = asLabelValue(written.replaceAll('/', '-'))?.toLowerCase();
	return plain === undefined || qualifiedNameErrors(plain).length > 0 ? undefined : plain;
}
