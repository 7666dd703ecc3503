// Invariant: for the same cluster, Corefile, query, client, time and random numbers the answer is the same, byte by
// byte, and it is one that CoreDNS v1.15.0 could send (core/dnsserver/server.go ServeDNS, request/writer.go).
import { Opcode, Rcode, RecordClass, RecordType } from './codes.ts';
import type { Corefile } from './corefile/corefile.ts';
import type { Edns, Message, Question } from './message.ts';
import { nextLabel } from './name.ts';
import { chainOf, type PluginSurroundings } from './plugins/chain.ts';
import {
	type Client,
	errorReply,
	hasAnswered,
	type Next,
	Request,
	replyTo,
	type Surroundings,
} from './plugins/plugin.ts';
import { type Query, type QueryEdns, type Rejection, readQuery } from './wire/read-query.ts';
import { unlimited, type WriteLimit, writeMessage } from './wire/write-message.ts';

export interface NameServerOptions extends PluginSurroundings {
	readonly corefile: Corefile;
}

/** What an answer depends on beside the query. */
export interface Circumstances {
	readonly transport: 'udp' | 'tcp';
	/** The client's address. Default 127.0.0.1. */
	readonly clientAddress?: string;
	/** Seconds since 1970, with fraction; only the cache's TTLs depend on it. Default 0. */
	readonly now?: number;
	/** From 0 up to 1, for `loadbalance`. Default: the plugins' own order is kept. */
	readonly random?: () => number;
}

export interface Answer {
	/** What goes over the wire; undefined if CoreDNS would send nothing. */
	readonly bytes: Uint8Array | undefined;
	/** The message behind it, before it was cut to the client's size; undefined where nothing was made. */
	readonly message: Message | undefined;
	/** What CoreDNS would have done that is not simulated, and the errors that it would log. */
	readonly notes: readonly string[];
}

export interface NameServer {
	/** The bytes that go back to the client for what it sent; undefined for silence. Never throws. */
	readonly answer: (query: Uint8Array, circumstances: Circumstances) => Uint8Array | undefined;
	/** As `answer`, with the message and the notes. */
	readonly explain: (query: Uint8Array, circumstances: Circumstances) => Answer;
	/** Asks without a wire: the message is whole, as over a TCP without limit. */
	readonly ask: (question: Question, circumstances?: Partial<Circumstances>) => Answer;
}

/** Lookups of the server's own for an alias; CoreDNS has no limit and dies of a loop between two zones. */
const maxDepth = 20;

const keepOrder = () => 0;
const silence: Answer = { bytes: undefined, message: undefined, notes: [] };

export function createNameServer(options: NameServerOptions): NameServer {
	const server = new Server(options);
	return {
		answer: (query, circumstances) => server.explain(query, circumstances).bytes,
		explain: (query, circumstances) => server.explain(query, circumstances),
		ask: (question, circumstances) => server.ask(question, circumstances),
	};
}

class Server {
	private readonly chains: readonly (Next | undefined)[];
	private readonly blocksByZone = new Map<string, number>();
	private readonly anyClass: boolean;

	constructor(options: NameServerOptions) {
		this.anyClass = options.corefile.anyClass;
		const { blocks } = options.corefile;
		this.chains = blocks.map((block) => chainOf(block, options));
		blocks.forEach((block, index) => {
			// All blocks answer on one address here; of two with one zone the first does.
			for (const zone of block.zones) if (!this.blocksByZone.has(zone)) this.blocksByZone.set(zone, index);
		});
	}

	explain(received: Uint8Array, circumstances: Circumstances): Answer {
		// CoreDNS reads UDP into 512 bytes.
		const isCut = circumstances.transport === 'udp' && received.length > 512;
		const read = readQuery(isCut ? received.subarray(0, 512) : received);
		if (read.kind === 'ignored') return silence;
		if (read.kind === 'rejected') {
			const message = rejectionReply(read.rejection);
			return { bytes: writeMessage(message, unlimited)?.bytes, message, notes: [] };
		}
		const client = clientOf(circumstances);
		const surroundings = new AnswerSurroundings(circumstances, this.lookup);
		const message = this.serve(read.query, client, surroundings);
		const bytes =
			message === undefined
				? undefined
				: writeMessage(message, limitOf(read.query.edns, message.edns, client))?.bytes;
		return { bytes, message, notes: surroundings.notes };
	}

	ask(question: Question, circumstances: Partial<Circumstances> = {}): Answer {
		const full = { transport: 'tcp' as const, ...circumstances };
		const query: Query = {
			id: 0,
			opcode: Opcode.QUERY,
			recursionDesired: true,
			authenticData: false,
			checkingDisabled: false,
			question,
			edns: undefined,
		};
		const surroundings = new AnswerSurroundings(full, this.lookup);
		const message = this.serve(query, clientOf(full), surroundings);
		return { bytes: undefined, message, notes: surroundings.notes };
	}

	/** From a query to a message that was not yet cut; undefined for silence. */
	private serve(query: Query, client: Client, surroundings: Surroundings): Message | undefined {
		const edns = replyEdns(query.edns);
		const { question } = query;
		if (question === undefined) return errorReply(query, question, edns, Rcode.SERVFAIL, false, {});
		if (question.class !== RecordClass.IN && !this.anyClass) {
			return errorReply(query, question, edns, Rcode.REFUSED, false, {});
		}
		if (query.edns !== undefined && query.edns.version !== 0) {
			// An unknown EDNS version: OPT then has size 0. (CoreDNS plugin/pkg/edns Version)
			const empty = { udpSize: 0, version: 0, flags: 0, options: [] };
			return errorReply(query, question, empty, Rcode.BADVERS, false, {});
		}
		return this.route(new Request(query, question, client, surroundings, 0, edns));
	}

	/** Hands a request to the server block of the longest zone that holds its name. */
	private route(request: Request): Message | undefined {
		const chain = this.chainFor(request);
		if (chain === undefined) return replyTo(request, Rcode.REFUSED, false, {});
		const { message, rcode } = chain(request);
		return message === undefined && !hasAnswered(rcode) ? replyTo(request, rcode, false, {}) : message;
	}

	private chainFor(request: Request): Next | undefined {
		const name = request.lowerName;
		const isDelegation = request.type === RecordType.DS && request.query.opcode === Opcode.QUERY;
		let found: number | undefined;
		if (this.blocksByZone.size > 1 || !this.blocksByZone.has('.')) {
			for (let offset = 0; offset !== -1; offset = nextLabel(name, offset)) {
				const index = this.blocksByZone.get(offset === 0 ? name : name.slice(offset));
				if (index === undefined) continue;
				// A block without plugins refuses, whatever is asked.
				if (this.chains[index] === undefined) return undefined;
				found = index;
				// DS records stand in the parent zone, so the search goes on.
				if (!isDelegation) break;
			}
		}
		found ??= this.blocksByZone.get('.');
		return found === undefined ? undefined : this.chains[found];
	}

	/** Asks the whole server again, as CoreDNS does for the target of an alias. */
	private readonly lookup = (request: Request, name: string, type: number): Message | undefined => {
		if (request.depth >= maxDepth) {
			request.surroundings.note(`the aliases of ${name} lead in a circle, which would end CoreDNS`);
			return undefined;
		}
		const question = { name, type, class: RecordClass.IN };
		const message = this.route(request.with(question, request.depth + 1));
		return message === undefined
			? undefined
			: cut(message, limitOf(request.query.edns, request.edns, request.client));
	};
}

class AnswerSurroundings implements Surroundings {
	readonly lookup: Surroundings['lookup'];
	readonly now: number;
	readonly random: () => number;
	notes: string[] = noNotes;

	constructor(circumstances: Circumstances, lookup: Surroundings['lookup']) {
		this.lookup = lookup;
		this.now = circumstances.now ?? 0;
		this.random = circumstances.random ?? keepOrder;
	}

	note(text: string): void {
		if (this.notes.length === 0) this.notes = [text];
		else if (!this.notes.includes(text)) this.notes.push(text);
	}
}

const noNotes: string[] = [];

/** The answer section as far as it fits the client. */
function cut(message: Message, limit: WriteLimit): Message {
	const result = writeMessage(message, limit);
	if (result === undefined || !result.truncated) return message;
	return { ...message, truncated: true, answer: message.answer.slice(0, result.answers) };
}

function clientOf({ transport, clientAddress = '127.0.0.1' }: Circumstances): Client {
	return { transport, family: clientAddress.includes(':') ? 6 : 4, address: clientAddress };
}

/** The client's size, unless a plugin lowered it; `reply` may have an OPT that the query did not. */
function limitOf(query: QueryEdns | undefined, reply: Edns | undefined, client: Client): WriteLimit {
	if (client.transport === 'tcp') return unlimited;
	const size = query === undefined ? 512 : Math.min(query.udpSize, reply?.udpSize ?? query.udpSize);
	return { size: Math.max(512, size), compressAbove: client.family === 4 ? 1480 : 1220 };
}

function replyEdns(edns: QueryEdns | undefined): Edns | undefined {
	if (edns === undefined) return undefined;
	return { udpSize: edns.udpSize, version: 0, flags: edns.flags & 0xff00, options: [] };
}

function rejectionReply({ id, bits, question }: Rejection): Message {
	const bit = (mask: number) => (bits & mask) !== 0;
	return {
		id,
		response: true,
		opcode: (bits >> 11) & 15,
		authoritative: false,
		truncated: bit(0x0200),
		recursionDesired: bit(0x0100),
		recursionAvailable: bit(0x0080),
		authenticData: bit(0x0020),
		checkingDisabled: bit(0x0010),
		rcode: bits & 15,
		question,
		answer: [],
		authority: [],
		additional: [],
		edns: undefined,
	};
}
