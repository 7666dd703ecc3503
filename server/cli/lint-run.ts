// Invariant: the findings are those that the editor shows for the same files with the same settings.
import { diagnosticsOf } from '../features/diagnostics.ts';
import type { PlacedFinding } from '../features/placed-finding.ts';
import type { RuleSettings } from '../rules/context.ts';
import { RuleEngine, type RuleFailure } from '../rules/engine.ts';
import { rules } from '../rules/registry.ts';
import { Simulation } from '../workspace/simulation.ts';
import { Workspace } from '../workspace/workspace.ts';
import { LineIndex } from './line-index.ts';
import type { LintFile } from './lint-input.ts';

/** A file with everything that is to be said about it, from its start to its end. */
export interface FileFindings {
	readonly file: LintFile;
	readonly findings: readonly PlacedFinding[];
}

/** All files of a call, and the rules over them. */
export class LintRun {
	readonly workspace = new Workspace({
		limits: () => ({ maxFileSize: Number.POSITIVE_INFINITY, isExcluded: false }),
	});
	private readonly files = new Map<string, LintFile>();
	private readonly lines = new Map<string, LineIndex>();
	private readonly engine: RuleEngine;
	private readonly options: (workspace: Workspace) => RuleSettings;
	private settings: RuleSettings | undefined;

	/** `failed` is told once of each rule that throws. */
	constructor(
		files: readonly LintFile[],
		options: (workspace: Workspace) => RuleSettings,
		failed: (failure: RuleFailure) => void,
	) {
		for (const file of files) {
			this.files.set(file.uri, file);
			this.workspace.setText(file.uri, file.text);
		}
		const told = new Set<string>();
		this.engine = new RuleEngine(rules, this.workspace, new Simulation(this.workspace), (failure) => {
			if (told.has(failure.rule.id)) return;
			told.add(failure.rule.id);
			failed(failure);
		});
		this.options = options;
	}

	/** File by file, in the order of reading. */
	*findings(): Generator<FileFindings> {
		this.settings ??= this.options(this.workspace);
		for (const file of this.files.values()) {
			if (!file.reported) continue;
			const found = diagnosticsOf(this.workspace, this.engine, file.uri, this.settings);
			const findings = [...found].sort((a, b) => a.start - b.start || a.end - b.end);
			yield { file, findings };
		}
	}

	file(uri: string): LintFile | undefined {
		return this.files.get(uri);
	}

	/** The lines of a file as it is now. */
	linesOf(uri: string): LineIndex {
		const text = this.workspace.file(uri)?.manifest.text ?? '';
		const known = this.lines.get(uri);
		if (known?.text === text) return known;
		const lines = new LineIndex(text);
		this.lines.set(uri, lines);
		return lines;
	}
}
