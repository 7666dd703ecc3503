// Invariant: results and errors are those of Node's dns.lookup with `all: true` on glibc (lib/dns.js, libuv's
// uv_getaddrinfo): getaddrinfo for the name in its ASCII form, results as they come (`verbatim`).
import { parseDottedQuad, parseIPv6Literal } from './address-literal.ts';
import { toASCII } from './c-ares/idna.ts';
import type { Exchange } from './exchange.ts';
import { getaddrinfo } from './glibc/glibc.ts';
import { orderForGlibc } from './glibc/order.ts';
import type { Lookup, Outcome, Resolution, StubResolver } from './resolution.ts';
import { Timeline } from './timeline.ts';

export const nodeLookup: StubResolver = { id: 'node-lookup', resolve, order: orderForGlibc };

function resolve(lookup: Lookup, exchange: Exchange): Resolution {
	const timeline = new Timeline(exchange, lookup.latency);
	if (lookup.name === '') return timeline.resolution({ kind: 'addresses', addresses: [] });
	if ((parseDottedQuad(lookup.name) ?? parseIPv6Literal(lookup.name)) !== undefined) {
		// What net.isIP knows is given back as it is, whatever family was asked for.
		return timeline.resolution({ kind: 'addresses', addresses: [lookup.name] });
	}
	const resolution = getaddrinfo({ ...lookup, name: toASCII(lookup.name) }, exchange);
	return { ...resolution, outcome: named(resolution.outcome) };
}

/** Node has one code for names that do not exist and names without address. */
function named(outcome: Outcome): Outcome {
	if (outcome.kind !== 'error') return outcome;
	const missing = outcome.error === 'EAI_NONAME' || outcome.error === 'EAI_NODATA';
	return { kind: 'error', error: missing ? 'ENOTFOUND' : outcome.error };
}
