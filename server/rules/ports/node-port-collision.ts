import { FieldEditor } from '../../workspace/field-editor.ts';
import { standsBefore, standTogether } from '../../workspace/neighbourhood.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { asService } from '../../workspace/service-backing.ts';
import type { RuleContext } from '../context.ts';
import { exampleService } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { nameOf } from '../wording.ts';

const service = (name: string, nodePort: number) =>
	exampleService({
		name,
		spec: 'type: NodePort',
		ports: `- name: http\n  port: 80\n  targetPort: http\n  nodePort: ${nodePort}`,
	});

export const nodePortCollision: Rule = {
	id: 'node-port-collision',
	severity: 'error',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'nodePort that another Service has already',
		what: 'Two Services that are applied together ask for the same port of the nodes.',
		why: 'A node port belongs to one Service of the whole cluster, whatever the namespace. The API server refuses the second Service: “provided port is already allocated”.',
		whatToDo:
			'Give the second Service another `nodePort`, or leave it out: then the cluster picks a free one.',
		invalid: `${service('web', 30080)}---\n${service('admin', 30080)}`,
		valid: `${service('web', 30080)}---\n${service('admin', 30081)}`,
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
	},
	*check(object, context) {
		const target = asService(object);
		if (target === undefined || !opensNodePorts(object) || !isWrittenOut(object)) return;
		const seen = new Set<number>();
		for (const [index, { nodePort }] of target.service.spec.ports.entries()) {
			// One Service may have one number for TCP and UDP.
			if (nodePort === undefined || seen.has(nodePort)) continue;
			seen.add(nodePort);
			const other = context.lookup
				.claimsOfNodePort(nodePort)
				.find((claim) => isEarlier(claim, object, context));
			if (other === undefined) continue;
			const otherIndex =
				asService(other)?.service.spec.ports.findIndex((port) => port.nodePort === nodePort) ?? 0;
			const message = `provided port is already allocated`;
			yield {
				path: ['spec', 'ports', index, 'nodePort'],
				message: `Node port ${nodePort} belongs to ${nameOf(other)} of namespace ${other.namespace}: the API server refuses a second Service with it.`,
				related: [
					{
						object: other,
						path: ['spec', 'ports', otherIndex, 'nodePort'],
						message: `${nameOf(other)} has node port ${nodePort}`,
					},
				],
				fixes: fixesFor(object, index, nodePort, context),
				api: { verdict: 'rejects', reason: 'FieldValueInvalid', message },
			};
		}
	},
};

function opensNodePorts({ typed }: IndexedObject): boolean {
	return typed?.kind === 'Service' && (typed.spec.type === 'NodePort' || typed.spec.type === 'LoadBalancer');
}

/** True if another Service that is applied together with this one gets the port first. */
function isEarlier(claim: IndexedObject, object: IndexedObject, { workspace }: RuleContext): boolean {
	if (claim === object || !opensNodePorts(claim) || !isWrittenOut(claim)) return false;
	// Two manifests of one Service are two states of it.
	if (claim.name === object.name && claim.namespace === object.namespace) return false;
	return standTogether(claim, object) && standsBefore(claim, object, (item) => workspace.offsetOf(item));
}

function fixesFor(
	object: IndexedObject,
	index: number,
	nodePort: number,
	{ lookup, workspace, settings }: RuleContext,
): readonly Fix[] {
	const path = ['spec', 'ports', index, 'nodePort'] as const;
	const free = nextFree(nodePort, settings.nodePortRange, (port) => lookup.claimsOfNodePort(port).length > 0);
	const edit = (change: (editor: FieldEditor) => boolean) => () => {
		const editor = new FieldEditor(workspace, object);
		return change(editor) ? editor.edits() : undefined;
	};
	const remove: Fix = {
		title: 'Remove nodePort: the cluster picks a free one',
		safe: false,
		edits: edit((editor) => editor.remove(path)),
	};
	if (free === undefined) return [remove];
	return [
		{
			title: `Set nodePort to ${free}, which no Service here has`,
			safe: false,
			edits: edit((editor) => editor.set(path, free)),
		},
		remove,
	];
}

function nextFree(
	taken: number,
	{ from, to }: { readonly from: number; readonly to: number },
	isTaken: (port: number) => boolean,
): number | undefined {
	for (let step = 1; step <= Math.min(100, to - from); step++) {
		const candidate =
			from + ((((taken - from + step) % (to - from + 1)) + (to - from + 1)) % (to - from + 1));
		if (!isTaken(candidate)) return candidate;
	}
	return undefined;
}
