import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { editFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, ruledKinds } from '../api-rule.ts';
import { nearestValue } from '../nearest-value.ts';
import { shown, valueAt, writtenText } from '../written-value.ts';

const ports = (protocol: string) => `- name: http\n  port: 80\n  protocol: ${protocol}\n  targetPort: http`;
const protocols = ['TCP', 'UDP', 'SCTP'];

/** Application protocols that people write here, with what carries them. */
const carriers: ReadonlyMap<string, { readonly protocol: string; readonly appProtocol: string }> = new Map([
	['http', { protocol: 'TCP', appProtocol: 'http' }],
	['https', { protocol: 'TCP', appProtocol: 'https' }],
	['http2', { protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' }],
	['h2c', { protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' }],
	['grpc', { protocol: 'TCP', appProtocol: 'grpc' }],
	['ws', { protocol: 'TCP', appProtocol: 'kubernetes.io/ws' }],
	['wss', { protocol: 'TCP', appProtocol: 'kubernetes.io/wss' }],
	['websocket', { protocol: 'TCP', appProtocol: 'kubernetes.io/ws' }],
	['tls', { protocol: 'TCP', appProtocol: 'tls' }],
	['http3', { protocol: 'UDP', appProtocol: 'https' }],
	['quic', { protocol: 'UDP', appProtocol: 'https' }],
	['dns', { protocol: 'UDP', appProtocol: 'dns' }],
]);

export const protocolValue = apiRule({
	id: 'protocol-value',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'protocol that is not TCP, UDP or SCTP',
		what: 'The `protocol` of a port is written in lower case, or names an application protocol such as HTTP.',
		why: '`protocol` is the transport, and the API server takes only `TCP`, `UDP` and `SCTP`, in capitals. What is spoken over it belongs in `appProtocol`.',
		whatToDo: 'Write `TCP`, or leave the field out: TCP is the default.',
		invalid: exampleService({ name: 'web', ports: ports('tcp') }),
		valid: exampleService({ name: 'web', ports: ports('TCP') }),
		links: ['https://kubernetes.io/docs/reference/networking/service-protocols/'],
	},
	claims: ({ shape, reason }) => shape.endsWith('.protocol') && reason === 'FieldValueNotSupported',
	judge: (subject) => {
		const written = writtenText(subject);
		const carrier = carriers.get(written.toLowerCase());
		return {
			message:
				carrier === undefined
					? `protocol must be TCP, UDP or SCTP, in capitals, and this is ${shown(written)}.`
					: `${written} is no transport: protocol must be ${carrier.protocol} here, and ${written} belongs in appProtocol.`,
			fixes: carrier === undefined ? nearFix(subject, written) : carrierFixes(subject, carrier),
		};
	},
});

function nearFix(subject: ApiSubject, written: string): readonly Fix[] {
	const near = nearestValue(written, protocols);
	return near === undefined
		? []
		: [setFix(subject, subject.statement.path, near.value, { safe: near.certain })];
}

function carrierFixes(
	subject: ApiSubject,
	{ protocol, appProtocol }: { readonly protocol: string; readonly appProtocol: string },
): readonly Fix[] {
	const { path, shape } = subject.statement;
	const set = setFix(subject, path, protocol, { safe: true });
	const appPath = [...path.slice(0, -1), 'appProtocol'];
	if (shape.startsWith('pod.') || valueAt(subject.value, appPath) !== undefined) return [set];
	const both = editFix(
		subject,
		`Set protocol to ${protocol} and appProtocol to ${appProtocol}`,
		true,
		(editor) => editor.set(path, protocol) && editor.set(appPath, appProtocol, { after: ['protocol'] }),
	);
	return [both, set];
}
