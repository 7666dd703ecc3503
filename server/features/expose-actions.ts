import { stringify } from 'yaml';
import { expose } from '../kubernetes/expose/expose.ts';
import { isObject, type JsonObject, objectAt } from '../kubernetes/objects/json.ts';
import { appendDocument, shiftEdit } from '../manifest/edit.ts';
import { type IndexedObject, isWorkload } from '../workspace/object-index.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { objectAtOffset } from './object-at.ts';
import type { EditAction } from './service-actions.ts';

const exposable: ReadonlySet<string> = new Set([
	'Deployment.apps',
	'ReplicaSet.apps',
	'StatefulSet.apps',
	'DaemonSet.apps',
	'Pod',
	'ReplicationController',
]);

/** "Expose as … Service" for the workload at an offset: what `kubectl expose` makes, in a document of its own behind it. */
export function exposeActions(workspace: Workspace, uri: string, offset: number): readonly EditAction[] {
	const found = objectAtOffset(workspace, uri, offset);
	if (found === undefined || !exposable.has(found.object.groupKind) || found.object.object.path.length > 0)
		return [];
	const { object, placed } = found;
	return (['ClusterIP', 'headless'] as const).flatMap((choice) => {
		const service = serviceFor(workspace, object, choice === 'headless');
		if (service === undefined) return [];
		const { name } = objectAt(service, 'metadata');
		const body = stringify(service, {
			version: '1.1',
			lineWidth: 0,
			aliasDuplicateObjects: false,
			sortMapEntries: true,
		}).trimEnd();
		const title = `Expose ${object.name} as ${choice} Service${name === object.name ? '' : ` ${name}`}`;
		const beside = newFileBeside(workspace, uri, String(name));
		const inPlace: EditAction = {
			title,
			kind: 'refactor.rewrite',
			preferred: false,
			edits: [{ uri, edit: shiftEdit(appendDocument(placed.document, body), placed.offset) }],
		};
		// JSON files hold one object.
		const isJson = placed.document.text.trimStart().startsWith('{');
		const newFile: EditAction = {
			title: `${title} in a new file, ${decodeURIComponent(beside.slice(beside.lastIndexOf('/') + 1))}`,
			kind: 'refactor.rewrite',
			preferred: false,
			edits: [],
			newFile: { uri: beside, text: `${body}\n` },
		};
		return isJson ? [newFile] : [inPlace, newFile];
	});
}

/** The Service, with the workload's namespace (kubectl takes it from the command line). Undefined where there is no port to expose. */
function serviceFor(workspace: Workspace, object: IndexedObject, headless: boolean): JsonObject | undefined {
	const name = nameFor(workspace, object, headless);
	if (name === undefined) return undefined;
	const exposed = expose(object.object.value, { name, ...(headless ? { clusterIP: 'None' } : {}) });
	if (exposed.error !== undefined) return undefined;
	const { apiVersion, kind, metadata, spec } = exposed.service;
	const { writtenNamespace } = object.object;
	const placed = isObject(metadata)
		? { ...metadata, ...(writtenNamespace === '' ? {} : { namespace: writtenNamespace }) }
		: {};
	return { apiVersion, kind, metadata: placed, spec };
}

/** A name that no Service has yet: the one a StatefulSet asks for, the workload's own, or with `-headless`. */
function nameFor(workspace: Workspace, object: IndexedObject, headless: boolean): string | undefined {
	const { typed, name, namespace } = object;
	const index = workspace.indexOf(object);
	const wanted = isWorkload(typed) && headless ? [typed.statefulSet?.serviceName ?? ''] : [];
	const candidates = [...wanted, name, ...(headless ? [`${name}-headless`] : [])];
	return candidates.find(
		(candidate) => candidate !== '' && index.find('Service', namespace, candidate).length === 0,
	);
}

/** `web.yaml` → `web-service.yaml`, or with a number where that is taken. */
function newFileBeside(workspace: Workspace, uri: string, name: string): string {
	const folder = uri.slice(0, uri.lastIndexOf('/'));
	for (let number = 1; ; number++) {
		const candidate = `${folder}/${encodeURIComponent(name)}-service${number === 1 ? '' : `-${number}`}.yaml`;
		if (workspace.file(candidate) === undefined) return candidate;
	}
}
