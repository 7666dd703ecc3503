// Invariant: a ResolvConf holds what is written, in order; each stub resolver applies its own limits to it.
import { parseIP } from '../kubernetes/validation/ip-address.ts';
import { parseInetAton } from './address-literal.ts';

/** What a resolv.conf(5) says. */
export interface ResolvConf {
	/** Addresses as written. */
	readonly nameservers: readonly string[];
	/** Domains as written, with or without a final dot; `.` is the root. */
	readonly search: readonly string[];
	/** `ndots:5`, `edns0`, … in order; of an option with a value the last one counts. */
	readonly options: readonly string[];
}

/**
 * Reads a file as glibc does (resolv/res_init.c): keywords start in the first column and end at a blank, lines of `;` or
 * `#` are comments, the last `search` or `domain` line counts, `options` add up. What cannot be understood is skipped, as
 * there.
 */
export function parseResolvConf(text: string): ResolvConf {
	const nameservers: string[] = [];
	let search: readonly string[] = [];
	const options: string[] = [];
	for (const line of text.split(/\r?\n/)) {
		const [, keyword, rest = ''] = /^(nameserver|domain|search|options)[ \t]+(.*)$/.exec(line) ?? [];
		const words = rest.split(/[ \t]+/).filter(Boolean);
		const [first] = words;
		if (first === undefined) continue;
		if (keyword === 'nameserver') {
			if (isAddress(first)) nameservers.push(first);
		} else if (keyword === 'domain') search = [first];
		else if (keyword === 'search') search = words;
		else options.push(...words);
	}
	return { nameservers, search, options };
}

function isAddress(text: string): boolean {
	return parseInetAton(text) !== undefined || parseIP(text.replace(/%.*$/, ''))?.family === 6;
}

/** The first `limit` nameservers; the local machine where there is none (resolv.conf(5)). */
export function nameserversOf(conf: ResolvConf, limit: number): readonly string[] {
	return conf.nameservers.length === 0 ? ['127.0.0.1'] : conf.nameservers.slice(0, limit);
}

/** The text of a file, in the order of lines that container runtimes write. */
export function formatResolvConf(conf: ResolvConf): string {
	const lines = [
		...(conf.search.length > 0 ? [`search ${conf.search.join(' ')}`] : []),
		...conf.nameservers.map((address) => `nameserver ${address}`),
		...(conf.options.length > 0 ? [`options ${conf.options.join(' ')}`] : []),
	];
	return lines.map((line) => `${line}\n`).join('');
}

/** True if a flag such as `rotate` is set, under any of its names. */
export function hasOption(conf: ResolvConf, ...names: readonly string[]): boolean {
	return conf.options.some((option) => names.includes(option));
}

/** The number behind `ndots:`, `timeout:` or `attempts:`: leading digits count, anything else is 0. */
export function numericOption(conf: ResolvConf, name: string): number | undefined {
	const written = conf.options.filter((option) => option.startsWith(`${name}:`)).at(-1);
	if (written === undefined) return undefined;
	return Number(/^[+-]?\d+/.exec(written.slice(name.length + 1))?.[0] ?? 0);
}

/** `ndots`, which every resolver caps at 15 and takes as 1 where it is not written. */
export function ndotsOf(conf: ResolvConf): number {
	return Math.max(0, Math.min(15, numericOption(conf, 'ndots') ?? 1));
}
