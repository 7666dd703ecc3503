// Invariant: an address is read as k8s.io/utils/net ParseIPSloppy reads it (leading zeros allowed) and judged as
// apimachinery's pkg/util/validation/ip.go does.
import { type Cause, invalid } from './cause.ts';
import { quote } from './quote.ts';
import { type Warning, warning } from './warning.ts';

export interface IPAddress {
	/** IPv4-mapped IPv6 counts as 4, as Go's net.IP.To4 does. */
	readonly family: 4 | 6;
	/** Always 16; an IPv4 address stands behind ::ffff:0:0/96. */
	readonly bytes: readonly number[];
	/** Written as IPv6 (`::ffff:1.2.3.4`) though it is an IPv4 address. */
	readonly mapped: boolean;
	/** False if a number has zeros too many (`01.2.3.4`, `fd00::00123`): Go's netip refuses it. */
	readonly strict: boolean;
}

const mappedPrefix: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** Undefined for anything that is no address; zones (`fe80::1%eth0`) are none. */
export function parseIP(text: string): IPAddress | undefined {
	const first = /[.:]/.exec(text)?.[0];
	if (first === '.') return parseIPv4(text);
	return first === ':' ? parseIPv6(text) : undefined;
}

function parseIPv4(text: string): IPAddress | undefined {
	const octets = readOctets(text);
	if (octets === undefined) return undefined;
	const strict = !text.split('.').some((octet) => octet.length > 1 && octet.startsWith('0'));
	return { family: 4, bytes: [...mappedPrefix, ...octets], mapped: false, strict };
}

function readOctets(text: string): number[] | undefined {
	const parts = text.split('.');
	if (parts.length !== 4 || !parts.every((part) => /^[0-9]+$/.test(part))) return undefined;
	const octets = parts.map(Number);
	return octets.every((octet) => octet <= 255) ? octets : undefined;
}

function parseIPv6(text: string): IPAddress | undefined {
	const halves = text.split('::');
	if (halves.length > 2) return undefined;
	const [head = '', tail] = halves;
	let strict = true;
	const read = (half: string, last: boolean): number[] | undefined => {
		if (half === '') return [];
		const bytes: number[] = [];
		const groups = half.split(':');
		for (const [index, group] of groups.entries()) {
			if (last && index === groups.length - 1 && group.includes('.')) {
				const octets = readOctets(group);
				if (octets === undefined) return undefined;
				strict &&= parseIPv4(group)?.strict === true;
				bytes.push(...octets);
			} else {
				if (!/^[0-9a-fA-F]+$/.test(group)) return undefined;
				const value = Number.parseInt(group, 16);
				if (value > 0xffff) return undefined;
				strict &&= group.length <= 4;
				bytes.push(value >> 8, value & 0xff);
			}
		}
		return bytes;
	};
	const front = read(head, tail === undefined);
	const back = tail === undefined ? [] : read(tail, true);
	if (front === undefined || back === undefined) return undefined;
	const length = front.length + back.length;
	if (tail === undefined ? length !== 16 : length > 14) return undefined;
	const bytes = [...front, ...new Array<number>(16 - length).fill(0), ...back];
	const mapped = mappedPrefix.every((byte, index) => bytes[index] === byte);
	return { family: mapped ? 4 : 6, bytes, mapped, strict };
}

/** True if the text is an IPv6 address and no IPv4-mapped one (k8s.io/utils/net IsIPv6String). */
export function isIPv6(text: string): boolean {
	return parseIP(text)?.family === 6;
}

export function isIPv4(text: string): boolean {
	return parseIP(text)?.family === 4;
}

/** The canonical text (Go's net.IP.String; RFC 5952 for IPv6). */
export function formatIP(address: Pick<IPAddress, 'family' | 'bytes'>): string {
	const { bytes } = address;
	if (address.family === 4) return bytes.slice(12).join('.');
	const groups = Array.from(
		{ length: 8 },
		(_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0),
	);
	const gap = longestGap(groups);
	const text = (from: number, to: number) =>
		groups
			.slice(from, to)
			.map((group) => group.toString(16))
			.join(':');
	return gap === undefined ? text(0, 8) : `${text(0, gap.start)}::${text(gap.end, 8)}`;
}

/** The first longest run of at least two zero groups. */
function longestGap(groups: readonly number[]): { start: number; end: number } | undefined {
	let best: { start: number; end: number } | undefined;
	for (let start = 0; start < groups.length; start++) {
		let end = start;
		while (end < groups.length && groups[end] === 0) end++;
		if (end - start >= 2 && end - start > (best === undefined ? 0 : best.end - best.start))
			best = { start, end };
		if (end > start) start = end;
	}
	return best;
}

/** IsValidIPForLegacyField. `known` are values of the running object, accepted whatever they are. */
export function legacyIPErrors(
	field: string,
	value: string,
	strict: boolean,
	known: readonly string[] = [],
): Cause[] {
	if (known.includes(value)) return [];
	const address = parseIP(value);
	if (address === undefined) {
		return [invalid(field, value, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
	}
	if (!strict) return [];
	if (!address.strict) return [invalid(field, value, 'must not have leading 0s')];
	return address.mapped ? [invalid(field, value, 'must not be an IPv4-mapped IPv6 address')] : [];
}

/** IsValidIP: valid and in canonical form. */
export function canonicalIPErrors(field: string, value: string): Cause[] {
	const errors = legacyIPErrors(field, value, true);
	const address = parseIP(value);
	if (errors.length > 0 || address === undefined) return errors;
	const canonical = formatIP(address);
	return value === canonical
		? []
		: [invalid(field, value, `must be in canonical form (${quote(canonical)})`)];
}

/** ValidateEndpointIP (pkg/apis/core/validation): no unspecified, loopback or link-local address. */
export function endpointIPErrors(field: string, value: string): Cause[] {
	const address = parseIP(value);
	if (address === undefined) return [invalid(field, value, 'must be a valid IP address')];
	const errors: Cause[] = [];
	if (isUnspecified(address)) errors.push(invalid(field, value, `may not be unspecified (${value})`));
	if (isLoopback(address)) {
		errors.push(invalid(field, value, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'));
	}
	if (isLinkLocalUnicast(address)) {
		errors.push(invalid(field, value, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'));
	}
	if (isLinkLocalMulticast(address)) {
		errors.push(
			invalid(field, value, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'),
		);
	}
	return errors;
}

function isUnspecified({ family, bytes }: IPAddress): boolean {
	return (family === 4 ? bytes.slice(12) : bytes).every((byte) => byte === 0);
}

function isLoopback({ family, bytes }: IPAddress): boolean {
	return family === 4 ? bytes[12] === 127 : bytes.every((byte, index) => byte === (index === 15 ? 1 : 0));
}

function isLinkLocalUnicast({ family, bytes }: IPAddress): boolean {
	if (family === 4) return bytes[12] === 169 && bytes[13] === 254;
	return bytes[0] === 0xfe && ((bytes[1] ?? 0) & 0xc0) === 0x80;
}

function isLinkLocalMulticast({ family, bytes }: IPAddress): boolean {
	if (family === 4) return bytes[12] === 224 && bytes[13] === 0 && bytes[14] === 0;
	return bytes[0] === 0xff && ((bytes[1] ?? 0) & 0x0f) === 0x02;
}

/** GetWarningsForIP: addresses in forms that will not stay valid, or are not canonical. */
export function ipWarnings(field: string, value: string, strict: boolean): Warning[] {
	const address = parseIP(value);
	if (address === undefined) return [];
	const canonical = formatIP(address);
	if (!address.strict || address.mapped) {
		const verdict = strict ? 'is invalid' : 'will be considered invalid in a future Kubernetes release';
		const detail = `non-standard IP address ${quote(value)} ${verdict}: use ${quote(canonical)}`;
		return [warning('address-form', field, detail)];
	}
	if (address.family === 6 && canonical !== value) {
		const detail = `IPv6 address ${quote(value)} should be in RFC 5952 canonical format (${quote(canonical)})`;
		return [warning('address-form', field, detail)];
	}
	return [];
}
