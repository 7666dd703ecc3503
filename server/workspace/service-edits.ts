// Invariant: the API server accepts what these edits produce, as far as it accepted the text before; each edit touches
// only the lines of its own fields.

import { isHeadless, type Service, type ServicePort } from '../kubernetes/objects/service.ts';
import { declaredPorts, resolveTargetPort } from '../kubernetes/target-port.ts';
import { appendDocument, shiftEdit } from '../manifest/edit.ts';
import type { ManifestDocument } from '../manifest/manifest.ts';
import { admissionAnywhere, admitDocument } from './admission.ts';
import { FieldEditor, type FileEdit } from './field-editor.ts';
import { backingOf, governedBy, type IndexedService, podSpecsOf } from './service-backing.ts';
import { defaultSettings } from './settings.ts';
import { headlessSiblingText, siblingName, writtenSiblingName } from './sibling-service.ts';
import { endOfCondition, isFilledIn } from './template-text.ts';
import type { Workspace } from './workspace.ts';

export interface ServiceChange {
	readonly edits: readonly FileEdit[];
	/** What else the edit mends, in a few words each. */
	readonly mended: readonly string[];
}

/** Why an edit cannot be written. */
export interface Refusal {
	readonly refused: string;
}

/** Fields that the API server refuses on a Service without node ports or load balancer. */
const onlyOutside = [
	'externalTrafficPolicy',
	'healthCheckNodePort',
	'allocateLoadBalancerNodePorts',
	'loadBalancerClass',
	'loadBalancerSourceRanges',
];
/** Fields that do nothing on a headless Service; the API server warns about most of them. */
const idleOnHeadless = [
	'loadBalancerIP',
	'sessionAffinity',
	'sessionAffinityConfig',
	'externalIPs',
	'internalTrafficPolicy',
];

const anywhere = admissionAnywhere(defaultSettings);

/** Makes the Service headless where it stands. */
export function switchToHeadless(
	workspace: Workspace,
	target: IndexedService,
	publishNotReady: boolean,
): ServiceChange | Refusal {
	const { service } = target;
	if (service.spec.type === 'ExternalName')
		return { refused: 'An ExternalName Service has no Pods to answer with.' };
	const editor = new FieldEditor(workspace, target.indexed);
	if (!isHeadless(service.spec)) {
		if (!editor.set(['spec', 'clusterIP'], 'None', { after: ['type'], first: true })) return elsewhere;
		editor.remove(['spec', 'clusterIPs']);
		if (service.spec.type !== 'ClusterIP' && editor.set(['spec', 'type'], 'ClusterIP'))
			editor.mended.push('type: ClusterIP');
		removeNodePorts(editor, service);
		for (const field of [...onlyOutside, ...idleOnHeadless])
			if (editor.remove(['spec', field])) editor.mended.push(`without ${field}`);
		untranslatePorts(workspace, editor, target);
	}
	if (publishNotReady !== service.spec.publishNotReadyAddresses) {
		if (publishNotReady)
			editor.set(['spec', 'publishNotReadyAddresses'], true, { after: ['clusterIP', 'type'] });
		else editor.remove(['spec', 'publishNotReadyAddresses']);
	}
	return changeOf(editor, target);
}

/** Takes `clusterIP: None` away, so that the Service gets a virtual IP when it is created. */
export function giveVirtualIP(workspace: Workspace, target: IndexedService): ServiceChange | Refusal {
	const { service } = target;
	const editor = new FieldEditor(workspace, target.indexed);
	editor.remove(['spec', 'clusterIP']);
	editor.remove(['spec', 'clusterIPs']);
	// Through a virtual IP it would send connections to Pods that cannot answer yet.
	if (service.spec.publishNotReadyAddresses && editor.remove(['spec', 'publishNotReadyAddresses']))
		editor.mended.push('without publishNotReadyAddresses');
	if (service.spec.ports.length === 0) {
		const ports = portsOfPods(workspace, target);
		if (ports.length === 0) {
			return {
				refused: 'A Service with a virtual IP needs ports, and no container behind this one declares any.',
			};
		}
		const many = ports.length > 1;
		const block = ports
			.map(
				({ name, port, protocol }) =>
					`\n  - ${many ? `name: ${name}\n    ` : ''}port: ${port}${protocol === 'TCP' ? '' : `\n    protocol: ${protocol}`}`,
			)
			.join('');
		editor.set(['spec', 'ports'], { block });
		editor.mended.push('ports of its Pods');
	}
	return changeOf(editor, target);
}

/** What the text says in another place, at an anchor that others share, stays there. */
const elsewhere: Refusal = {
	refused: 'A part of the Service that would have to change comes out of an anchor.',
};

/** The edits, unless they leave something that the API server refuses. */
function changeOf(editor: FieldEditor, { indexed }: IndexedService): ServiceChange | Refusal {
	const { document, path } = indexed.object;
	const isAccepted = (text: ManifestDocument) =>
		admitDocument(text, anywhere).find((judged) => judged.path.join() === path.join())?.verdict.accepted ===
		true;
	const isSure = document.expressions.length === 0;
	if (isSure && isAccepted(document) && !isAccepted(editor.result)) return elsewhere;
	return { edits: editor.edits(), mended: editor.mended };
}

/** What a sibling copies entry by entry. */
const copied = [
	['metadata', 'labels'],
	['spec', 'selector'],
	['spec', 'ports'],
];

/** Adds `<name>-headless` in a document right behind, and points the StatefulSets that this Service governs at it. */
export function addHeadlessSibling(workspace: Workspace, target: IndexedService): ServiceChange | Refusal {
	const { indexed, service } = target;
	if (service.spec.type === 'ExternalName')
		return { refused: 'An ExternalName Service has no Pods to answer with.' };
	if (service.spec.selector === undefined)
		return { refused: 'A Service without selector has no Pods that a sibling could find.' };
	const name = siblingName(service.metadata.name);
	if (workspace.indexOf(indexed).find('Service', indexed.namespace, name).length > 0)
		return { refused: `A Service ${name} is there already.` };
	const offset = workspace.offsetOf(indexed);
	if (/^\s*\{(?!\{)/.test(indexed.object.document.text))
		return { refused: 'A JSON file holds one object only.' };
	if (offset === undefined || indexed.object.path.length > 0)
		return { refused: 'The Service stands in a list.' };
	if (copied.some((path) => isFilledIn(indexed.object, path)))
		return {
			refused: 'A template fills in labels, selector or ports, and a copy of them would not be sure.',
		};
	const specs = podSpecsOf(backingOf(workspace.indexOf(target.indexed), target));
	const body = headlessSiblingText(indexed.object, service, (port) => resolvedEverywhere(specs, port));
	const edits: FileEdit[] = [
		{
			uri: indexed.uri,
			edit: shiftEdit(
				appendDocument(indexed.object.document, body, endOfCondition(indexed.object.document)),
				offset,
			),
		},
	];
	const mended: string[] = [];
	const serviceName = writtenSiblingName(indexed.object, service.metadata.name).replace(/^["']|["']$/g, '');
	for (const governed of governedBy(workspace.indexOf(target.indexed), target)) {
		const editor = new FieldEditor(workspace, governed.indexed);
		if (editor.set(['spec', 'serviceName'], serviceName))
			mended.push(`serviceName of StatefulSet ${governed.indexed.name}`);
		edits.push(...editor.edits());
	}
	return { edits, mended };
}

/** Node ports exist only on the types that open them. */
function removeNodePorts(editor: FieldEditor, service: Service): void {
	let removed = false;
	for (const [index, port] of service.spec.ports.entries()) {
		if (port.nodePort !== undefined && editor.remove(['spec', 'ports', index, 'nodePort'])) removed = true;
	}
	if (removed) editor.mended.push('without nodePort');
}

/** Headless Services do not translate ports: clients dial the number that the Pods listen on. */
function untranslatePorts(workspace: Workspace, editor: FieldEditor, target: IndexedService): void {
	const specs = podSpecsOf(backingOf(workspace.indexOf(target.indexed), target));
	const { ports } = target.service.spec;
	const wanted = ports.map((port) => resolvedEverywhere(specs, port) ?? port.port);
	const keys = ports.map((port, index) => `${wanted[index]}/${port.protocol}`);
	// Two ports that lead to one would clash; which of them clients use, only their author knows.
	if (new Set(keys).size !== keys.length) return;
	for (const [index, port] of ports.entries()) {
		const number = wanted[index];
		if (number === undefined || number === port.port || port.port === 0) continue;
		if (!editor.set(['spec', 'ports', index, 'port'], number)) continue;
		editor.mended.push(`port ${port.port} becomes ${number}, the Pods' own`);
		if (typeof port.targetPort === 'number') editor.set(['spec', 'ports', index, 'targetPort'], number);
	}
}

/** The number that targetPort means in every Pod behind the Service; undefined where they differ or none declares it. */
function resolvedEverywhere(
	specs: readonly Parameters<typeof resolveTargetPort>[0][],
	port: ServicePort,
): number | undefined {
	if (typeof port.targetPort === 'number') return port.targetPort;
	const numbers = new Set(specs.map((spec) => resolveTargetPort(spec, port)));
	const [only] = numbers;
	return numbers.size === 1 ? only : undefined;
}

function portsOfPods(
	workspace: Workspace,
	target: IndexedService,
): readonly { name: string; port: number; protocol: string }[] {
	const declared = podSpecsOf(backingOf(workspace.indexOf(target.indexed), target)).flatMap(declaredPorts);
	const unique = new Map(declared.map((port) => [`${port.containerPort}/${port.protocol}`, port]));
	return [...unique.values()].map(({ name, containerPort, protocol }) => ({
		name: name || `${protocol.toLowerCase()}-${containerPort}`,
		port: containerPort,
		protocol,
	}));
}

export function isRefusal(change: ServiceChange | Refusal): change is Refusal {
	return 'refused' in change;
}
