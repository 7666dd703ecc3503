// Invariant: every host stands in the text exactly where its range says, no two ranges overlap, and the cost is linear in
// the text: nothing is matched backwards over more than a name's length.

import { type HostInText, isCutOff, isHostName } from './host-in-text.ts';
import { isHostKey, isImageKey } from './host-key.ts';
import { urlHosts } from './url-hosts.ts';

/** Longer texts (dashboards, certificates, archives) are read up to here. */
const maxText = 262_144;
/** In longer lines only URLs and whole cluster names are looked for. */
const maxLine = 4096;

/**
 * The host names in a text, in order: in URLs, `host:port`, values of keys that say so (`key` is what the text is the value
 * of), `_port._proto.name`, and names with `.svc` anywhere. Comment lines of longer texts are left out.
 */
export function scanHosts(whole: string, key?: string): readonly HostInText[] {
	const text = whole.length > maxText ? whole.slice(0, maxText) : whole;
	const found = new Found();
	const single = !text.trimEnd().includes('\n');
	let start = 0;
	while (start <= text.length) {
		const newline = text.indexOf('\n', start);
		const end = newline === -1 ? text.length : newline;
		const line = text.slice(start, end);
		if (single || !/^\s*(?:#|;|\/\/)/.test(line)) scanLine(line, start, single ? key : undefined, found);
		if (newline === -1) break;
		start = newline + 1;
	}
	const own = upstreamsOf(text);
	const hosts = own.size === 0 ? found.hosts : found.hosts.filter(({ host }) => !own.has(host));
	return hosts.sort((a, b) => a.start - b.start);
}

/** What is found so far, and which stretches of the line at hand are spoken for. */
class Found {
	readonly hosts: HostInText[] = [];
	private taken = new Uint8Array();
	private offset = 0;

	startLine(offset: number, length: number): void {
		this.taken = new Uint8Array(length);
		this.offset = offset;
	}

	add(host: HostInText): void {
		const { start, end, port } = host;
		if (this.taken.subarray(start - this.offset, end - this.offset).includes(1)) return;
		this.hosts.push(host);
		this.take(start, end);
		if (port !== undefined) this.take(port.start, port.end);
	}

	take(start: number, end: number): void {
		this.taken.fill(1, start - this.offset, end - this.offset);
	}
}

function scanLine(line: string, offset: number, key: string | undefined, found: Found): void {
	found.startLine(offset, line.length);
	const named = key === undefined ? {} : { key };
	for (const { hosts, start, end } of urlHosts(line, offset)) {
		for (const host of hosts) found.add({ ...named, ...host });
		found.take(start, end);
	}
	for (const mark of ['._tcp.', '._udp.', '._sctp.', '.svc', '.cluster.local']) {
		for (let at = line.indexOf(mark); at !== -1; at = line.indexOf(mark, at + mark.length))
			addWholeName(line, offset, at, mark.startsWith('._'), named, found);
	}
	if (line.length > maxLine) return;
	addKeyed(line, offset, found);
	// A value that is one name of three labels or more needs no key to say so.
	const isName = /^\s*[a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z]{2,}\.?\s*$/.test(line);
	if (key !== undefined && (isName || isHostKey(key))) addValue(line, offset, 0, line.length, key, found);
	addHostPorts(line, offset, named, found);
}

/** The name around `at`, where `.svc` or `._tcp` stands. */
function addWholeName(
	line: string,
	offset: number,
	at: number,
	isRecord: boolean,
	named: { key?: string },
	found: Found,
): void {
	const start = nameStart(line, at);
	let end = at;
	while (end < line.length && end - start < 255 && /[A-Za-z0-9_.-]/.test(line.charAt(end))) end++;
	// A full stop may end a sentence.
	while (line.charAt(end - 1) === '-' || (line.charAt(end - 1) === '.' && !/[:/]/.test(line.charAt(end))))
		end--;
	const host = line.slice(start, end);
	if (!isHostName(host) || isCutOff(line, { start, end })) return;
	if (isRecord ? !/^_[\w-]+\._(?:tcp|udp|sctp)\./.test(host) : !/\.(?:svc|cluster\.local)(?:\.|$)/.test(host))
		return;
	if (/[@/\w]/.test(line.charAt(start - 1)) && line.charAt(start - 1) === '/') {
		// `registry.example/x.svc` is a path, `//x.ns.svc` an authority of a scheme that is not known.
		if (line.slice(start - 2, start) !== '//') return;
	}
	const digits = /^:(\d{1,5})(?!\w)/.exec(line.slice(end, end + 7))?.[1];
	found.add({
		start: offset + start,
		end: offset + end,
		host,
		form: isRecord ? 'service-record' : 'cluster-name',
		...named,
		...portAt(digits, offset + end),
	});
}

/** `host:port`, wherever it stands; the host may be anything that people put before a colon and a number. */
function addHostPorts(line: string, offset: number, named: { key?: string }, found: Found): void {
	if (named.key !== undefined && isImageKey(named.key)) return;
	for (const match of line.matchAll(/:(\d{1,5})(?![\w.:-])/g)) {
		const end = match.index;
		const start = nameStart(line, end);
		const host = line.slice(start, end);
		const before = line.charAt(start - 1);
		const isTarget = line.slice(Math.max(0, start - 4), start) === 'dns:';
		if (!isHostName(host) || host !== host.toLowerCase() || isCutOff(line, { start, end })) continue;
		if (/[/:?&]/.test(before) && !isTarget) continue;
		found.add({
			start: offset + start,
			end: offset + end,
			host,
			form: 'host-port',
			...(isTarget ? { scheme: 'dns' } : {}),
			...named,
			...portAt(match[1], offset + end),
		});
	}
}

/** Values of keys inside the line: properties, YAML, JSON, TOML, DSNs, flags. */
function addKeyed(line: string, offset: number, found: Found): void {
	for (const separator of line.matchAll(/[:=]/g)) {
		const at = separator.index;
		const key = keyBefore(line, at);
		if (key === undefined || !isHostKey(key)) continue;
		let start = at + 1;
		while (line.charAt(start) === ' ' || line.charAt(start) === '\t') start++;
		const quote = /["']/.test(line.charAt(start)) ? line.charAt(start) : '';
		// `host:redis` is no key with a value; `host: redis` and `"host":"redis"` are.
		if (separator[0] === ':' && start === at + 1 && quote === '') continue;
		if (quote !== '') {
			const close = line.indexOf(quote, start + 1);
			if (close !== -1) addValue(line, offset, start + 1, close, key, found);
		} else if (separator[0] === '=' && start === at + 1) {
			const length = /^[^\s;&"'`)]*/.exec(line.slice(start))?.[0].length ?? 0;
			addValue(line, offset, start, start + length, key, found);
		} else {
			const comment = line.slice(start).search(/\s#|[;,]\s*$/);
			addValue(line, offset, start, comment === -1 ? line.length : start + comment, key, found);
		}
	}
}

/** A value that is a host name or a list of them. */
function addValue(line: string, offset: number, start: number, end: number, key: string, found: Found): void {
	const value = line.slice(start, end);
	const items = [...value.matchAll(/[^\s,]+/g)];
	if (items.length > 32) return;
	const hosts = items.map((item) => /^([^:]+?)(?::(\d{1,5}))?$/.exec(item[0]));
	if (!hosts.every((host) => host !== null && isBareName(host[1] ?? ''))) return;
	const port = /\bport\s*=\s*(\d{1,5})\b/i.exec(line.slice(end));
	for (const [index, item] of items.entries()) {
		const host = hosts[index]?.[1] ?? '';
		const from = start + item.index;
		const to = from + host.length;
		if (!isHostName(host) || isCutOff(line, { start: from, end: to })) continue;
		const own = portAt(hosts[index]?.[2], offset + to);
		const beside = port === null || own.port !== undefined ? own : portBeside(port, offset + end);
		found.add({ start: offset + from, end: offset + to, host, form: 'named', key, ...beside });
	}
}

/** Names and addresses; an address in a list does not spoil it. */
function isBareName(text: string): boolean {
	return (
		/^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_.])?$/.test(text) && !/^(?:true|false|yes|no|null|none)$/.test(text)
	);
}

function portAt(digits: string | undefined, end: number): Pick<HostInText, 'port'> {
	if (digits === undefined) return {};
	return { port: { number: Number(digits), start: end + 1, end: end + 1 + digits.length } };
}

function portBeside(match: RegExpExecArray, offset: number): Pick<HostInText, 'port'> {
	const digits = match[1] ?? '';
	const start = offset + match.index + match[0].length - digits.length;
	return { port: { number: Number(digits), start, end: start + digits.length } };
}

function nameStart(line: string, end: number): number {
	let start = end;
	while (start > 0 && end - start < 255 && /[A-Za-z0-9_.-]/.test(line.charAt(start - 1))) start--;
	// `--host` and `-h` are no part of a name.
	while (start < end && line.charAt(start) === '-') start++;
	return start;
}

function keyBefore(line: string, at: number): string | undefined {
	let end = at;
	while (end > 0 && /[ \t]/.test(line.charAt(end - 1))) end--;
	if (/["']/.test(line.charAt(end - 1))) end--;
	let start = end;
	while (start > 0 && end - start < 100 && /[\w.-]/.test(line.charAt(start - 1))) start--;
	const key = line.slice(start, end).replace(/^[-.]+/, '');
	return /^[A-Za-z_]/.test(key) ? key : undefined;
}

/** nginx's own names for groups of servers: they are looked up nowhere. */
function upstreamsOf(text: string): ReadonlySet<string> {
	if (!text.includes('upstream')) return new Set();
	return new Set([...text.matchAll(/\bupstream\s+([\w.-]{1,255})\s*\{/g)].map((match) => match[1] ?? ''));
}
