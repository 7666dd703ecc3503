// Runs all rules over the catalogue of mistakes: each must be found at its place by a rule that is silent on the mended
// twin, and on the twin nothing may be loud. Run: npm run conformance:bugs
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	applyFix,
	describeFinding,
	type FileFinding,
	type Files,
	findingsIn,
	isLoud,
} from '../fixtures/rule-harness.ts';

const root = join(import.meta.dirname, 'data/bugs');

export interface BugCase {
	readonly slug: string;
	readonly file: string;
	readonly line: number;
	readonly field_path: string;
	/** What the API server said: `accepts`, or `rejects: …`, or `warns: …`. */
	readonly apiserver_1_37_2: string;
	readonly manifests: 'here' | 'kept apart';
}

export interface BugResult {
	readonly slug: string;
	/** The findings that meet the mistake. */
	readonly found: readonly FileFinding[];
	/** What is said about the mistake's files, where nothing meets it. */
	readonly instead: readonly string[];
	/** Loud findings on the twin. */
	readonly alarms: readonly string[];
	/** True if a fix of one of the findings leaves nothing that is loud. */
	readonly mended: boolean;
	/** What the API server said, and the worst that the findings have it say. */
	readonly verdict: { readonly recorded: ApiVerdict; readonly told: ApiVerdict };
}

type ApiVerdict = 'accepts' | 'rejects' | 'warns';

/** The mistakes whose manifests are here. */
export function bugCases(): readonly BugCase[] {
	const catalogue = JSON.parse(readFileSync(join(root, 'catalogue.json'), 'utf8')) as readonly BugCase[];
	return catalogue.filter(({ manifests }) => manifests === 'here');
}

export function judgeBug(bug: BugCase): BugResult {
	const folder = join(root, bug.slug);
	const files = filesIn(folder);
	const twin = new Map(
		[...files].flatMap(([name, text]) =>
			name.startsWith('fixed/') ? [[name.slice('fixed/'.length), text] as const] : [],
		),
	);
	const mistaken = new Map([...files].filter(([name]) => !name.startsWith('fixed/')));
	const findings = findingsIn(mistaken);
	const onTwin = findingsIn(twin);
	const silent = (finding: FileFinding) =>
		onTwin.every((other) => other.finding.rule !== finding.finding.rule);
	const found = findings.filter((finding) => meets(finding, bug) && silent(finding));
	return {
		slug: bug.slug,
		found,
		instead: found.length > 0 ? [] : findings.map(describeFinding),
		alarms: onTwin.filter(isLoud).map(describeFinding),
		mended: found.some((finding) => isMendable(finding, mistaken)),
		verdict: { recorded: recordedVerdict(bug), told: toldVerdict(findings) },
	};
}

function recordedVerdict({ apiserver_1_37_2: said }: BugCase): ApiVerdict {
	if (said.startsWith('rejects')) return 'rejects';
	return said.startsWith('warns') ? 'warns' : 'accepts';
}

function toldVerdict(findings: readonly FileFinding[]): ApiVerdict {
	// The catalogue was applied with kubectl, which keeps the last of equal keys and sends no other.
	const sent = findings.filter(({ finding }) => finding.rule.id !== 'duplicate-key');
	const told = new Set(sent.map(({ finding }) => finding.api?.verdict));
	if (told.has('rejects')) return 'rejects';
	return told.has('warns') ? 'warns' : 'accepts';
}

function filesIn(folder: string): Files {
	const names = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name));
	return new Map(
		names
			.sort()
			.map((name) => [name.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(name, 'utf8')]),
	);
}

function meets(finding: FileFinding, { file, line, field_path: path }: BugCase): boolean {
	if (finding.file !== file) return false;
	return (
		(finding.line <= line && line <= finding.lastLine) || plainPath(finding.fieldPath) === plainPath(path)
	);
}

/** `selector[app]` and `selector.app` are the same field. */
function plainPath(path: string): string {
	return path.replaceAll(/\[([^\]]*)\]/g, '.$1');
}

function isMendable(finding: FileFinding, files: Files): boolean {
	return (finding.finding.fixes ?? []).some(
		(fix) =>
			fix.edits !== undefined &&
			(fix.edits() ?? []).length > 0 &&
			findingsIn(applyFix(files, fix)).every(
				(left) => !isLoud(left) && left.finding.rule !== finding.finding.rule,
			),
	);
}

function report(): void {
	const results = bugCases().map(judgeBug);
	const missed = results.filter(({ found }) => found.length === 0);
	const alarmed = results.filter(({ alarms }) => alarms.length > 0);
	const unmended = results.filter(({ mended }) => !mended);
	for (const { slug, instead } of missed) console.log([`missed ${slug}`, ...instead].join('\n  '));
	for (const { slug, alarms } of alarmed) console.log([`false alarm on ${slug}`, ...alarms].join('\n  '));
	console.log(`found ${results.length - missed.length} of ${results.length}`);
	console.log(`false alarms on ${alarmed.length} of ${results.length} twins`);
	console.log(
		`fixes make ${results.length - unmended.length} of ${results.length} clean; not: ${unmended.map(({ slug }) => slug).join(', ')}`,
	);
	if (missed.length > 0 || alarmed.length > 0) process.exitCode = 1;
}

if (import.meta.main) report();
