// Invariant: `host:port` is taken apart as Go's net.SplitHostPort does, mistakes in its words.

/** What Go's net.SplitHostPort says; undefined for `host:port`, either of which may be empty. */
export function hostPortProblem(text: string): string | undefined {
	const colon = text.lastIndexOf(':');
	if (colon === -1) return 'missing port in address';
	let opened = 0;
	let closed = 0;
	if (text.startsWith('[')) {
		const end = text.indexOf(']');
		if (end === -1) return "missing ']' in address";
		if (end + 1 !== colon)
			return text[end + 1] === ':' ? 'too many colons in address' : 'missing port in address';
		opened = 1;
		closed = end + 1;
	} else if (text.slice(0, colon).includes(':')) {
		return 'too many colons in address';
	}
	if (text.includes('[', opened)) return "unexpected '[' in address";
	if (text.includes(']', closed)) return "unexpected ']' in address";
	return undefined;
}
