import { isHeadless } from '../kubernetes/objects/service.ts';
import type { FileEdit } from '../workspace/field-editor.ts';
import { asService, databaseBehind, type IndexedService } from '../workspace/service-backing.ts';
import {
	addHeadlessSibling,
	giveVirtualIP,
	isRefusal,
	type Refusal,
	type ServiceChange,
	switchToHeadless,
} from '../workspace/service-edits.ts';
import { siblingName } from '../workspace/sibling-service.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { objectAtOffset } from './object-at.ts';

/** An edit that a person may choose at a place. */
export interface EditAction {
	readonly title: string;
	/** A quick fix where a database stands behind the Service, else one among other rewrites. */
	readonly kind: 'quickfix' | 'refactor.rewrite';
	readonly preferred: boolean;
	readonly edits: readonly FileEdit[];
	/** A file to make, instead of edits. */
	readonly newFile?: { readonly uri: string; readonly text: string };
}

/** The switches between virtual IP and headless for the Service at an offset of a file. */
export function serviceActions(workspace: Workspace, uri: string, offset: number): readonly EditAction[] {
	const found = objectAtOffset(workspace, uri, offset);
	const target = found && asService(found.object);
	if (target === undefined) return [];
	const database = databaseBehind(workspace.indexOf(target.indexed), target);
	const kind = database === undefined ? 'refactor.rewrite' : 'quickfix';
	const { name } = target.service.metadata;
	const actions: EditAction[] = [];
	const offer = (title: string, change: ServiceChange | Refusal, preferred = false): void => {
		if (isRefusal(change) || change.edits.length === 0) return;
		const mended = change.mended.length === 0 ? '' : `; ${change.mended.join(', ')}`;
		actions.push({ title: title + mended, kind, preferred, edits: change.edits });
	};
	if (isHeadless(target.service.spec)) {
		offer(`Give ${name} a virtual IP: remove clusterIP: None`, giveVirtualIP(workspace, target));
	} else {
		const what = database?.label === undefined ? '' : ` (${database.label})`;
		// What is written about Pods that are not ready stays.
		const { publishNotReadyAddresses } = target.service.spec;
		offer(
			`Switch ${name}${what} to headless: clusterIP: None`,
			switchToHeadless(workspace, target, publishNotReadyAddresses),
		);
		offer(`Add headless sibling ${siblingName(name)}`, addHeadlessSibling(workspace, target));
	}
	return actions;
}

/** The edit that turns a Service into one of the preview's configurations; the same as the action's. */
export function configurationChange(
	workspace: Workspace,
	target: IndexedService,
	configuration: 'clusterip' | 'headless' | 'headless-publish-not-ready',
	asSibling: boolean,
): ServiceChange | Refusal {
	if (asSibling) return addHeadlessSibling(workspace, target);
	if (configuration === 'clusterip') return giveVirtualIP(workspace, target);
	return switchToHeadless(workspace, target, configuration === 'headless-publish-not-ready');
}
