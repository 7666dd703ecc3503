import type { TextRange } from '../../manifest/node.ts';
import type { HostInText } from './host-in-text.ts';

/** A scheme, and who logs in, before a host: `nats://user:secret@`. */
const lead = /[a-z][a-z0-9+.-]*:\/\/(?:[^@,\s/]*@)?$/i;

/**
 * The entry of a list between commas that a host is (`a:1,b:2`, `nats://a:1,nats://b:2`, `mongodb://a,b/db`), with the comma
 * that goes with it; undefined for a host that stands alone.
 */
export function listEntryOf(text: string, { start, end, port }: HostInText): TextRange | undefined {
	const last = port?.end ?? end;
	const scheme = lead.exec(text.slice(Math.max(0, start - 200), start))?.[0] ?? '';
	const first = start - scheme.length;
	// The path behind the last host of `mongodb://a,b/db` is the list's, that of a URL is its own.
	const whole = last + (/^[^,\s"']{0,500}/.exec(text.slice(last, last + 500))?.[0].length ?? 0);
	const before = /,\s*$/.exec(text.slice(Math.max(0, first - 20), first))?.[0];
	if (before !== undefined) return { start: first - before.length, end: scheme === '' ? last : whole };
	const after = /^,\s*/.exec(text.slice(whole, whole + 20))?.[0];
	if (after === undefined) return undefined;
	const next = whole + after.length;
	// The scheme of the first host may be that of the whole list.
	if (scheme !== '' && text.startsWith(scheme.replace(/[^/]*@$/, ''), next))
		return { start: first, end: next };
	return whole === last ? { start, end: next } : undefined;
}
