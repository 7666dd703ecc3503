// Invariant: a network is read as k8s.io/utils/net ParseCIDRSloppy reads it and judged as apimachinery's
// pkg/util/validation/ip.go does.
import { type Cause, invalid } from './cause.ts';
import { formatIP, type IPAddress, parseIP } from './ip-address.ts';
import { quote } from './quote.ts';
import { type Warning, warning } from './warning.ts';

export interface Network {
	/** The address as written, host bits included. */
	readonly address: IPAddress;
	readonly prefixLength: number;
	/** 4 if written as IPv4; an IPv4-mapped network is written as IPv6. */
	readonly written: 4 | 6;
	readonly first: readonly number[];
	/** False if the address or the prefix length has zeros too many. */
	readonly strict: boolean;
}

export function parseNetwork(text: string): Network | undefined {
	const slash = text.indexOf('/');
	if (slash === -1) return undefined;
	const address = parseIP(text.slice(0, slash));
	const length = text.slice(slash + 1);
	if (address === undefined || !/^[0-9]{1,7}$/.test(length)) return undefined;
	const written = address.family === 4 && !address.mapped ? 4 : 6;
	const prefixLength = Number(length);
	if (prefixLength > (written === 4 ? 32 : 128)) return undefined;
	const kept = written === 4 ? prefixLength + 96 : prefixLength;
	return {
		address,
		prefixLength,
		written,
		first: address.bytes.map((byte, index) => byte & maskByte(kept - index * 8)),
		strict: address.strict && (length === '0' || !length.startsWith('0')),
	};
}

/** The byte of a mask in which `bits` leading bits are set. */
function maskByte(bits: number): number {
	if (bits >= 8) return 0xff;
	return bits <= 0 ? 0 : (0xff00 >> bits) & 0xff;
}

/** The canonical text of the network, without host bits (Go's net.IPNet.String). */
export function formatNetwork(network: Network): string {
	const mapped = network.written === 6 && network.address.family === 4 && network.prefixLength >= 96;
	const family = network.written === 4 || mapped ? 4 : 6;
	const length = mapped ? network.prefixLength - 96 : network.prefixLength;
	return `${formatIP({ family, bytes: network.first })}/${length}`;
}

function hasHostBits(network: Network): boolean {
	return network.address.bytes.some((byte, index) => byte !== network.first[index]);
}

/** IsValidCIDRForLegacyField. `known` are values of the running object, accepted whatever they are. */
export function legacyNetworkErrors(
	field: string,
	value: string,
	strict: boolean,
	known: readonly string[] = [],
): Cause[] {
	if (known.includes(value)) return [];
	const network = parseNetwork(value);
	if (network === undefined) {
		return [invalid(field, value, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
	}
	if (!strict) return [];
	if (!network.strict) return [invalid(field, value, 'must not have leading 0s in IP or prefix length')];
	if (network.address.mapped) return [invalid(field, value, 'must not have an IPv4-mapped IPv6 address')];
	return hasHostBits(network)
		? [invalid(field, value, 'must not have bits set beyond the prefix length')]
		: [];
}

/** GetWarningsForCIDR. */
export function networkWarnings(field: string, value: string, strict: boolean): Warning[] {
	const network = parseNetwork(value);
	if (network === undefined) return [];
	const canonical = formatNetwork(network);
	const details: string[] = [];
	if (hasHostBits(network)) {
		const single = `${formatIP(network.address)}/${network.written === 4 ? 32 : 128}`;
		details.push(
			`CIDR value ${quote(value)} is ambiguous in this context (should be ${quote(canonical)} or ${quote(single)}?)`,
		);
	}
	if (!network.strict || network.address.mapped) {
		const verdict = strict ? 'is invalid' : 'will be considered invalid in a future Kubernetes release';
		details.push(`non-standard CIDR value ${quote(value)} ${verdict}: use ${quote(canonical)}`);
	}
	const written = `${formatIP(network.address)}/${network.prefixLength}`;
	if (details.length === 0 && network.written === 6 && written !== value) {
		details.push(
			`IPv6 CIDR value ${quote(value)} should be in RFC 5952 canonical format (${quote(written)})`,
		);
	}
	return details.map((detail) => warning('address-form', field, detail));
}
