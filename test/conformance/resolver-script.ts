// Invariant: answers exactly as the scripted DNS server of the recordings did (key `format` of resolvers.json).
import type { AnswerRecord, Exchange, Exchanged, Query } from '../../server/resolver/exchange.ts';

export type ScriptedType = readonly string[] | { readonly rcode: string } | 'drop';

/** What a name answers: records by type, or an rcode or silence for all of them. */
export interface ScriptedName {
	readonly A?: ScriptedType;
	readonly AAAA?: ScriptedType;
	readonly SRV?: ScriptedType;
	readonly CNAME?: string;
	readonly rcode?: string;
	readonly drop?: boolean;
	readonly flags?: string;
	readonly owner?: string;
}

export interface Script {
	readonly zone: Readonly<Record<string, ScriptedName>>;
	readonly nsOverride?: Readonly<Record<string, ScriptedName>>;
	readonly firstNameserverPortClosed?: boolean;
}

export function scriptedExchange(script: Script): Exchange {
	const zone = new Map(Object.entries(script.zone).map(([name, entry]) => [name.toLowerCase(), entry]));
	return (query) => {
		const closed = script.firstNameserverPortClosed === true;
		if (closed && query.nameserver === 0) return 'refused';
		const server = query.nameserver - (closed ? 1 : 0);
		const name = asSent(query.name);
		const entry = script.nsOverride?.[server] ?? zone.get(name.toLowerCase());
		return answer(name, query, entry, zone);
	};
}

/** The server shows each byte of a name as one character. */
export function asSent(name: string): string {
	return Buffer.from(name, 'utf8').toString('latin1');
}

function answer(
	name: string,
	query: Query,
	entry: ScriptedName | undefined,
	zone: ReadonlyMap<string, ScriptedName>,
): Exchanged {
	const flags = entry?.flags ?? '';
	const wanted = entry?.[query.type];
	const silent = flags.includes('notcp') && query.transport === 'tcp';
	if (entry?.drop || wanted === 'drop' || silent) return 'timeout';
	const rcode = entry === undefined ? 'NXDOMAIN' : rcodeOf(entry, wanted);
	const answers = entry === undefined ? [] : records(name, query, entry, zone);
	const authority = answers.length === 0 && (rcode === 'NOERROR' || rcode === 'NXDOMAIN');
	const lame = flags.includes('lame') && answers.length === 0;
	const limit = query.transport === 'tcp' ? Number.POSITIVE_INFINITY : Math.max(512, query.udpSize ?? 512);
	let fitting = answers;
	while (fitting.length > 0 && size(name, fitting, authority && !lame, query) > limit) {
		fitting = fitting.slice(0, -1);
	}
	const cut = fitting.length < answers.length;
	const marked = query.transport === 'udp' && flags.split(/\W+/).includes('tc');
	return {
		rcode,
		answers: fitting,
		authoritative: !lame,
		recursionAvailable: !lame,
		truncated: cut || marked,
		additional: query.udpSize === undefined ? 0 : 1,
	};
}

function rcodeOf(entry: ScriptedName, wanted: ScriptedType | undefined): string {
	if (typeof wanted === 'object' && 'rcode' in wanted) return wanted.rcode;
	return entry.rcode ?? 'NOERROR';
}

function records(
	name: string,
	query: Query,
	entry: ScriptedName,
	zone: ReadonlyMap<string, ScriptedName>,
): AnswerRecord[] {
	const found: AnswerRecord[] = [];
	let owner = entry.owner ?? name;
	let current: ScriptedName | undefined = entry;
	for (let hops = 0; current?.CNAME !== undefined && hops < 8; hops++) {
		found.push({ name: owner, type: 'CNAME', ttl: 30, data: current.CNAME });
		owner = current.CNAME;
		current = zone.get(owner.toLowerCase());
	}
	const data = current?.[query.type];
	if (Array.isArray(data)) {
		for (const text of data) found.push({ name: owner, type: query.type, ttl: 30, data: text });
	}
	return found;
}

/** The length of the response on the wire, with names compressed. */
function size(name: string, answers: readonly AnswerRecord[], authority: boolean, query: Query): number {
	const seen = new Set<string>();
	const nameSize = (full: string): number => {
		let total = 0;
		let rest = full.toLowerCase();
		while (rest !== '.' && rest !== '') {
			if (seen.has(rest)) return total + 2;
			seen.add(rest);
			const label = rest.slice(0, rest.indexOf('.'));
			total += label.length + 1;
			rest = rest.slice(label.length + 1);
		}
		return total + 1;
	};
	let total = 12 + nameSize(name) + 4;
	for (const record of answers) {
		total += nameSize(record.name) + 10;
		if (record.type === 'A') total += 4;
		else if (record.type === 'AAAA') total += 16;
		else if (record.type === 'CNAME') total += nameSize(record.data);
		else total += 6 + (record.data.split(' ')[3] ?? '').length + 1;
	}
	return total + (authority ? 60 : 0) + (query.udpSize === undefined ? 0 : 11);
}
