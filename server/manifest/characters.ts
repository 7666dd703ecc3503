// Invariant: no length changes, so ranges in the result are ranges in the text.
// Source: go.yaml.in/yaml/v2 readerc.go (yaml_parser_update_buffer) and yamlprivateh.go (is_break).
import type { TextRange } from './node.ts';

export interface ReadableText {
	readonly text: string;
	/** The first character that YAML forbids, if there is one. */
	readonly forbidden?: TextRange & { readonly message: string };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unusual = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]/;

/**
 * The text with every line break written as the `yaml` package knows it: to the API server's reader, a carriage return
 * without line feed and NEL (U+0085) end a line too.
 */
export function readableText(text: string): ReadableText {
	if (!unusual.test(text)) return { text };
	const unified = text.replace(/\r(?!\n)|\x85/g, '\n');
	const found = forbidden.exec(text);
	if (found === null) return { text: unified };
	const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
	const message = `control characters are not allowed (U+${code})`;
	return { text: unified, forbidden: { start: found.index, end: found.index + 1, message } };
}
