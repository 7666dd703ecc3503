// Invariant: what is written is valid SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), whatever was found.
import { markdownOf, plainTextOf } from '../features/rule-page.ts';
import { ruleNamed } from '../features/text-rules.ts';
import type { EditFix, Severity } from '../rules/rule.ts';
import { type LintFinding, oneLine, type Region, regionOf } from './lint-finding.ts';
import type { LintFormat, LintFormatOptions } from './lint-format.ts';
import type { LintRun } from './lint-run.ts';

const levels: Readonly<Record<Severity, string>> = {
	error: 'error',
	warning: 'warning',
	info: 'note',
	hint: 'note',
};

/** One log with one run; the rules are those that found something. */
export function sarifFormat({ version }: LintFormatOptions): LintFormat {
	const results: object[] = [];
	const indexes = new Map<string, number>();
	return {
		finding: (finding, run) => {
			const { rule } = finding;
			const ruleIndex = indexes.get(rule) ?? indexes.size;
			indexes.set(rule, ruleIndex);
			results.push(resultOf(finding, ruleIndex, run));
			return '';
		},
		end: () => {
			const driver = {
				name: 'servicescope',
				semanticVersion: version,
				rules: [...indexes.keys()].map(descriptorOf),
			};
			const log = {
				$schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
				version: '2.1.0',
				runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
			};
			return `${JSON.stringify(log, undefined, 2)}\n`;
		},
	};
}

function descriptorOf(id: string): object {
	const rule = ruleNamed(id);
	if (rule === undefined) return { id };
	const { docs, severity } = rule;
	const [link] = docs.links ?? [];
	return {
		id,
		shortDescription: { text: docs.title },
		fullDescription: { text: docs.what },
		help: { text: plainTextOf(rule), markdown: markdownOf(rule) },
		...(link === undefined ? {} : { helpUri: link }),
		defaultConfiguration: { level: levels[severity] },
		properties: { severity, fixable: rule.fixable },
	};
}

function resultOf(finding: LintFinding, ruleIndex: number, run: LintRun): object {
	const { rule, severity, message, file, fieldPath, object, api, fixes, related } = finding;
	const changes = fixes.flatMap((fix) => fixOf(fix, run) ?? []);
	return {
		ruleId: rule,
		ruleIndex,
		level: levels[severity],
		message: { text: oneLine(message) },
		locations: [
			{
				...physicalLocation(file, finding),
				...(fieldPath === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: fieldPath }] }),
			},
		],
		...(related.length === 0
			? {}
			: {
					relatedLocations: related.map((place, index) => ({
						id: index + 1,
						...physicalLocation(place.file, place),
						message: { text: oneLine(place.message) },
					})),
				}),
		...(changes.length === 0 ? {} : { fixes: changes }),
		properties: {
			severity,
			...(object === undefined ? {} : { object }),
			...(api === undefined ? {} : { api }),
		},
	};
}

function physicalLocation(file: string, region: Region): object {
	return {
		physicalLocation: { artifactLocation: { uri: uriReference(file) }, region: sarifRegion(region) },
	};
}

function sarifRegion({ start, end }: Region): object {
	return {
		startLine: start.line,
		startColumn: start.column,
		endLine: end.line,
		endColumn: end.column,
	};
}

/** Undefined where an edit stands in a file that was not read. */
function fixOf(fix: EditFix, run: LintRun): object | undefined {
	const edits = fix.edits() ?? [];
	if (edits.length === 0 || edits.some(({ uri }) => run.file(uri) === undefined)) return undefined;
	const uris = [...new Set(edits.map(({ uri }) => uri))];
	return {
		description: { text: fix.title },
		artifactChanges: uris.map((uri) => ({
			artifactLocation: { uri: uriReference(run.file(uri)?.name ?? '') },
			replacements: edits
				.filter((edit) => edit.uri === uri)
				.map(({ edit }) => ({
					deletedRegion: sarifRegion(regionOf(run, uri, edit.start, edit.end)),
					insertedContent: { text: edit.newText },
				})),
		})),
	};
}

/** A relative reference for names relative to the current folder, a file URI for absolute ones. */
export function uriReference(name: string): string {
	const encoded = name.split('/').map(encodeURIComponent).join('/');
	if (name.startsWith('/')) return `file://${encoded}`;
	return /^[A-Za-z]:/.test(name) ? `file:///${encoded.replace('%3A', ':')}` : encoded;
}
