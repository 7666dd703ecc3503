// Invariant: zones of a Corefile become names in lower case with a final dot; CIDR notation becomes reverse zones
// (CoreDNS plugin/normalize.go).
import { parseNetwork, reverseZones } from '../address.ts';
import { domainNameLabels, normalizeName } from '../name.ts';
import { utf8Octets } from '../octets.ts';
import { quote } from './numbers.ts';

export const transports = ['tls', 'dns', 'quic', 'grpc', 'https3', 'https', 'unix'] as const;
export type Transport = (typeof transports)[number];

/** Splits `tls://` and the like off; dns where nothing is written. */
export function splitTransport(text: string): { readonly transport: Transport; readonly rest: string } {
	for (const transport of transports) {
		if (text.startsWith(`${transport}://`)) return { transport, rest: text.slice(transport.length + 3) };
	}
	return { transport: 'dns', rest: text };
}

export interface HostPort {
	/** More than one for CIDR notation off an octet's (a nibble's) boundary. */
	readonly hosts: readonly string[];
	/** '' where none is written. */
	readonly port: string;
}

/** Splits a zone and its port; an object with CoreDNS's words if it is no zone. */
export function splitHostPort(text: string): HostPort | { readonly problem: string } {
	let host = text;
	let port = '';
	const colon = text.lastIndexOf(':');
	if (colon === text.length - 1 && colon !== -1) {
		return { problem: `expecting data after last colon: ${quote(text)}` };
	}
	if (text === '') return { problem: `expecting data after last colon: ${quote(text)}` };
	if (colon !== -1 && /^[+-]?\d+$/.test(text.slice(colon + 1))) {
		port = String(Number(text.slice(colon + 1)));
		host = text.slice(0, colon);
	}
	const { length } = utf8Octets(host);
	if (length > 255) return { problem: `specified zone is too long: ${length} > 255` };
	if (domainNameLabels(host) === undefined) return { problem: `zone is not a valid domain name: ${host}` };
	const network = parseNetwork(host);
	if (network === undefined) return { hosts: [host], port };
	if (host.startsWith(':') || (host.startsWith('0') && host.includes(':'))) {
		return { problem: `invalid CIDR ${host}` };
	}
	return { hosts: reverseZones(network), port };
}

/** The zones that one word of a Corefile stands for; none if it is no zone, without complaint as in CoreDNS. */
export function zonesOf(text: string): string[] {
	const split = splitHostPort(splitTransport(text).rest);
	return 'problem' in split ? [] : split.hosts.map(normalizeName);
}

/** A plugin's zones: its arguments, or those of its server block. */
export function originsOf(args: readonly string[], serverBlockKeys: readonly string[]): string[] {
	if (args.length > 0) return args.flatMap(zonesOf);
	return serverBlockKeys.map((key) => zonesOf(key)[0] ?? key);
}

/** The zones of `fallthrough`: every name where none is written. */
export function fallthroughZones(args: readonly string[]): string[] {
	return args.length === 0 ? ['.'] : args.flatMap(zonesOf);
}
