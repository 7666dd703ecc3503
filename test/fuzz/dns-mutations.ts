// Invariant: the same seed makes the same packets. Most are nearly right, as those reach the furthest.

/** From 0 up to 1. (mulberry32) */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
	};
}

export class PacketMutations {
	private readonly random: () => number;
	private readonly seeds: readonly Uint8Array[];
	private packet = new Uint8Array(4096);
	private length = 0;

	constructor(seed: number, seeds: readonly Uint8Array[]) {
		this.random = seededRandom(seed);
		this.seeds = seeds;
	}

	/** One of the seeds, changed in up to six places. The bytes are the caller's. */
	next(): Uint8Array {
		const source = this.seed();
		this.packet.set(source);
		this.length = source.length;
		for (let left = 1 + this.below(6); left > 0; left--) this.mutate();
		return this.packet.slice(0, this.length);
	}

	private seed(): Uint8Array {
		return this.seeds[this.below(this.seeds.length)] ?? new Uint8Array(0);
	}

	private below(count: number): number {
		return Math.floor(this.random() * count);
	}

	private octet(): number {
		const telling = [0, 1, 2, 0x3f, 0x40, 0x7f, 0x80, 0xc0, 0xc1, 0xff, 0x2e, 0x5c, 0x2a, 0x20];
		return this.below(2) === 0 ? this.below(256) : (telling[this.below(telling.length)] ?? 0);
	}

	private mutate(): void {
		const { packet } = this;
		const at = this.below(this.length);
		switch (this.below(11)) {
			case 0:
				packet[at] = (packet[at] ?? 0) ^ (1 << this.below(8));
				return;
			case 1:
				packet[at] = this.octet();
				return;
			case 2:
				this.length = at;
				return;
			case 3: {
				// Octets fall out.
				const count = Math.min(1 + this.below(8), this.length - at);
				packet.copyWithin(at, at + count, this.length);
				this.length -= count;
				return;
			}
			case 4: {
				const count = 1 + this.below(8);
				this.open(at, count);
				for (let index = 0; index < count; index++) packet[at + index] = this.octet();
				return;
			}
			case 5:
				// Opcode, flags, counts.
				packet[2 + this.below(10)] = this.octet();
				return;
			case 6:
				// A pointer, back, ahead or to itself.
				packet[at] = 0xc0 | this.below(2);
				packet[at + 1] = this.below(this.length + 2);
				this.length = Math.max(this.length, at + 2);
				return;
			case 7: {
				// A piece stands twice.
				const count = Math.min(1 + this.below(64), this.length - at);
				const to = this.below(this.length + 1);
				this.open(to, count);
				packet.copyWithin(to, at, at + count);
				return;
			}
			case 8: {
				// A piece of another packet.
				const other = this.seed();
				const from = this.below(other.length);
				const piece = other.subarray(from, from + 1 + this.below(80));
				this.open(at, piece.length);
				packet.set(piece, at);
				return;
			}
			case 9: {
				const count = this.below(400);
				for (let index = 0; index < count; index++) packet[this.length + index] = this.octet();
				this.length += count;
				return;
			}
			case 10: {
				// An OPT at the end, counted.
				const opt = [0, 0, 41, this.octet(), this.octet(), this.below(3), this.below(3), this.octet(), 0];
				const options = this.below(12);
				packet.set([...opt, 0, options], this.length);
				this.length += 11;
				for (let index = 0; index < options; index++) packet[this.length++] = this.octet();
				packet[11] = (packet[11] ?? 0) + 1;
				return;
			}
		}
	}

	private open(at: number, count: number): void {
		this.packet.copyWithin(at + count, at, this.length);
		this.length += count;
	}
}
