import { objectAt, objectsAt } from '../../kubernetes/objects/json.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import type { PortDeclaration } from '../../workspace/port-declarations.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { nameOf } from '../wording.ts';
import { knownBackingOf } from './known-backing.ts';

const resolver = (protocol: string) =>
	exampleFiles(
		exampleService({
			name: 'resolver',
			ports: '- name: dns\n  port: 53\n  protocol: UDP\n  targetPort: dns-udp',
		}),
		{
			'deployment.yaml': exampleWorkload({
				name: 'resolver',
				container: `ports:\n  - name: dns-udp\n    containerPort: 5353${protocol}`,
			}),
		},
	);

export const targetPortProtocol: Rule = {
	id: 'target-port-protocol',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Named targetPort whose container port has another protocol',
		what: 'The container declares a port of the name that `targetPort` gives, but with another protocol than the Service port (TCP where none is written).',
		why: 'A named port is found by name and protocol. Where the protocol differs, the EndpointSlice has no port, and the Service leads nowhere.',
		whatToDo: 'Write the same `protocol` on the Service port and on the container port.',
		invalid: resolver(''),
		valid: resolver('\n    protocol: UDP'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#protocol-support'],
	},
	*check(object, context) {
		const known = knownBackingOf(object, context);
		if (known === undefined) return;
		for (const [index, port] of known.service.spec.ports.entries()) {
			const { targetPort, protocol } = port;
			if (typeof targetPort !== 'string' || !['TCP', 'UDP', 'SCTP'].includes(protocol)) continue;
			const namesakes = known.declared.filter((declaration) => declaration.port.name === targetPort);
			const [other] = namesakes;
			if (other === undefined || namesakes.some((declaration) => declaration.port.protocol === protocol))
				continue;
			const path = ['spec', 'ports', index, 'protocol'] as const;
			const onContainer: Fix = {
				title: `Set protocol: ${protocol} on container port ${targetPort} of ${nameOf(other.object)}`,
				safe: false,
				edits: () => {
					const editor = new FieldEditor(context.workspace, other.object);
					return editor.set([...other.path, 'protocol'], protocol, { after: ['containerPort'] })
						? editor.edits()
						: undefined;
				},
			};
			const onService: Fix = {
				title: `Set protocol: ${other.port.protocol} on the Service port`,
				safe: false,
				edits: () => {
					const editor = new FieldEditor(context.workspace, object);
					return editor.set(path, other.port.protocol, { after: ['port'] }) ? editor.edits() : undefined;
				},
			};
			const said = objectsAt(objectAt(object.object.value, 'spec'), 'ports')[index]?.protocol !== undefined;
			yield {
				path,
				message: `Port ${port.port} is ${protocol}, but the container port ${targetPort} of ${nameOf(other.object)} is ${other.port.protocol}: named ports match by name and protocol, so the Service has no port to send to.`,
				related: [
					{
						object: other.object,
						path: other.path,
						message: `Container port ${targetPort} (${other.port.protocol})`,
					},
				],
				// Whoever says nothing is mended first.
				fixes: said || !saysProtocol(other) ? [onContainer, onService] : [onService, onContainer],
			};
		}
	},
};

/** TCP may be written or left out; UDP and SCTP are always written. */
function saysProtocol({ port }: PortDeclaration): boolean {
	return port.protocol !== 'TCP';
}
