// Invariant: who holds which number depends on the keys and reservations alone, not on the order in which they came.
// Every key asks for numbers in an order of its own, and of two that ask for one number the smaller key gets it, so a new
// key moves at most the few others that wanted the same number, and mostly none.
import { hash32 } from './hash.ts';

/** Inclusive on both ends. */
export interface Band {
	readonly first: number;
	readonly last: number;
}

/** Scattered tries before the band is walked through. */
const scattered = 24;

interface Place {
	/** How many numbers the key had asked for before this one. */
	readonly step: number;
	/** Undefined where all were taken. */
	readonly number: number | undefined;
}

export class AddressPool {
	private readonly bands: readonly Band[];
	private readonly keyByNumber = new Map<number, string>();
	private readonly places = new Map<string, Place>();
	private readonly reservations = new Map<number, number>();
	/** Who would have liked to have a number, and the step at which each asked for it. */
	private readonly refused = new Map<number, Map<string, number>>();
	private changes = 0;

	/** Numbers are taken from the first band as long as it has any, then from the next. */
	constructor(bands: readonly Band[]) {
		this.bands = bands.filter(({ first, last }) => first <= last);
	}

	/** Grows whenever a key that already held a number may have got another one. */
	get version(): number {
		return this.changes;
	}

	/** Undefined while the key holds none: it was never asked for, or the pool is full. */
	numberOf(key: string): number | undefined {
		return this.places.get(key)?.number;
	}

	hold(key: string): void {
		if (!this.places.has(key)) this.seek(key, 0);
	}

	release(key: string): void {
		const place = this.places.get(key);
		if (place === undefined) return;
		this.places.delete(key);
		if (place.number === undefined) return;
		this.keyByNumber.delete(place.number);
		this.offer(place.number);
	}

	/** Takes a number out of the pool; as often as it is reserved it must be given back. */
	reserve(number: number): void {
		this.reservations.set(number, (this.reservations.get(number) ?? 0) + 1);
		const holder = this.keyByNumber.get(number);
		if (holder === undefined) return;
		this.keyByNumber.delete(number);
		this.changes++;
		this.seek(holder, this.refuse(holder, number) + 1);
	}

	giveBack(number: number): void {
		const count = this.reservations.get(number) ?? 0;
		if (count > 1) this.reservations.set(number, count - 1);
		else if (this.reservations.delete(number)) this.offer(number);
	}

	/** A number is free: the smallest key that wanted it more than what it has takes it, and leaves that to others. */
	private offer(free: number): void {
		for (let number: number | undefined = free; number !== undefined; ) {
			const taker = this.takerOf(number);
			if (taker === undefined) return;
			const left: number | undefined = this.places.get(taker.key)?.number;
			this.place(taker.key, taker.step, number);
			this.refused.get(number)?.delete(taker.key);
			this.changes++;
			if (left !== undefined) this.keyByNumber.delete(left);
			number = left;
		}
	}

	private takerOf(number: number): { readonly key: string; readonly step: number } | undefined {
		const waiting = this.refused.get(number);
		let taker: { key: string; step: number } | undefined;
		for (const [key, step] of waiting ?? []) {
			const place = this.places.get(key);
			// Who is gone, or has something better by now, waits no longer.
			if (place === undefined || place.step <= step) waiting?.delete(key);
			else if (taker === undefined || key < taker.key) taker = { key, step };
		}
		return taker;
	}

	private seek(seeker: string, from: number): void {
		let key = seeker;
		let step = from;
		for (;;) {
			const number = this.choice(key, step);
			if (number === undefined) {
				this.places.set(key, { step, number: undefined });
				return;
			}
			const holder = this.keyByNumber.get(number);
			if (holder === undefined && !this.reservations.has(number)) {
				this.place(key, step, number);
				return;
			}
			if (holder === undefined || holder < key) {
				this.refuse(key, number, step);
				step++;
				continue;
			}
			const given = this.refuse(holder, number);
			this.place(key, step, number);
			this.changes++;
			key = holder;
			step = given + 1;
		}
	}

	/** Remembers that a key did not get the number that it asked for at a step: where it is now, if nothing is said. */
	private refuse(key: string, number: number, step = this.places.get(key)?.step ?? 0): number {
		const waiting = this.refused.get(number) ?? new Map<string, number>();
		this.refused.set(number, waiting);
		// A walk may come by the same number again.
		waiting.set(key, Math.min(step, waiting.get(key) ?? step));
		return step;
	}

	private place(key: string, step: number, number: number): void {
		this.keyByNumber.set(number, key);
		this.places.set(key, { step, number });
	}

	/** The number that a key asks for at a step; undefined when it has asked for all. */
	private choice(key: string, step: number): number | undefined {
		let rest = step;
		for (const { first, last } of this.bands) {
			const size = last - first + 1;
			if (rest < scattered) return first + (hash32(`${rest} ${key}`) % size);
			rest -= scattered;
			if (rest < size) return first + ((hash32(`0 ${key}`) + rest) % size);
			rest -= size;
		}
		return undefined;
	}
}
