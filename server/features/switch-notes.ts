import { isHeadless } from '../kubernetes/objects/service.ts';
import { resolveTargetPort } from '../kubernetes/target-port.ts';
import { backingOf, governedBy, type IndexedService, podSpecsOf } from '../workspace/service-backing.ts';
import { siblingName } from '../workspace/sibling-service.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { code, count } from './markdown.ts';
import type { ServiceFigures } from './service-figures.ts';

/** Something to know before the choice of clusterIP is changed. */
export interface SwitchNote {
	readonly id: string;
	/** A sentence or two of Markdown. */
	readonly text: string;
}

/** More A records than these do not fit a plain UDP answer of 512 bytes for names of ordinary length. */
const manyRecords = 28;

/** What to beware of when this Service is switched to the other choice; the most surprising first. */
export function switchNotes(
	workspace: Workspace,
	target: IndexedService,
	figures: ServiceFigures,
): readonly SwitchNote[] {
	const { service } = target;
	if (service.spec.type === 'ExternalName') return [];
	return isHeadless(service.spec)
		? notesOnVirtualIP(workspace, target)
		: notesOnHeadless(workspace, target, figures);
}

function notesOnVirtualIP(workspace: Workspace, target: IndexedService): readonly SwitchNote[] {
	const notes: SwitchNote[] = [
		{
			id: 'apply-ignores',
			text: `On a running Service ${code('kubectl apply')} accepts the change and **ignores** it: it stays headless. Delete the Service and create it again.`,
		},
	];
	const index = workspace.indexOf(target.indexed);
	for (const { indexed } of governedBy(index, target)) {
		notes.push({
			id: 'pod-names',
			text: `StatefulSet ${code(indexed.name)} gets its Pods' names from this Service. CoreDNS answers them with a virtual IP too, but the DNS specification promises them for headless Services only.`,
		});
	}
	return notes;
}

function notesOnHeadless(
	workspace: Workspace,
	target: IndexedService,
	figures: ServiceFigures,
): readonly SwitchNote[] {
	const { service } = target;
	const notes: SwitchNote[] = [
		{
			id: 'apply-rejects',
			text: `On a running Service ${code('kubectl apply')} is **rejected**: a virtual IP cannot be taken away. Delete the Service and create it again, or add ${code(siblingName(service.metadata.name))} beside it.`,
		},
	];
	const specs = podSpecsOf(backingOf(workspace.indexOf(target.indexed), target));
	for (const port of service.spec.ports) {
		const numbers = new Set(
			specs
				.map((spec) => resolveTargetPort(spec, port))
				.concat(typeof port.targetPort === 'number' ? [port.targetPort] : []),
		);
		const [number] = numbers;
		if (numbers.size !== 1 || number === undefined || number === port.port) continue;
		notes.push({
			id: 'port-translation',
			text: `Nothing translates ports any more: clients must dial ${number} instead of ${port.port}.`,
		});
	}
	const records = figures.other?.a.length ?? 0;
	if (records > manyRecords) {
		notes.push({
			id: 'truncation',
			text: `${count(records, 'record')} do not fit a plain UDP answer: old clients see some of them, others ask again over TCP.`,
		});
	}
	if (service.spec.sessionAffinity === 'ClientIP')
		notes.push({ id: 'affinity', text: `${code('sessionAffinity')} has no effect without a virtual IP.` });
	notes.push({
		id: 'client-picks',
		text: 'Clients that take the first address, or keep what they once resolved, stay with one Pod; a JVM keeps an answer for 30 s.',
	});
	return notes;
}
