// Invariant: a scan reads lines, never parses: it decides what is worth parsing, so a folder of other people's CRDs costs
// one pass over its bytes.

const kindLine = /^kind:[ \t]*["']?([A-Za-z][A-Za-z0-9]*)/m;

/** The kind that a document's first top-level `kind:` line names. Undefined where it is written any other way. */
export function scanKind(text: string): string | undefined {
	return kindLine.exec(text)?.[1];
}

/** True if a document may be an object whose kind is in `kinds`; where the scan cannot tell, it says true. */
export function mayBeOfKind(text: string, kinds: ReadonlySet<string>): boolean {
	const kind = scanKind(text);
	if (kind === undefined) return /["']?kind["']?[ \t]*:/.test(text);
	return kinds.has(kind) || kind.endsWith('List');
}

/** True for texts that cannot be manifests: NUL bytes, or git's conflict markers at a line's start. */
export function isBinary(text: string): boolean {
	return text.includes('\0');
}
