// Invariant: a plugin either answers, or says with which rcode the server shall answer, or asks the next one; what
// CoreDNS wraps around its response writer happens to the outcome on the way back.
import { Rcode } from '../codes.ts';
import type { Edns, Message, Question, ResourceRecord } from '../message.ts';
import type { Query } from '../wire/read-query.ts';

export interface Client {
	readonly transport: 'udp' | 'tcp';
	/** The address family of the connection. */
	readonly family: 4 | 6;
	/** As text; '' where nothing depends on it. */
	readonly address: string;
}

export interface Outcome {
	/** NOERROR once something was answered, whatever the message says; SERVFAIL, REFUSED, FORMERR or NOTIMP if not. */
	readonly rcode: number;
	/** What goes to the client; undefined if the server has to answer with `rcode`, or nothing is sent. */
	readonly message: Message | undefined;
}

export type Next = (request: Request) => Outcome;

/** A plugin in a server block's chain. */
export type Plugin = (request: Request, next: Next) => Outcome;

export function answered(message: Message): Outcome {
	return { rcode: Rcode.NOERROR, message };
}

/** Nothing was written: the server answers with `rcode`. */
export function failed(rcode: number): Outcome {
	return { rcode, message: undefined };
}

/** True if an answer has been written by the chain, so the server must not. (CoreDNS plugin.go ClientWrite) */
export function hasAnswered(rcode: number): boolean {
	return (
		rcode !== Rcode.SERVFAIL && rcode !== Rcode.REFUSED && rcode !== Rcode.FORMERR && rcode !== Rcode.NOTIMP
	);
}

/** What a plugin may ask of the server that it runs in. */
export interface Surroundings {
	/** Asks the whole server again. Undefined if no message came back. */
	readonly lookup: (request: Request, name: string, type: number) => Message | undefined;
	/** Seconds since 1970, with fraction. */
	readonly now: number;
	/** A number from 0 up to 1. */
	readonly random: () => number;
	/** Takes down what CoreDNS would have done that is not simulated, and errors that it would log. */
	readonly note: (text: string) => void;
}

/** A query on its way through the plugins. `rewrite` changes its question, as CoreDNS's changes the message. */
export class Request {
	readonly query: Query;
	readonly client: Client;
	readonly surroundings: Surroundings;
	/** How many lookups of the server's own lie above this one. */
	readonly depth: number;
	/** OPT of the reply: the client's own, without version, options and all flags but DO and Z. Its size is the limit. */
	edns: Edns | undefined;
	type: number;
	class: number;
	private written: string;
	private lowered: string | undefined;

	constructor(
		query: Query,
		question: Question,
		client: Client,
		surroundings: Surroundings,
		depth: number,
		edns: Edns | undefined,
	) {
		this.query = query;
		this.client = client;
		this.surroundings = surroundings;
		this.depth = depth;
		this.edns = edns;
		this.written = question.name;
		this.lowered = undefined;
		this.type = question.type;
		this.class = question.class;
	}

	/** The question's name as asked. */
	get name(): string {
		return this.written;
	}

	set name(name: string) {
		this.written = name;
		this.lowered = undefined;
	}

	/** The question's name in lower case. */
	get lowerName(): string {
		this.lowered ??= this.written.toLowerCase();
		return this.lowered;
	}

	get question(): Question {
		return { name: this.written, type: this.type, class: this.class };
	}

	/** A request of its own with another question; its changes do not come back. */
	with(question: Question, depth = this.depth): Request {
		return new Request(this.query, question, this.client, this.surroundings, depth, this.edns);
	}
}

export interface Sections {
	readonly answer?: readonly ResourceRecord[];
	readonly authority?: readonly ResourceRecord[];
	readonly additional?: readonly ResourceRecord[];
	readonly truncated?: boolean;
}

const noRecords: readonly ResourceRecord[] = [];

/** A reply to the request as it stands. (miekg/dns SetReply) */
export function replyTo(
	request: Request,
	rcode: number,
	authoritative: boolean,
	sections: Sections,
): Message {
	return errorReply(request.query, request.question, request.edns, rcode, authoritative, sections);
}

/** A reply to a query that may have no question at all. */
export function errorReply(
	query: Query,
	question: Question | undefined,
	edns: Edns | undefined,
	rcode: number,
	authoritative: boolean,
	sections: Sections,
): Message {
	const isQuery = query.opcode === 0;
	return {
		id: query.id,
		response: true,
		opcode: query.opcode,
		authoritative,
		truncated: sections.truncated ?? false,
		recursionDesired: isQuery && query.recursionDesired,
		recursionAvailable: false,
		authenticData: false,
		checkingDisabled: isQuery && query.checkingDisabled,
		rcode,
		question,
		answer: sections.answer ?? noRecords,
		authority: sections.authority ?? noRecords,
		additional: sections.additional ?? noRecords,
		edns,
	};
}
