import { appendDocument, shiftEdit } from '../manifest/edit.ts';
import type { FileEdit } from './field-editor.ts';
import type { IndexedObject } from './object-index.ts';
import type { Workspace } from './workspace.ts';

/**
 * A new document right behind an object's own; `body` ends without a line break. Undefined where the file holds one object
 * only (JSON), where the object is an item of a list, or where the file has moved on.
 */
export function documentBehind(
	workspace: Workspace,
	indexed: IndexedObject,
	body: string,
): FileEdit | undefined {
	const { uri, object } = indexed;
	const offset = workspace.offsetOf(indexed);
	if (offset === undefined || object.path.length > 0) return undefined;
	if (object.document.text.trimStart().startsWith('{')) return undefined;
	return { uri, edit: shiftEdit(appendDocument(object.document, body), offset) };
}
