// Invariant: whatever a rule says about any text stands in the text, and its fixes are edits of it.
import assert from 'node:assert/strict';
import { RuleEngine } from '../../server/rules/engine.ts';
import { rules } from '../../server/rules/registry.ts';
import { reportOn } from '../../server/rules/reported.ts';
import { Simulation } from '../../server/workspace/simulation.ts';
import { Workspace } from '../../server/workspace/workspace.ts';
import { type Files, options } from '../fixtures/rule-harness.ts';

const root = 'file:///fuzz/';

/** Runs all rules over a workspace and computes every fix; the number of findings. Throws where a rule does. */
export function lintFiles(files: Files, withFixes = true): number {
	const workspace = new Workspace();
	for (const [name, text] of files) workspace.setText(root + name, text);
	const engine = new RuleEngine(rules, workspace, new Simulation(workspace), ({ rule, error }) => {
		throw new Error(`rule ${rule.id} failed`, { cause: error });
	});
	let count = 0;
	for (const name of files.keys()) {
		for (const { document } of workspace.file(root + name)?.manifest.documents ?? []) {
			for (const { start, end, finding } of reportOn(engine, root + name, document, options).findings) {
				count++;
				const { length } = document.text;
				assert.ok(
					start >= 0 && start <= end && end <= Math.max(length, 1),
					`${finding.rule.id}: ${start}-${end}`,
				);
				assert.notEqual(finding.message, '', finding.rule.id);
				for (const fix of withFixes ? (finding.fixes ?? []) : []) {
					for (const { uri, edit } of fix.edits?.() ?? []) {
						const text = files.get(uri.slice(root.length)) ?? '';
						assert.ok(edit.start <= edit.end && edit.end <= text.length, `${finding.rule.id}: ${fix.title}`);
					}
				}
			}
		}
	}
	return count;
}
