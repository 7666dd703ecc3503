// Invariant: a message says what is wrong at its place and what to look at; the parser's own words stay where they are plain.
import type { YAMLError } from 'yaml';

const words: Partial<Record<YAMLError['code'], string>> = {
	BAD_SCALAR_START: 'a text without quotes cannot begin with this sign: put it in quotes',
	BLOCK_AS_IMPLICIT_KEY:
		'this key has a value on its own line and further keys below it: check the indentation of the next line',
	BLOCK_IN_FLOW: 'an entry with a dash, or a key of its own line, cannot stand between brackets or braces',
	KEY_OVER_1024_CHARS:
		'a key and its colon must stand within 1024 characters: a quote is probably not closed',
	MULTILINE_IMPLICIT_KEY:
		'a key must stand on one line with its colon: a colon is missing, or the indentation is not right',
	MULTIPLE_ANCHORS: 'a value can have one anchor only',
	MULTIPLE_TAGS: 'a value can have one tag only',
	TAB_AS_INDENT: 'YAML is indented with spaces, and this line begins with a tab',
};

/** What a person is told about an error of the parser. */
export function syntaxMessage({ code, message }: YAMLError): string {
	return words[code] ?? message;
}
