// Invariant: names are written as miekg/dns v1.1.73 packDomainName writes them: a suffix seen before within the first
// 16384 octets is pointed to, compared letter by letter in its case; a name that may not be compressed still serves
// as a target for later ones.

/** Pointers have 14 bits. */
const maxPointer = 0x4000;
const dot = 0x2e;
const backslash = 0x5c;

/**
 * The place where a message is written. One instance writes many messages, one behind the other into large blocks that
 * are given up when the next message may not fit: what was handed out is never overwritten.
 */
export class NameWriter {
	bytes = new Uint8Array(0);
	/** Where the current message starts. */
	base = 0;
	/** Where the next octet goes. Writing beyond the block's end is silently lost: the caller checks the length. */
	at = 0;
	/** A label is empty or has more than 63 octets: the message cannot be sent. Its length still counts. */
	unwritable = false;
	private readonly suffixes = new Map<string, number>();
	private compressing = false;
	private lastName = '';
	private lastStart = 0;
	private lastEnd = 0;

	/** Starts (again) to write the message at `base`. */
	restart(compress: boolean): void {
		this.at = this.base;
		this.unwritable = false;
		this.compressing = compress;
		this.lastName = '';
		if (this.suffixes.size > 0) this.suffixes.clear();
	}

	write8(value: number): void {
		this.bytes[this.at++] = value;
	}

	write16(value: number): void {
		this.bytes[this.at++] = value >> 8;
		this.bytes[this.at++] = value;
	}

	write32(value: number): void {
		this.bytes[this.at++] = value >>> 24;
		this.bytes[this.at++] = value >>> 16;
		this.bytes[this.at++] = value >>> 8;
		this.bytes[this.at++] = value;
	}

	writeBytes(source: Uint8Array): void {
		for (let i = 0; i < source.length; i++) this.bytes[this.at++] = source[i] ?? 0;
	}

	/** `compressible`: owner names and those of RFC 1035's types; not a SRV target. */
	writeName(name: string, compressible: boolean): void {
		if (name === '.' || name === '') {
			this.bytes[this.at++] = 0;
		} else if (this.compressing) {
			this.writeCompressed(name, compressible);
		} else if (name === this.lastName) {
			this.bytes.copyWithin(this.at, this.lastStart, this.lastEnd);
			this.at += this.lastEnd - this.lastStart;
		} else {
			const start = this.at;
			this.writeLabels(name, 0);
			this.lastName = name;
			this.lastStart = start;
			this.lastEnd = this.at;
		}
	}

	private writeCompressed(name: string, compressible: boolean): void {
		const start = this.at - this.base;
		let known = this.suffixes.get(name);
		let label = 0;
		let inserting = true;
		// Label by label: remember the suffix, until one is known.
		while (known === undefined) {
			if (start + label < maxPointer)
				this.suffixes.set(label === 0 ? name : name.slice(label), start + label);
			const next = nextLabelStart(name, label);
			if (next === -1) break;
			label = next;
			known = this.suffixes.get(name.slice(label));
		}
		inserting = known === undefined;
		if (inserting || !compressible || known === undefined) {
			this.writeLabels(name, 0);
			return;
		}
		this.writeLabels(name, 0, label);
		this.write16(0xc000 | known);
	}

	/** Writes the labels from index `from` up to `to`, and the root behind the last one. */
	private writeLabels(name: string, from: number, to = name.length): void {
		const { bytes } = this;
		let length = this.at;
		let at = length + 1;
		for (let i = from; i < to; i++) {
			const code = name.charCodeAt(i);
			if (code === dot) {
				const size = at - length - 1;
				if (size === 0 || size > 63) this.unwritable = true;
				bytes[length] = size;
				length = at++;
			} else if (code === backslash) {
				const octet = /^\d\d\d/.exec(name.slice(i + 1, i + 4));
				bytes[at++] = octet === null ? name.charCodeAt(i + 1) : Number(octet[0]);
				i += octet === null ? 1 : 3;
			} else if (code < 0x80) {
				bytes[at++] = code;
			} else {
				at = this.writeUtf8(name.codePointAt(i) ?? 0, at);
				if (code >= 0xd800 && code < 0xdc00) i++;
			}
		}
		// Behind the last label stands the root, unless a pointer follows.
		if (to === name.length) bytes[length] = 0;
		this.at = to === name.length ? at : length;
	}

	private writeUtf8(codePoint: number, start: number): number {
		const { bytes } = this;
		let at = start;
		if (codePoint < 0x800) {
			bytes[at++] = 0xc0 | (codePoint >> 6);
		} else {
			if (codePoint < 0x10000) {
				bytes[at++] = 0xe0 | (codePoint >> 12);
			} else {
				bytes[at++] = 0xf0 | (codePoint >> 18);
				bytes[at++] = 0x80 | ((codePoint >> 12) & 0x3f);
			}
			bytes[at++] = 0x80 | ((codePoint >> 6) & 0x3f);
		}
		bytes[at++] = 0x80 | (codePoint & 0x3f);
		return at;
	}
}

/** The index of the label after the one at `offset`, or -1 behind the last one. */
function nextLabelStart(name: string, offset: number): number {
	for (let i = offset; i < name.length - 1; i++) {
		const code = name.charCodeAt(i);
		if (code === backslash) i++;
		else if (code === dot) return i + 1;
	}
	return -1;
}
