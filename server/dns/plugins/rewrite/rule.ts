// Invariant: a rule changes the question in place and says what is to happen to the answer, as CoreDNS v1.15.0's rules
// do (plugin/rewrite).
import type { RecordData, ResourceRecord } from '../../message.ts';
import type { Request } from '../plugin.ts';
import type { StringRewriter } from './string-rewriter.ts';

/** What happens to an answer. A rule for the message happens once for each record, or once if there is none. */
export type ResponseRule =
	| { readonly on: 'record'; readonly rewrite: (record: ResourceRecord) => ResourceRecord }
	| { readonly on: 'rcode'; readonly rewrite: (rcode: number) => number };

export interface Rule {
	/** The rules for the answer if the query was one for this rule (it may have changed); undefined if not. */
	readonly apply: (request: Request) => readonly ResponseRule[] | undefined;
	/** True if no rule behind this one is tried once it applied. */
	readonly stops: boolean;
}

/** Maps the owner of records. */
export function ownerRule(rewriter: StringRewriter): ResponseRule {
	return { on: 'record', rewrite: (record) => ({ ...record, name: rewriter(record.name) }) };
}

/** Maps the names that records point to; of a SOA the name server. */
export function valueRule(rewriter: StringRewriter): ResponseRule {
	return { on: 'record', rewrite: (record) => ({ ...record, data: rewriteValue(record.data, rewriter) }) };
}

function rewriteValue(data: RecordData, rewriter: StringRewriter): RecordData {
	switch (data.form) {
		case 'name':
		case 'service':
			return { ...data, target: rewriter(data.target) };
		case 'exchange':
			return { ...data, exchange: rewriter(data.exchange) };
		case 'authority':
			return { ...data, primary: rewriter(data.primary) };
		default:
			return data;
	}
}
