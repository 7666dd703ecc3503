// Invariant: a domain name is a string in presentation form, fully qualified, case kept: what no label may hold plainly
// is escaped (`\.`, `\000`). Two names are the same bytes on the wire exactly if their strings are equal.

/** True for `example.org.` and `.`; a final dot that is escaped does not count. */
export function isFqdn(name: string): boolean {
	if (!name.endsWith('.')) return false;
	let backslashes = 0;
	for (let i = name.length - 2; i >= 0 && name[i] === '\\'; i--) backslashes++;
	return backslashes % 2 === 0;
}

/** The name with its final dot. */
export function fqdn(name: string): string {
	return isFqdn(name) ? name : `${name}.`;
}

/** Fully qualified and in lower case: how names of a Corefile are compared. */
export function normalizeName(name: string): string {
	return fqdn(name).toLowerCase();
}

const dot = 0x2e;
const backslash = 0x5c;

/** The index of the label after the one at `offset`, or -1 behind the last label. */
export function nextLabel(name: string, offset: number): number {
	for (let i = name.indexOf('.', offset); i !== -1 && i < name.length - 1; i = name.indexOf('.', i + 1)) {
		if (!isEscaped(name, i)) return i + 1;
	}
	return -1;
}

/** True if an odd number of backslashes stands before the character at `index`. */
function isEscaped(name: string, index: number): boolean {
	let first = index;
	while (first > 0 && name.charCodeAt(first - 1) === backslash) first--;
	return (index - first) % 2 === 1;
}

/** The number of labels; 0 for the root. */
export function countLabels(name: string): number {
	if (name === '.') return 0;
	let count = 1;
	for (let offset = nextLabel(name, 0); offset !== -1; offset = nextLabel(name, offset)) count++;
	return count;
}

/** The labels from left to right; none for the root. Takes relative names too. */
export function splitLabels(name: string): string[] {
	if (name === '.' || name === '') return [];
	const end = isFqdn(name) ? name.length - 1 : name.length;
	const labels: string[] = [];
	let start = 0;
	for (let next = nextLabel(name, 0); next !== -1; next = nextLabel(name, next)) {
		labels.push(name.slice(start, next - 1));
		start = next;
	}
	labels.push(name.slice(start, end));
	return labels;
}

/** True if `child` equals `parent` or is below it, whatever the case of ASCII letters. */
export function isSubDomain(parent: string, child: string): boolean {
	if (parent === '.') return true;
	const start = child.length - parent.length;
	if (start < 0) return false;
	if (start > 0 && (child.charCodeAt(start - 1) !== dot || isEscaped(child, start - 1))) return false;
	for (let i = 0; i < parent.length; i++) {
		let a = parent.charCodeAt(i);
		let b = child.charCodeAt(start + i);
		if (a === b) continue;
		if (a >= 65 && a <= 90) a |= 32;
		if (b >= 65 && b <= 90) b |= 32;
		if (a !== b) return false;
	}
	return true;
}

/** Equal but for the case of ASCII letters. */
export function sameName(a: string, b: string): boolean {
	return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}

/** The longest zone that holds `name`; undefined if none does. */
export function matchZone(zones: readonly string[], name: string): string | undefined {
	let best: string | undefined;
	for (const zone of zones) {
		if ((best === undefined || zone.length > best.length) && isSubDomain(zone, name)) best = zone;
	}
	return best;
}

/** True if one of the zones holds `name`. */
export function inZones(zones: readonly string[], name: string): boolean {
	for (const zone of zones) if (isSubDomain(zone, name)) return true;
	return false;
}

/** Joins labels and a zone; the root zone adds only the final dot. */
export function joinName(left: string, zone: string): string {
	return zone === '.' ? fqdn(left) : `${left}.${zone}`;
}

/**
 * Counts the labels of a name as a Corefile writes it; undefined where a label is empty or too long or the whole is over
 * 255 octets. (RFC 1035 section 2.3.4; miekg/dns IsDomainName)
 */
export function domainNameLabels(text: string): number | undefined {
	if (text === '') return undefined;
	const name = fqdn(text);
	if (name === '.') return 1;
	let octets = 0;
	let length = 0;
	let labels = 0;
	// Of the backslashes since the last plain character, an odd number.
	let escaping = false;
	for (let i = 0; i < name.length; i++) {
		const code = name.charCodeAt(i);
		escaping = code === backslash && !escaping;
		if (code === dot) {
			if (length === 0 || length > 63) return undefined;
			octets += length + 1;
			if (octets > 256) return undefined;
			labels++;
			length = 0;
		} else if (code === backslash) {
			if (i + 1 >= name.length) return undefined;
			i += /^\d\d\d/.test(name.slice(i + 1, i + 4)) ? 3 : 1;
			length++;
		} else {
			// A Corefile is UTF-8, and on the wire each of its bytes counts.
			length += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 2 : 3;
		}
	}
	// The final dot itself is escaped.
	return escaping ? undefined : labels;
}
