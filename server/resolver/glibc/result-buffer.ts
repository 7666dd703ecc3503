// Invariant: sizes are those of 64-bit Linux. getaddrinfo hands the DNS module a buffer of 1 KiB and doubles it until the
// result fits; each time the whole lookup is repeated, queries and all (sysdeps/posix/getaddrinfo.c, resolv/nss_dns/dns-host.c).

const firstSize = 1024;

/** How often the lookup runs for a result of `size` bytes. */
export function rounds(size: number): number {
	return size <= firstSize ? 1 : 1 + Math.ceil(Math.log2(size / firstSize));
}

/** The result for both families: a struct gaih_addrtuple for each address, and the canonical name behind the first. */
export function tupleListSize(addresses: number, canonicalName: string): number {
	if (addresses === 0) return 0;
	const tuple = 40;
	const first = tuple + canonicalName.length + 1;
	return addresses === 1 ? first : align(first, 8) + (addresses - 1) * tuple;
}

/** The result for one family: the names, the addresses, and a pointer for each and for the end of the list. */
export function hostEntrySize(addresses: number, bytesEach: number, names: readonly string[]): number {
	const text = names.reduce((sum, name) => sum + name.length + 1, 0);
	return align(align(text, 4) + addresses * bytesEach, 8) + (addresses + 1) * 8 + names.length * 8;
}

function align(size: number, to: number): number {
	return Math.ceil(size / to) * to;
}
