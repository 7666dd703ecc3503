// Invariant: tokens are the ones that CoreDNS reads from the same text (coredns/caddy v1.1.4 caddyfile/lexer.go), with
// its oddities; `{$VAR}` and `{%VAR%}` stay as they are, for an answer must not depend on this machine's environment.

export interface Token {
	readonly text: string;
	/** 1-based. */
	readonly line: number;
	/** The file that an `import` took it from; '' for the Corefile itself. */
	readonly file: string;
}

/** The words of a Corefile, its quoted words without their quotes. */
export function readTokens(source: string, file = ''): Token[] {
	const tokens: Token[] = [];
	let line = 1;
	let at = source.startsWith('\ufeff') ? 1 : 0;
	while (at < source.length) {
		let text = '';
		let tokenLine = line;
		let comment = false;
		let quoted = false;
		let escaped = false;
		let complete = false;
		while (!complete && at < source.length) {
			const char = source[at++] ?? '';
			if (quoted) {
				if (!escaped && char === '\\') {
					escaped = true;
					continue;
				}
				if (!escaped && char === '"') {
					complete = true;
					continue;
				}
				if (char === '\n') line++;
				// Only a quote can be escaped.
				text += escaped && char !== '"' ? `\\${char}` : char;
				escaped = false;
			} else if (isSpace(char)) {
				if (char === '\r') continue;
				if (char === '\n') {
					line++;
					comment = false;
				}
				complete = text !== '';
			} else if (char === '#' || comment) {
				comment = true;
			} else {
				if (text === '') {
					tokenLine = line;
					if (char === '"') {
						quoted = true;
						continue;
					}
				}
				text += char;
			}
		}
		if (complete || text !== '') tokens.push({ text, line: tokenLine, file });
	}
	return tokens;
}

/** What Go's unicode.IsSpace holds for white space. */
function isSpace(char: string): boolean {
	return /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(char);
}
