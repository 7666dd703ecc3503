// Invariant: a name that is refused here is never sent (resolv/res-name-checking.c, res_hnok; resolv/ns_name_pton).

/** True if glibc looks the name up in DNS: labels of letters, digits, `-` and `_`, the first one without leading `-`. */
export function isHostName(name: string): boolean {
	return isQueryName(name) && /^[A-Za-z0-9_.-]+$/.test(name) && !name.startsWith('-');
}

/** True if the name fits a query: no empty label, 63 bytes a label, 255 in all on the wire (RFC 1035 section 2.3.4). */
export function isQueryName(name: string): boolean {
	const relative = name.endsWith('.') ? name.slice(0, -1) : name;
	if (relative === '') return true;
	return relative.length <= 253 && relative.split('.').every((label) => label !== '' && label.length <= 63);
}
