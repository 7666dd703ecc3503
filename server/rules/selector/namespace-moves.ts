import { FieldEditor } from '../../workspace/field-editor.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import type { RuleContext } from '../context.ts';
import type { Fix } from '../rule.ts';
import { nameOf } from '../wording.ts';

/** Writes another namespace into an object; undefined where an object of that name is there already. */
export function moveTo(
	context: RuleContext,
	object: IndexedObject,
	namespace: string,
	because: string,
): Fix | undefined {
	if (context.lookup.find(object.groupKind, namespace, object.name).length > 0) return undefined;
	return {
		title: `Set namespace: ${namespace} on ${nameOf(object)}${because}`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(context.workspace, object);
			return editor.set(['metadata', 'namespace'], namespace, { after: ['name'] })
				? editor.edits()
				: undefined;
		},
	};
}
