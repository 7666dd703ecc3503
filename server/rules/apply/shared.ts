import { isHeadless, readService } from '../../kubernetes/objects/service.ts';
import { diffLines } from '../../manifest/diff.ts';
import { shiftEdit } from '../../manifest/edit.ts';
import { ManifestDocument } from '../../manifest/manifest.ts';
import { type ApplyOutcome, applyOutcome } from '../../workspace/apply-outcome.ts';
import type { FileEdit } from '../../workspace/field-editor.ts';
import { objectsOf } from '../../workspace/manifest-object.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import type { RunningObject } from '../../workspace/running-state.ts';
import { headlessSiblingText, siblingName } from '../../workspace/sibling-service.ts';
import type { RuleContext } from '../context.ts';
import type { Fix } from '../rule.ts';

export interface ChangedObject {
	readonly running: RunningObject;
	readonly outcome: ApplyOutcome;
}

/** What apply does with an object that differs from what runs; undefined where it does not. */
export function changeOf(object: IndexedObject, context: RuleContext): ChangedObject | undefined {
	const running = context.running(object);
	if (running === undefined || object.object.path.length > 0 || running.text === object.object.document.text)
		return undefined;
	const outcome = applyOutcome(running.value, object.object.value, context.admission);
	return outcome === undefined ? undefined : { running, outcome };
}

/** The ways out of a change that cannot be applied: keep what runs, put a sibling beside it, or delete and create again. */
export function waysOut(
	object: IndexedObject,
	{ running }: ChangedObject,
	context: RuleContext,
): readonly Fix[] {
	const { uri, object: manifest, namespace, name } = object;
	const restore = (): readonly FileEdit[] | undefined => {
		const offset = context.workspace.offsetOf(object);
		if (offset === undefined) return undefined;
		return diffLines(manifest.document.text, running.text).map((edit) => ({
			uri,
			edit: shiftEdit(edit, offset),
		}));
	};
	const file = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
	const kind = manifest.kind.toLowerCase();
	const fixes: Fix[] = [
		{ title: `Keep what runs: restore ${manifest.kind} ${name} as committed`, safe: false, edits: restore },
	];
	const sibling = siblingText(object, running);
	if (sibling !== undefined) {
		fixes.push({
			title: `Keep ${name} as committed and add ${siblingName(name)} beside it`,
			safe: false,
			edits: () => {
				const edits = restore();
				const offset = context.workspace.offsetOf(object);
				if (edits === undefined || offset === undefined) return undefined;
				const end = offset + manifest.document.text.length;
				const lead = manifest.document.text.endsWith('\n') ? '' : '\n';
				return [...edits, { uri, edit: { start: end, end, newText: `${lead}---\n${sibling}\n` } }];
			},
		});
	}
	fixes.push({
		title: 'Copy the commands that delete it and create it again',
		safe: false,
		copy: `kubectl delete ${kind} ${name} --namespace ${namespace} && kubectl apply --filename ${file}`,
	});
	return fixes;
}

/** A headless sibling of a Service that runs with a virtual IP and is to lose it. */
function siblingText(object: IndexedObject, running: RunningObject): string | undefined {
	const { typed } = object;
	if (typed?.kind !== 'Service' || !isHeadless(typed.spec)) return undefined;
	const [before] = objectsOf(new ManifestDocument(running.text));
	if (before === undefined) return undefined;
	const service = readService(before.value, object.namespace);
	if (isHeadless(service.spec) || service.spec.selector === undefined) return undefined;
	return headlessSiblingText(before, service, (port) =>
		typeof port.targetPort === 'number' ? port.targetPort : undefined,
	);
}

/** The kinds whose changes are judged. */
export const judgedKinds: readonly string[] = [
	'Service',
	'EndpointSlice.discovery.k8s.io',
	'StatefulSet.apps',
	'Deployment.apps',
	'DaemonSet.apps',
	'ReplicaSet.apps',
	'Job.batch',
];
