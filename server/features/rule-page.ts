// Invariant: a rule's page is the same text wherever it is shown: docs/rules, `servicescope explain`, the editor, SARIF.
import type { DocumentedRule } from './text-rules.ts';

const severityWords: Readonly<Record<DocumentedRule['severity'], string>> = {
	error: 'error',
	warning: 'warning',
	info: 'information',
	hint: 'hint',
};

/** The page in Markdown. */
export function markdownOf({ id, severity, fixable, docs }: DocumentedRule): string {
	const { title, what, why, whatToDo, invalid, valid, links = [] } = docs;
	const facts = `Default severity: **${severityWords[severity]}** · ${fixable ? 'has quick fixes' : 'no quick fix'}`;
	const sections = [
		`# ${id}`,
		title,
		facts,
		what,
		`## Why it matters\n\n${why}`,
		`## What to do\n\n${whatToDo}`,
		`## Wrong\n\n${fenced(invalid)}`,
		`## Right\n\n${fenced(valid)}`,
		`## Switch it off\n\nFor one line, with the reason:\n\n${fenced(`# servicescope-disable-next-line ${id} (why it is fine here)\n`)}\n\nFor all files, in \`.servicescope.yaml\` (or another severity: hint, info, warning, error):\n\n${fenced(`rules:\n  ${id}: "off"\n`)}`,
		...(links.length === 0 ? [] : [`## Read more\n\n${links.map((link) => `- <${link}>`).join('\n')}`]),
	];
	return `${sections.join('\n\n')}\n`;
}

/** What, why and what to do, without markup. */
export function plainTextOf({ docs: { what, why, whatToDo } }: DocumentedRule): string {
	return [what, why, whatToDo].map((text) => text.replaceAll('`', '')).join('\n\n');
}

function fenced(text: string): string {
	return `\`\`\`yaml\n${text.endsWith('\n') ? text : `${text}\n`}\`\`\``;
}
