import type { TextRange } from '../manifest/node.ts';
import type { CopyFix, EditFix } from '../rules/rule.ts';
import type { FileEdit } from '../workspace/field-editor.ts';
import type { PlacedFinding } from './placed-finding.ts';

/** What a person may do about a finding. */
export interface FindingAction {
	readonly title: string;
	readonly finding: PlacedFinding;
	/** The first safe fix of a finding: the one that "Fix all" takes. */
	readonly preferred: boolean;
	readonly edits?: readonly FileEdit[];
	/** A command for a terminal. */
	readonly copy?: string;
}

/** The findings that touch a range of their file. */
export function findingsIn(findings: readonly PlacedFinding[], range: TextRange): readonly PlacedFinding[] {
	return findings.filter(({ start, end }) => start <= range.end && end >= range.start);
}

/** The fixes of findings. */
export function findingActions(findings: readonly PlacedFinding[]): readonly FindingAction[] {
	return findings.flatMap((finding) => {
		return finding.fixes.flatMap((fix, index): FindingAction[] => {
			if (isCopy(fix)) return [{ title: fix.title, finding, preferred: false, copy: fix.copy }];
			const edits = fix.edits();
			if (edits === undefined || edits.length === 0) return [];
			return [{ title: fix.title, finding, preferred: index === 0 && fix.safe, edits }];
		});
	});
}

/** The edits of every finding's safe fix. Of two that touch one place the first counts; the other is for the next round. */
export function fixAllEdits(findings: readonly PlacedFinding[]): readonly FileEdit[] {
	const chosen: FileEdit[] = [];
	for (const { fixes } of findings) {
		const fix = fixes.find(({ safe }) => safe);
		const edits = fix === undefined || isCopy(fix) ? undefined : fix.edits();
		if (edits === undefined || edits.some((edit) => chosen.some((other) => overlaps(edit, other)))) continue;
		chosen.push(...edits);
	}
	return chosen;
}

function isCopy(fix: EditFix | CopyFix): fix is CopyFix {
	return 'copy' in fix;
}

function overlaps(a: FileEdit, b: FileEdit): boolean {
	return a.uri === b.uri && a.edit.start <= b.edit.end && b.edit.start <= a.edit.end;
}
