// Invariant: TTLs, what is kept, for how long and how it is given out are CoreDNS v1.15.0's (plugin/cache cache.go,
// handler.go, item.go); prefetch and serve_stale are not simulated.
import { Opcode, Rcode, RecordType } from '../codes.ts';
import type { Message, ResourceRecord } from '../message.ts';
import { inZones, sameName } from '../name.ts';
import type { CacheOptions } from './cache-options.ts';
import { answered, type Next, type Outcome, type Plugin, type Request, replyTo } from './plugin.ts';

type Kind = 'success' | 'denial' | 'failure' | 'other';

interface Entry {
	readonly message: Message;
	/** Seconds. */
	readonly duration: number;
	readonly stored: number;
}

/** The cache of one server block. It lives as long as the server. */
export function cache(options: CacheOptions): Plugin {
	const successes = new Map<string, Entry>();
	const denials = new Map<string, Entry>();

	const stored = (request: Request): Entry | undefined => {
		const key = keyOf(request);
		const alive = (entry: Entry | undefined) =>
			entry !== undefined && secondsLeft(entry, request.surroundings.now) > 0 ? entry : undefined;
		const denial = alive(denials.get(key));
		// A failure does not hide a good answer.
		if (denial !== undefined && denial.message.rcode !== Rcode.SERVFAIL) return denial;
		return alive(successes.get(key)) ?? denial;
	};

	const keep = (request: Request, message: Message, kind: Kind, duration: number) => {
		const { question } = message;
		if (question === undefined || !sameName(question.name, request.name)) return;
		if (question.type !== request.type || question.class !== request.class) return;
		const success = kind === 'success';
		const excepted = success ? options.successExceptions : options.denialExceptions;
		if (inZones(excepted, question.name)) return;
		const entry = { message, duration, stored: request.surroundings.now };
		put(
			success ? successes : denials,
			keyOf(request),
			entry,
			success ? options.capacity : options.denialCapacity,
		);
	};

	return (request: Request, next: Next): Outcome => {
		if (request.query.opcode !== Opcode.QUERY) return next(request);
		if (!inZones(options.zones, request.lowerName)) return next(request.with(request.question));
		const { lowerName } = request;
		const isKept =
			!inZones(options.successExceptions, lowerName) || !inZones(options.denialExceptions, lowerName);
		const entry = isKept ? stored(request) : undefined;
		if (entry !== undefined) return answered(fromCache(request, entry, options.keepTtl));
		const inner = request.with(request.question);
		const outcome = next(inner);
		if (outcome.message === undefined) return outcome;
		const kind = kindOf(outcome.message);
		const duration = durationOf(outcome.message, kind, options);
		const kept = withTtl(outcome.message, Math.floor(duration), true);
		// OPT goes from hop to hop: one that a plugin behind made gives way to the server's own.
		const message = kept.edns === request.edns ? kept : { ...kept, edns: request.edns };
		if (duration > 0 && isStorable(outcome.message, kind)) keep(request, message, kind, duration);
		return { ...outcome, message };
	};
}

function put(map: Map<string, Entry>, key: string, entry: Entry, capacity: number): void {
	if (map.size >= capacity && !map.has(key)) {
		// CoreDNS drops any entry; the oldest is one.
		const oldest = map.keys().next();
		if (oldest.done !== true) map.delete(oldest.value);
	}
	map.set(key, entry);
}

function keyOf(request: Request): string {
	const { query, lowerName, type } = request;
	const dnssec = ((query.edns?.flags ?? 0) & 0x8000) !== 0 ? 1 : 0;
	return `${dnssec}${query.checkingDisabled ? 1 : 0} ${type} ${request.class} ${lowerName}`;
}

function secondsLeft(entry: Entry, now: number): number {
	return Math.floor(entry.duration) - Math.floor(now - entry.stored);
}

function fromCache(request: Request, entry: Entry, keepTtl: boolean): Message {
	const { message } = entry;
	const ttl = secondsLeft(entry, keepTtl ? entry.stored : request.surroundings.now);
	const dnssec = ((request.query.edns?.flags ?? 0) & 0x8000) !== 0;
	return {
		...replyTo(request, message.rcode, message.authoritative, withTtl(message, ttl, false)),
		truncated: false,
		recursionAvailable: message.recursionAvailable,
		authenticData: message.authenticData && (dnssec || request.query.authenticData),
	};
}

function withTtl(message: Message, ttl: number, keepMessage: boolean): Message {
	const set = (record: ResourceRecord): ResourceRecord => (record.ttl === ttl ? record : { ...record, ttl });
	const { answer, authority, additional } = message;
	const isSet = [answer, authority, additional].every((section) =>
		section.every((record) => record.ttl === ttl),
	);
	if (isSet && keepMessage) return message;
	return {
		...message,
		answer: answer.map(set),
		authority: authority.map(set),
		additional: additional.map(set),
	};
}

function hasStartOfAuthority(message: Message): boolean {
	return message.authority.some(({ type }) => type === RecordType.SOA);
}

function kindOf(message: Message): Kind {
	const type = message.question?.type;
	if (message.opcode !== Opcode.QUERY || type === RecordType.AXFR || type === RecordType.IXFR) return 'other';
	if (message.answer.length > 0) {
		if (message.rcode === Rcode.NXDOMAIN) return 'other';
		if (message.rcode === Rcode.NOERROR) {
			return hasStartOfAuthority(message) && !answersQuestion(message) ? 'denial' : 'success';
		}
	}
	if (message.rcode === Rcode.NOERROR) return hasStartOfAuthority(message) ? 'denial' : 'success';
	if (message.rcode === Rcode.NXDOMAIN) return 'denial';
	return message.rcode === Rcode.SERVFAIL || message.rcode === Rcode.NOTIMP ? 'failure' : 'other';
}

function isStorable(message: Message, kind: Kind): boolean {
	if (message.truncated || message.question === undefined || kind === 'other') return false;
	const soa = hasStartOfAuthority(message);
	if (message.rcode === Rcode.NXDOMAIN && !soa) return false;
	// A chain of aliases without the records asked for, and nothing that says how long that holds.
	return kind !== 'success' || soa || message.answer.length === 0 || answersQuestion(message);
}

/** Seconds: the smallest TTL of all records, within the cache's bounds. */
function durationOf(message: Message, kind: Kind, options: CacheOptions): number {
	if (kind === 'failure') return options.failureTtl;
	const [least, most] =
		kind === 'denial' ? [options.denialMinimum, options.denialMaximum] : [options.minimum, options.maximum];
	const records = [...message.answer, ...message.authority, ...message.additional];
	// No record at all, or an error: the default.
	const isPlain = kind !== 'other' && !isDelegation(message);
	let ttl = records.length === 0 || !isPlain ? 5 : most;
	if (isPlain) for (const record of records) ttl = Math.min(ttl, record.ttl);
	return Math.min(Math.max(ttl, least), most);
}

function isDelegation({ rcode, answer, authority }: Message): boolean {
	if (rcode !== Rcode.NOERROR || answer.length > 0) return false;
	const has = (type: number) => authority.some((record) => record.type === type);
	return has(RecordType.NS) && !has(RecordType.SOA);
}

/** True if the record asked for stands at the end of the chain of aliases. */
function answersQuestion(message: Message): boolean {
	const { question, answer } = message;
	if (question === undefined || message.rcode !== Rcode.NOERROR) return false;
	const { type, class: recordClass } = question;
	const inClass = answer.filter((record) => recordClass === 255 || record.class === recordClass);
	if (type === RecordType.ANY) return inClass.some(({ name }) => sameName(name, question.name));
	let name = question.name.toLowerCase();
	if (type !== RecordType.CNAME) {
		const visited = new Set<string>();
		for (;;) {
			if (visited.has(name)) return false;
			visited.add(name);
			const target = aliasTarget(inClass, name);
			if (target === undefined) return false;
			if (target === '') break;
			name = target;
		}
	}
	return type === RecordType.CNAME
		? aliasTarget(inClass, name) !== undefined && aliasTarget(inClass, name) !== ''
		: inClass.some((record) => record.type === type && sameName(record.name, name));
}

/** The one alias of a name, in lower case; '' if it has none, undefined if it has several. */
function aliasTarget(records: readonly ResourceRecord[], owner: string): string | undefined {
	let target = '';
	for (const record of records) {
		if (record.type !== RecordType.CNAME || record.data.form !== 'name') continue;
		if (!sameName(record.name, owner)) continue;
		const found = record.data.target.toLowerCase();
		if (target !== '' && target !== found) return undefined;
		target = found;
	}
	return target;
}
