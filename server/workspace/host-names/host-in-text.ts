import type { TextRange } from '../../manifest/node.ts';

/** A host name in a text; the range is the host's own, in UTF-16 units of the text. */
export interface HostInText extends TextRange {
	/** As written. */
	readonly host: string;
	readonly port?: PortInText;
	/** In lower case, without `://`: `http`, `mongodb+srv`, `jdbc:postgresql`. */
	readonly scheme?: string;
	/**
	 * Why it counts as a host: `url` authority; `host-port`; `named` by a key like `REDIS_HOST`; `cluster-name` (it has
	 * `.svc`) or `service-record` (`_port._proto.name`) anywhere. A word before a port may be something else than a host.
	 */
	readonly form: 'url' | 'host-port' | 'named' | 'cluster-name' | 'service-record';
	/** The key that the host is the value of, where there is one: a variable, a flag, a property. */
	readonly key?: string;
}

export interface PortInText extends TextRange {
	readonly number: number;
}

const hostPattern = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?$/;

/** True for what may be a name in DNS: no address, no template, no number. */
export function isHostName(text: string): boolean {
	return (
		text.length <= 254 &&
		hostPattern.test(text) &&
		!text.includes('..') &&
		/[A-Za-z]/.test(text) &&
		text !== 'localhost'
	);
}

/** True if the characters beside a range belong to a template, a variable or a pattern, so that it is no whole name. */
export function isCutOff(text: string, { start, end }: TextRange): boolean {
	return (
		/[$%{(<*\\]/.test(text.charAt(end)) ||
		/(?:[$%})>*\\.-]|[$%{]\{|\$\()$/.test(text.slice(Math.max(0, start - 2), start))
	);
}
