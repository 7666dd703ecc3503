// Invariant: what is copied says the same as what is shown; a reader pastes it into a terminal or an issue.
import type { PreviewCard, PreviewRecord, ServicePreview } from '../../server/protocol.ts';

/**
 * The dig command that asks the same question, for a shell in the cluster; with the address of the local DNS server
 * (`127.0.0.1:5353`) for a shell on this machine.
 */
export function digCommand({ question }: ServicePreview, localServer?: string): string {
	const server = localServer === undefined ? '' : `@${host(localServer)} -p ${port(localServer)} `;
	const type = quoted(question.type);
	if (question.foundAs !== undefined) return `dig ${server}${quoted(absolute(question.foundAs))} ${type}`;
	// Without an answer the search list matters: dig leaves it out unless told.
	return `dig ${server}+search ${quoted(question.name)} ${type}`;
}

/** A card's answer in the manner of a zone file, with a comment that says what it is. */
export function answerText({ service }: ServicePreview, { title, answer, picks }: PreviewCard): string {
	const { name, type, rcode, records, size } = answer;
	const lines = [
		`; ${service.name}.${service.namespace}: ${title}. ${picks}.`,
		`; ${absolute(name)} ${type}: ${rcode}, ${size} bytes. Addresses may be examples (Servicescope).`,
		...records.map(recordLine),
	];
	return `${lines.join('\n')}\n`;
}

function recordLine({ owner, ttl, type, data, behind }: PreviewRecord): string {
	const comment =
		behind === undefined ? '' : ` ; ${behind.name}${behind.ready === false ? ' (not ready)' : ''}`;
	return `${absolute(owner)}\t${ttl}\tIN\t${type}\t${data}${comment}`;
}

function absolute(name: string): string {
	return name.endsWith('.') ? name : `${name}.`;
}

function host(address: string): string {
	return address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
}

function port(address: string): string {
	return address.slice(address.lastIndexOf(':') + 1);
}

/** For a POSIX shell: a name from a manifest is text, whatever is in it. */
function quoted(text: string): string {
	return /^[A-Za-z0-9_.-]+$/.test(text) && !text.startsWith('-')
		? text
		: `'${text.replaceAll("'", "'\\''")}'`;
}
