// Invariant: the answer is that of the API server's reader, whose own words serve only where nobody has better ones.
import { readDocument } from './go-yaml/compose.ts';
import { YamlError } from './go-yaml/cursor.ts';
import type { ManifestNode, SyntaxProblem } from './node.ts';

type Sent =
	| {
			readonly root?: ManifestNode;
			readonly problems: readonly SyntaxProblem[];
			readonly failure?: undefined;
	  }
	| { readonly failure: SyntaxProblem };

/** What the API server's reader makes of the text of one document. */
export function readAsSent(text: string): Sent {
	try {
		const { root, unread } = readDocument(text);
		if (unread === undefined) return { ...(root === undefined ? {} : { root }), problems: [] };
		const message = 'the API server reads only what stands above: check the indentation';
		const problem = { start: unread, end: text.trimEnd().length, message, unread: true };
		return { ...(root === undefined ? {} : { root }), problems: [problem] };
	} catch (error) {
		if (!(error instanceof YamlError)) throw error;
		const { offset, message } = error;
		return { failure: { start: offset, end: Math.min(offset + 1, text.length), message } };
	}
}
