// Invariant: a scan reads lines, never parses: it decides what is worth parsing, so a folder of other people's CRDs costs
// one pass over its bytes.
import { ownKindsOf } from '../kubernetes/decoding/schema.ts';

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

const versionLine = /^apiVersion:[ \t]*["']?([A-Za-z0-9./-]+)/m;

/**
 * True if a document may name a kind that Kubernetes does not have: a misspelled one, or none at all beside an apiVersion
 * of Kubernetes' own groups. Groups with a dot may come from anybody.
 */
export function mayBeUnknownKind(text: string): boolean {
	const version = versionLine.exec(text)?.[1];
	if (version === undefined || version.slice(0, version.indexOf('/') + 1).includes('.')) return false;
	const kind = scanKind(text);
	if (kind === undefined) return /^metadata:/m.test(text) && /^spec:/m.test(text);
	return !ownKindsOf(version)?.includes(kind);
}

/** True for texts that cannot be manifests: NUL bytes, or git's conflict markers at a line's start. */
export function isBinary(text: string): boolean {
	return text.includes('\0');
}
