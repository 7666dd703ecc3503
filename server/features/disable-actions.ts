// Invariant: a comment is offered only where it works: the document means the same with it, and the rule is silent there.
import { applyEdits, eol, formatScalar, setField, type TextEdit } from '../manifest/edit.ts';
import { ManifestDocument, type PlacedDocument } from '../manifest/manifest.ts';
import { suppressionsIn } from '../rules/suppression.ts';
import type { FileEdit } from '../workspace/field-editor.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PlacedFinding } from './placed-finding.ts';
import { fileTooLarge, unusedSuppression } from './text-rules.ts';

/** A way to switch a finding's rule off. */
export interface DisableAction {
	readonly title: string;
	readonly finding: PlacedFinding;
	readonly edits: readonly FileEdit[];
}

/** "Disable RULE for this line" and "… for this file", for one finding among all of its file. */
export function disableActions(
	workspace: Workspace,
	uri: string,
	finding: PlacedFinding,
	all: readonly PlacedFinding[],
): readonly DisableAction[] {
	const { code } = finding;
	const documents = workspace.file(uri)?.manifest.documents ?? [];
	if (code === unusedSuppression.id || code === fileTooLarge.id) return [];
	const placedAt = ({ start }: PlacedFinding) =>
		documents.find(({ offset, document }) => start >= offset && start < offset + document.text.length);
	const own = placedAt(finding);
	if (own === undefined) return [];
	const line = lineComment(own, finding);
	const affected = documents.filter((placed) =>
		all.some((other) => other.code === code && placedAt(other) === placed),
	);
	const whole = affected.map((placed) => documentComment(placed, code));
	const inFile = (edit: TextEdit): FileEdit => ({ uri, edit });
	return [
		...(line === undefined
			? []
			: [{ title: `Disable ${code} for this line`, finding, edits: [inFile(line)] }]),
		...(whole.length === 0 || whole.includes(undefined)
			? []
			: [
					{
						title: `Disable ${code} for this file`,
						finding,
						edits: whole.flatMap((edit) => (edit === undefined ? [] : [inFile(edit)])),
					},
				]),
	];
}

function lineComment(placed: PlacedDocument, { code, start }: PlacedFinding): TextEdit | undefined {
	const { text } = placed.document;
	const at = text.lastIndexOf('\n', start - placed.offset - 1) + 1;
	const indent = /^[ \t]*/.exec(text.slice(at))?.[0] ?? '';
	return insertedComment(placed, at, `${indent}# servicescope-disable-next-line ${code}`, code);
}

function documentComment(placed: PlacedDocument, rule: string): TextEdit | undefined {
	const { text, root } = placed.document;
	// What cannot be read is reported from the document's first line on.
	const first = root?.start ?? /^(?:---[^\n]*\n)?/.exec(text)?.[0].length ?? 0;
	const at = text.lastIndexOf('\n', first - 1) + 1;
	return insertedComment(placed, at, `# servicescope-disable ${rule}`, rule);
}

/** A comment on a line of its own; undefined where it would be text (in a block of it) or no YAML (in JSON). */
function insertedComment(
	{ document, offset }: PlacedDocument,
	at: number,
	comment: string,
	rule: string,
): TextEdit | undefined {
	if (document.text.trimStart().startsWith('{')) return undefined;
	const edit = { start: at, end: at, newText: `${comment}${eol(document)}` };
	const after = new ManifestDocument(applyEdits(document.text, [edit]));
	const isSame =
		JSON.stringify(plain(after)) === JSON.stringify(plain(document)) &&
		after.problems.length === document.problems.length;
	const counts = [document, after].map(
		(each) => suppressionsIn(each).filter((suppression) => suppression.rule === rule).length,
	);
	if (!isSame || (counts[0] ?? 0) >= (counts[1] ?? 0)) return undefined;
	return { ...edit, start: edit.start + offset, end: edit.end + offset };
}

/** JSON knows no bigint. */
function plain({ decoded }: ManifestDocument): unknown {
	return JSON.parse(
		JSON.stringify(decoded.value ?? null, (_, value: unknown) =>
			typeof value === 'bigint' ? String(value) : value,
		),
	);
}

/** The settings file's text with a rule switched off; undefined where its `rules` is no mapping. */
export function settingsWithout(text: string, rule: string): TextEdit | undefined {
	const document = new ManifestDocument(text);
	if (document.problems.length > 0) return undefined;
	if (document.root === undefined) {
		const lead = text === '' || text.endsWith('\n') ? '' : eol(document);
		const lines = ['rules:', `  ${rule}: ${formatScalar('off')}`, ''];
		return { start: text.length, end: text.length, newText: lead + lines.join(eol(document)) };
	}
	return setField(document, ['rules', rule], 'off');
}
