// Invariant: a name that is refused here is never sent (net/dnsclient.go, isDomainName).

/** True if Go looks the name up in DNS: labels of letters, digits, `-` and `_`, no `-` at their ends, not all digits. */
export function isDomainName(name: string): boolean {
	if (name === '.') return true;
	const relative = name.endsWith('.') ? name.slice(0, -1) : name;
	if (relative.length > 253 || !/[A-Za-z_-]/.test(name)) return false;
	return relative
		.split('.')
		.every((label) => /^(?!-)[A-Za-z0-9_-]{1,63}$/.test(label) && !label.endsWith('-'));
}
