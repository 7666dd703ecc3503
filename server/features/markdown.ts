// Invariant: text from manifests appears in Markdown as text: nothing in it can become markup, a link or HTML.

/** Escapes what Markdown or HTML would read as markup. */
export function escapeMarkdown(text: string): string {
	return text
		.replace(/[\\`*_{}[\]()#+!|<>&~]/g, (char) =>
			char === '<' ? '&lt;' : char === '&' ? '&amp;' : `\\${char}`,
		)
		.replace(/\s+/g, ' ');
}

/** A text in code style, whatever backticks it holds. */
export function code(text: string): string {
	const oneLine = text.replace(/\s+/g, ' ');
	const longest = Math.max(0, ...(oneLine.match(/`+/g) ?? []).map((run) => run.length));
	const fence = '`'.repeat(longest + 1);
	const pad = oneLine.startsWith('`') || oneLine.endsWith('`') ? ' ' : '';
	return fence + pad + oneLine + pad + fence;
}

/** Breaks a paragraph at blanks so that its lines have 80 columns at most; code spans and links stay whole. */
export function wrap(paragraph: string, width = 80): string {
	const words = paragraph.match(/(?:`[^`]*`|\[[^\]]*\]\([^)]*\)|\S)+/g) ?? [];
	const lines: string[] = [];
	let line = '';
	for (const word of words) {
		if (line !== '' && line.length + 1 + word.length > width) {
			lines.push(line);
			line = word;
		} else line = line === '' ? word : `${line} ${word}`;
	}
	return [...lines, line].join('\n');
}

/** A list item, wrapped and indented. */
export function item(text: string): string {
	return `- ${wrap(text, 78).replaceAll('\n', '\n  ')}`;
}

/** 1 record, 3 records. */
export function count(number: number, one: string, many = `${one}s`): string {
	return `${number} ${number === 1 ? one : many}`;
}

/** A Markdown text as plain text, for who shows it as it is. */
export function withoutMarkup(markdown: string): string {
	return markdown
		.replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1 ($2)')
		.replace(/\*\*|(?<!\\)`+|^#+ /gm, '')
		.replace(/\\([\\`*_{}[\]()#+!|<>&~])/g, '$1')
		.replaceAll('&lt;', '<')
		.replaceAll('&amp;', '&');
}
