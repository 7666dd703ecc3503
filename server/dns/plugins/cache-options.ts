// Invariant: options are read as CoreDNS v1.15.0 reads them (plugin/cache/setup.go cacheParse), errors in its words.
import type { Dispenser } from '../corefile/dispenser.ts';
import { integerProblem, parseDuration, readDuration, readInteger } from '../corefile/numbers.ts';
import { originsOf } from '../corefile/origins.ts';
import { normalizeName } from '../name.ts';
import { utf8Octets } from '../octets.ts';

export interface CacheOptions {
	readonly zones: readonly string[];
	/** Entries, and seconds. */
	readonly capacity: number;
	readonly minimum: number;
	readonly maximum: number;
	readonly denialCapacity: number;
	readonly denialMinimum: number;
	readonly denialMaximum: number;
	readonly failureTtl: number;
	/** Zones whose good answers are not kept. */
	readonly successExceptions: readonly string[];
	readonly denialExceptions: readonly string[];
	readonly keepTtl: boolean;
	/** Properties that are read and have no effect here. */
	readonly notSimulated: readonly string[];
}

type Draft = { -readonly [K in keyof CacheOptions]: CacheOptions[K] } & { notSimulated: string[] };

/** Reads the plugin's stanza. Throws CorefileError. */
export function readCacheOptions(controller: Dispenser, serverBlockKeys: readonly string[]): CacheOptions {
	const draft: Draft = {
		zones: ['.'],
		capacity: 10_000,
		minimum: 5,
		maximum: 3600,
		denialCapacity: 10_000,
		denialMinimum: 5,
		denialMaximum: 1800,
		failureTtl: 5,
		successExceptions: [],
		denialExceptions: [],
		keepTtl: false,
		notSimulated: [],
	};
	for (let count = 0; controller.next(); count++) {
		if (count > 0) throw controller.bareError('this plugin can only be used once per Server Block');
		const args = controller.remainingArguments();
		const [first] = args;
		if (first !== undefined && integerProblem(first) === undefined) {
			const ttl = Number(first);
			if (ttl <= 0) throw controller.bareError(`cache TTL can not be zero or negative: ${ttl}`);
			draft.maximum = ttl;
			draft.denialMaximum = ttl;
			args.shift();
		}
		draft.zones = originsOf(args, serverBlockKeys);
		const seen = new Set<string>();
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property === 'serve_stale_policy' && seen.has(property)) {
				throw controller.bareError('serve_stale_policy can only be specified once');
			}
			seen.add(property);
			readProperty(controller, draft, property);
		}
		if (seen.has('serve_stale_policy') && !seen.has('serve_stale')) {
			throw controller.bareError('serve_stale_policy requires serve_stale');
		}
	}
	return draft;
}

const properties: ReadonlySet<string> = new Set(
	'success denial prefetch serve_stale serve_stale_policy servfail disable keepttl'.split(' '),
);

function readProperty(controller: Dispenser, draft: Draft, property: string): void {
	// Told before the words behind it are taken, for the error names the last one that was.
	if (!properties.has(property)) throw controller.argumentError();
	const args = controller.remainingArguments();
	const [first] = args;
	switch (property) {
		case 'success':
		case 'denial':
			readCapacity(controller, draft, property, args);
			return;
		case 'prefetch':
			checkPrefetch(controller, args);
			if (Number(first) > 0) draft.notSimulated.push(property);
			return;
		case 'serve_stale':
			checkServeStale(controller, args);
			draft.notSimulated.push(property);
			return;
		case 'serve_stale_policy':
			if (first === undefined || args.length !== 1) throw controller.argumentError();
			if (first.toLowerCase() !== 'prefer_positive') {
				throw controller.bareError(`invalid serve_stale_policy: ${first}`);
			}
			return;
		case 'servfail': {
			if (first === undefined || args.length !== 1) throw controller.argumentError();
			const ttl = readDuration(controller, first);
			if (ttl < 0) throw controller.bareError('invalid negative ttl for servfail');
			if (ttl > 300) {
				throw controller.bareError('caching SERVFAIL responses over 5 minutes is not permitted');
			}
			draft.failureTtl = ttl;
			return;
		}
		case 'disable': {
			if (first === undefined) throw controller.argumentError();
			const zones = args.length > 1 ? args.slice(1).map(normalizeName) : ['.'];
			if (first === 'denial') draft.denialExceptions = zones;
			else if (first === 'success') draft.successExceptions = zones;
			else throw controller.bareError('cache type for disable must be "success" or "denial"');
			return;
		}
		case 'keepttl':
			if (first !== undefined) throw controller.argumentError();
			draft.keepTtl = true;
			return;
	}
}

function readCapacity(
	controller: Dispenser,
	draft: Draft,
	property: 'success' | 'denial',
	args: readonly string[],
): void {
	const [capacity, maximum, minimum] = args;
	if (capacity === undefined) throw controller.argumentError();
	// Each of CoreDNS's 256 shards holds at least four.
	const entries = Math.max(4, Math.trunc(readInteger(controller, capacity) / 256)) * 256;
	const most = maximum === undefined ? undefined : readInteger(controller, maximum);
	if (most !== undefined && most <= 0) {
		throw controller.bareError(`cache TTL can not be zero or negative: ${most}`);
	}
	const least = minimum === undefined ? undefined : readInteger(controller, minimum);
	if (least !== undefined && least < 0) {
		throw controller.bareError(`cache min TTL can not be negative: ${least}`);
	}
	if (property === 'success') {
		draft.capacity = entries;
		draft.maximum = most ?? draft.maximum;
		draft.minimum = least ?? draft.minimum;
	} else {
		draft.denialCapacity = entries;
		draft.denialMaximum = most ?? draft.denialMaximum;
		draft.denialMinimum = least ?? draft.denialMinimum;
	}
}

function checkPrefetch(controller: Dispenser, args: readonly string[]): void {
	const [amount, duration, percentage] = args;
	if (amount === undefined || args.length > 3) throw controller.argumentError();
	const count = readInteger(controller, amount);
	if (count < 0) throw controller.bareError(`prefetch amount should be positive: ${count}`);
	if (duration !== undefined) readDuration(controller, duration);
	if (percentage === undefined) return;
	if (!percentage.endsWith('%')) {
		// CoreDNS shows the last octet as a character.
		const last = String.fromCharCode(...utf8Octets(percentage).slice(-1));
		throw controller.bareError(`last character of percentage should be \`%\`, but is: '${last}'`);
	}
	const share = readInteger(controller, percentage.slice(0, -1));
	if (share < 10 || share > 90) {
		throw controller.bareError(`percentage should fall in range [10, 90]: ${share}`);
	}
}

function checkServeStale(controller: Dispenser, args: readonly string[]): void {
	const [upTo, mode, ...rest] = args;
	if (args.length > 5) throw controller.argumentError();
	if (upTo !== undefined && readDuration(controller, upTo) < 0) {
		throw controller.bareError('invalid negative duration for serve_stale');
	}
	if (mode === undefined) return;
	const verify = mode.toLowerCase() === 'verify';
	if (!verify && mode.toLowerCase() !== 'immediate') {
		throw controller.bareError(`invalid value for serve_stale refresh mode: ${mode.toLowerCase()}`);
	}
	if (verify) {
		const timeout = rest.shift();
		if (timeout !== undefined) {
			const seconds = readDuration(controller, timeout, (problem) =>
				controller.bareError(`invalid serve_stale verify timeout: ${problem}`),
			);
			if (seconds < 0) throw controller.bareError('invalid negative timeout for serve_stale verify');
		}
	} else if (args.length > 4) {
		throw controller.argumentError();
	}
	const [ttl, recheck] = rest;
	if (ttl !== undefined) checkStaleTtl(controller, ttl);
	if (recheck !== undefined) checkRecheck(controller, recheck);
}

function checkStaleTtl(controller: Dispenser, text: string): void {
	const ttl = readDuration(controller, text, (problem) =>
		controller.bareError(`invalid serve_stale response TTL: ${problem}`),
	);
	if (ttl < 0) throw controller.bareError('invalid negative response TTL for serve_stale');
	if (!Number.isInteger(ttl)) {
		throw controller.bareError('serve_stale response TTL must be a whole number of seconds');
	}
	if (ttl > 0xffffffff) throw controller.bareError('serve_stale response TTL exceeds the DNS TTL range');
}

function checkRecheck(controller: Dispenser, text: string): void {
	const recheck = parseDuration(text);
	if (typeof recheck !== 'number') {
		throw controller.bareError(`invalid serve_stale failure recheck: ${recheck.problem}`);
	}
	if (recheck < 0) throw controller.bareError('invalid negative failure recheck for serve_stale');
	if (recheck > 300) throw controller.bareError('serve_stale failure recheck cannot exceed 5 minutes');
}
