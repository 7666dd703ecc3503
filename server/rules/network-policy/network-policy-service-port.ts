import { FieldEditor } from '../../workspace/field-editor.ts';
import { networkPolicyKind } from '../../workspace/network-policies.ts';
import type { Rule } from '../rule.ts';
import { nameOf } from '../wording.ts';
import { type PolicyPort, policyExample, policyPorts, type ServedPort, servedPorts } from './policy-ports.ts';

export const networkPolicyServicePort: Rule = {
	id: 'network-policy-service-port',
	severity: 'warning',
	kinds: [networkPolicyKind],
	fixable: true,
	docs: {
		title: 'NetworkPolicy that opens the Service’s port instead of the Pods’ port',
		what: 'The policy names a port that the Service in front of the Pods has, but on which no container listens: the Service’s `targetPort` is another one.',
		why: 'A NetworkPolicy sees the connection as it arrives at the Pod, with the address and port that the Service has translated. The Service’s port never appears there, so the connections that the policy was to allow are dropped.',
		whatToDo: 'Write the Pods’ port: the number of `targetPort`, or the container port’s name.',
		invalid: policyExample('80'),
		valid: policyExample('8080'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
	},
	*check(object, context) {
		for (const opened of policyPorts(object, context)) {
			const served = mistakenPort(opened);
			if (served === undefined) continue;
			const { service, index, port, target } = served;
			const path = [...opened.path, 'port'];
			yield {
				path,
				message: `${port.port} is the port of ${nameOf(service.indexed)}; a NetworkPolicy sees connections at the Pods, where they arrive on ${target}. As it is, they are dropped.`,
				related: [
					{
						object: service.indexed,
						path: ['spec', 'ports', index, 'targetPort'],
						message: `Port ${port.port} leads to ${target} on the Pods`,
					},
				],
				fixes: [
					{
						title: `Set port to ${target}, the Pods' port`,
						safe: false,
						edits: () => {
							const editor = new FieldEditor(context.workspace, object);
							return editor.set(path, target) ? editor.edits() : undefined;
						},
					},
				],
			};
		}
	},
};

/** The Service port that was written for the Pods' port, if nothing else can be meant. */
function mistakenPort(opened: PolicyPort): ServedPort | undefined {
	const { port: number, endPort, protocol } = opened.port;
	if (typeof number !== 'number' || endPort !== undefined) return undefined;
	const served = servedPorts(opened).filter(({ port }) => port.protocol === protocol);
	const listens =
		served.some(({ target }) => target === number) ||
		opened.declared.some(({ port }) => port.containerPort === number);
	if (listens) return undefined;
	// Some write both, to be on the safe side.
	return served.find(
		({ port, target }) =>
			port.port === number &&
			!opened.beside.some((other) => other.protocol === protocol && opens(other, target, opened)),
	);
}

function opens({ port, endPort }: PolicyPort['port'], target: number, { declared }: PolicyPort): boolean {
	if (port === undefined) return true;
	if (typeof port === 'number')
		return endPort === undefined ? port === target : port <= target && target <= endPort;
	return declared.some(
		(declaration) => declaration.port.name === port && declaration.port.containerPort === target,
	);
}
