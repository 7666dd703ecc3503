// Invariant: a query as stub resolvers send it: one question, recursion desired, nothing else but what is asked for.
import { Opcode, Rcode } from './codes.ts';
import type { Edns, Message, Question } from './message.ts';

/** A query for one question; without `edns` it carries no OPT record. (RFC 1035 section 4.1.1) */
export function queryMessage(
	question: Question,
	edns: Edns | undefined,
	{ id = 0, authenticData = false }: { readonly id?: number; readonly authenticData?: boolean } = {},
): Message {
	return {
		id,
		response: false,
		opcode: Opcode.QUERY,
		authoritative: false,
		truncated: false,
		recursionDesired: true,
		recursionAvailable: false,
		authenticData,
		checkingDisabled: false,
		rcode: Rcode.NOERROR,
		question,
		answer: [],
		authority: [],
		additional: [],
		edns,
	};
}
