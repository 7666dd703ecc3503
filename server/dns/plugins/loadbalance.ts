// Invariant: the orders that are possible are those of CoreDNS v1.15.0 (plugin/loadbalance): aliases first, then the
// rest in order, then addresses and then MX shuffled; `prefer` puts subnets in front.
import { type IPAddress, type Network, networkContains, parseNetwork } from '../address.ts';
import { Rcode, RecordType } from '../codes.ts';
import type { Dispenser } from '../corefile/dispenser.ts';
import { quote, readDuration } from '../corefile/numbers.ts';
import type { Message, ResourceRecord } from '../message.ts';
import type { Plugin } from './plugin.ts';

export interface LoadbalanceOptions {
	readonly prefer: readonly Network[];
	/** The weight file, which is not simulated; its plain shuffle stands in. */
	readonly weightFile: string | undefined;
}

/** Reads the plugin's stanzas (plugin/loadbalance/setup.go parse). Throws CorefileError. */
export function readLoadbalanceOptions(controller: Dispenser): LoadbalanceOptions {
	const prefer: Network[] = [];
	let weightFile: string | undefined;
	while (controller.next()) {
		const [policy, ...rest] = controller.remainingArguments();
		if (policy === 'round_robin') {
			if (rest.length > 0) throw controller.error(`unknown property for ${policy}`);
		} else if (policy === 'weighted') {
			if (rest[0] === undefined) throw controller.error('missing weight file argument');
			if (rest.length > 1) throw controller.error('unexpected argument(s)');
			weightFile = rest[0];
			while (controller.nextBlock()) readReload(controller);
		} else if (policy !== undefined) {
			throw controller.bareError(`unknown policy: ${policy}`);
		}
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property !== 'prefer') throw controller.error(`unknown property '${property}'`);
			for (const text of controller.remainingArguments()) {
				const network = parseNetwork(text);
				if (network === undefined) {
					throw controller.error(`invalid CIDR ${quote(text)}: invalid CIDR address: ${text}`);
				}
				prefer.push(network);
			}
		}
	}
	return { prefer, weightFile };
}

function readReload(controller: Dispenser): void {
	const property = controller.value();
	if (property !== 'reload') throw controller.error(`unknown property '${property}'`);
	const [text, ...rest] = controller.remainingArguments();
	if (text === undefined) throw controller.error('reload duration value is missing');
	if (rest.length > 0) throw controller.error('unexpected argument');
	readDuration(controller, text, () => controller.error(`invalid reload duration '${text}'`));
}

export function loadbalance(options: LoadbalanceOptions): Plugin {
	return (request, next) => {
		const outcome = next(request);
		const { message } = outcome;
		if (message === undefined || message.rcode !== Rcode.NOERROR) return outcome;
		const type = message.question?.type;
		if (type === undefined || type === RecordType.AXFR || type === RecordType.IXFR) return outcome;
		const { answer, authority, additional } = message;
		if (answer.length < 2 && authority.length < 2 && additional.length < 2) return outcome;
		const shuffled = shuffleMessage(message, request.surroundings.random);
		return {
			...outcome,
			message: options.prefer.length === 0 ? shuffled : preferIn(shuffled, options.prefer),
		};
	};
}

function shuffleMessage(message: Message, random: () => number): Message {
	return {
		...message,
		answer: roundRobin(message.answer, random),
		authority: roundRobin(message.authority, random),
		additional: roundRobin(message.additional, random),
	};
}

function isAddress({ type }: ResourceRecord): boolean {
	return type === RecordType.A || type === RecordType.AAAA;
}

function roundRobin(records: readonly ResourceRecord[], random: () => number): readonly ResourceRecord[] {
	if (records.length < 2) return records;
	if (records.every(isAddress)) return shuffled(records, random);
	const groups = groupRecords(records);
	return [
		...groups.aliases,
		...groups.rest,
		...shuffled(groups.addresses, random),
		...shuffled(groups.exchanges, random),
	];
}

function groupRecords(records: readonly ResourceRecord[]) {
	const aliases: ResourceRecord[] = [];
	const addresses: ResourceRecord[] = [];
	const exchanges: ResourceRecord[] = [];
	const rest: ResourceRecord[] = [];
	for (const record of records) {
		if (record.type === RecordType.CNAME) aliases.push(record);
		else if (isAddress(record)) addresses.push(record);
		else if (record.type === RecordType.MX) exchanges.push(record);
		else rest.push(record);
	}
	return { aliases, addresses, exchanges, rest };
}

/** Each place in turn gets one of the records from there on. */
function shuffled(records: readonly ResourceRecord[], random: () => number): ResourceRecord[] {
	const order = records.slice();
	for (let i = 0; i < order.length - 1; i++) {
		const j = i + Math.floor(random() * (order.length - i));
		const [a, b] = [order[i], order[j]];
		if (a === undefined || b === undefined) continue;
		order[i] = b;
		order[j] = a;
	}
	return order;
}

function preferIn(message: Message, networks: readonly Network[]): Message {
	const reorder = (records: readonly ResourceRecord[]): readonly ResourceRecord[] => {
		const { aliases, addresses, exchanges, rest } = groupRecords(records);
		const rank = (address: IPAddress) => {
			const index = networks.findIndex((network) => networkContains(network, address));
			return index === -1 ? networks.length : index;
		};
		const ranked = addresses.map((record) => ({
			record,
			rank: record.data.form === 'address' ? rank(record.data.address) : networks.length,
		}));
		ranked.sort((a, b) => a.rank - b.rank);
		return [...aliases, ...ranked.map(({ record }) => record), ...exchanges, ...rest];
	};
	return { ...message, answer: reorder(message.answer), additional: reorder(message.additional) };
}
