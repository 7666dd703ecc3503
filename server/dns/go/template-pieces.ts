// Invariant: a template falls into the pieces that Go's text/template lexes (text/template/parse/lex.go), mistakes in its words.

export class TemplateError extends Error {}

/** Text as it stands, or what stands between `{{` and `}}`. */
export interface Piece {
	readonly action: boolean;
	readonly text: string;
}

/** Text and actions in turn; `{{-` and `-}}` trim the text beside them, comments are gone. Throws TemplateError. */
export function templatePieces(name: string, source: string): Piece[] {
	const pieces: Piece[] = [];
	let rest = source;
	let trim = false;
	for (;;) {
		const open = rest.indexOf('{{');
		let text = open === -1 ? rest : rest.slice(0, open);
		if (trim) text = text.trimStart();
		if (open !== -1 && /^\{\{-\s/.test(rest.slice(open))) text = text.trimEnd();
		if (text !== '') pieces.push({ action: false, text });
		if (open === -1) return pieces;
		const start = open + (/^\{\{-\s/.test(rest.slice(open)) ? 3 : 2);
		const close = endOfAction(rest, start);
		if (close === -1) throw new TemplateError(`template: ${name}:1: ${unclosed(rest.slice(start))}`);
		trim = /\s-$/.test(rest.slice(start, close));
		const action = rest.slice(start, trim ? close - 1 : close).trim();
		if (!(action.startsWith('/*') && action.endsWith('*/'))) pieces.push({ action: true, text: action });
		rest = rest.slice(close + 2);
	}
}

/** What an action without `}}` lacks first. (text/template/parse/lex.go lexInsideAction) */
function unclosed(text: string): string {
	const complete = /^(?:[^"'`}]|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*')*/.exec(text)?.[0] ?? '';
	switch (text[complete.length]) {
		case '"':
			return 'unterminated quoted string';
		case '`':
			return 'unterminated raw quoted string';
		case "'":
			return 'unterminated character constant';
		case '}':
			return 'unexpected "}" in operand';
		default:
			return 'unclosed action';
	}
}

/** Where `}}` closes the action; quoted strings may hold it. */
function endOfAction(text: string, start: number): number {
	for (let at = start; at < text.length; at++) {
		const char = text[at] ?? '';
		if (text.startsWith('}}', at)) return at;
		if (char !== '"' && char !== '`' && char !== "'") continue;
		at++;
		while (at < text.length && text[at] !== char) at += char !== '`' && text[at] === '\\' ? 2 : 1;
	}
	return -1;
}
