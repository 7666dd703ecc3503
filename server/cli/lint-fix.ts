// Invariant: a fix that touches a template expression's line, or a file that was not named, is not made; each pass leaves
// files that read as well as before.
import { fixAllEdits } from '../features/finding-actions.ts';
import { applyEdits } from '../manifest/edit.ts';
import { documentAt, parseManifest } from '../manifest/manifest.ts';
import type { Fix } from '../rules/rule.ts';
import type { FileEdit } from '../workspace/field-editor.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { LintRun } from './lint-run.ts';

/** More rounds than any chain of fixes needs. */
const maxPasses = 10;

/** Makes every safe fix, and those that become possible by it. The new texts by URI; the run goes on with them. */
export function fixSafely(run: LintRun, canWrite: (uri: string) => boolean): ReadonlyMap<string, string> {
	const changed = new Map<string, string>();
	const { workspace } = run;
	for (let pass = 0; pass < maxPasses; pass++) {
		const fixable = [...run.findings()].flatMap(({ findings }) =>
			findings.map((finding) => ({
				...finding,
				fixes: finding.fixes.filter((fix) => isAllowed(workspace, fix, canWrite)),
			})),
		);
		let isStable = true;
		for (const [uri, edits] of byFile(fixAllEdits(fixable))) {
			const before = workspace.file(uri)?.manifest.text ?? '';
			const after = applyEdits(
				before,
				edits.map(({ edit }) => edit),
			);
			if (after === before || problemsIn(after) > problemsIn(before)) continue;
			isStable = false;
			workspace.setText(uri, after);
			changed.set(uri, after);
		}
		if (isStable) break;
	}
	return changed;
}

function isAllowed(workspace: Workspace, fix: Fix, canWrite: (uri: string) => boolean): boolean {
	if (!fix.safe) return false;
	const edits = fix.edits() ?? [];
	return edits.length > 0 && edits.every((edit) => canWrite(edit.uri) && !touchesTemplate(workspace, edit));
}

/** True if a line that the edit changes holds a template expression. */
function touchesTemplate(workspace: Workspace, { uri, edit }: FileEdit): boolean {
	const manifest = workspace.file(uri)?.manifest;
	const placed = manifest && documentAt(manifest, edit.start);
	if (placed === undefined || placed.document.expressions.length === 0) return false;
	const { text } = placed.document;
	const start = edit.start - placed.offset;
	const newline = text.indexOf('\n', edit.end - placed.offset);
	const from = text.lastIndexOf('\n', start - 1) + 1;
	const to = newline === -1 ? text.length : newline;
	return placed.document.expressions.some((expression) => expression.start <= to && expression.end >= from);
}

function byFile(edits: readonly FileEdit[]): ReadonlyMap<string, readonly FileEdit[]> {
	const files = new Map<string, FileEdit[]>();
	for (const edit of edits) {
		const list = files.get(edit.uri);
		if (list === undefined) files.set(edit.uri, [edit]);
		else list.push(edit);
	}
	return files;
}

function problemsIn(text: string): number {
	return parseManifest(text).documents.reduce((sum, { document }) => sum + document.problems.length, 0);
}
