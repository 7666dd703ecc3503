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

export class AddressPool {
	private readonly bands: readonly Band[];
	private readonly keyByNumber = new Map<number, string>();
	private readonly places = new Map<string, { readonly step: number; readonly number: number | undefined }>();
	private readonly reservations = new Map<number, number>();
	/** Numbers that somebody else would have liked to have. */
	private readonly contested = new Set<number>();
	private stale = false;
	private changes = 0;

	/** Numbers are taken from the first band as long as it has any, then from the next. */
	constructor(bands: readonly Band[]) {
		this.bands = bands.filter(({ first, last }) => first <= last);
	}

	/** Grows whenever a key that already held a number may have got another one. */
	get version(): number {
		this.settle();
		return this.changes;
	}

	/** Undefined while the key holds none: it was never asked for, or the pool is full. */
	numberOf(key: string): number | undefined {
		this.settle();
		return this.places.get(key)?.number;
	}

	hold(key: string): void {
		if (this.places.has(key)) return;
		this.places.set(key, { step: 0, number: undefined });
		if (!this.stale) this.seek(key, 0);
	}

	release(key: string): void {
		const place = this.places.get(key);
		if (place === undefined) return;
		this.places.delete(key);
		if (place.number === undefined) return;
		this.keyByNumber.delete(place.number);
		if (this.contested.has(place.number)) this.stale = true;
	}

	/** Takes a number out of the pool; as often as it is reserved it must be given back. */
	reserve(number: number): void {
		const count = this.reservations.get(number) ?? 0;
		this.reservations.set(number, count + 1);
		const holder = this.keyByNumber.get(number);
		if (holder === undefined || this.stale) return;
		this.contested.add(number);
		this.keyByNumber.delete(number);
		this.changes++;
		this.seek(holder, (this.places.get(holder)?.step ?? 0) + 1);
	}

	giveBack(number: number): void {
		const count = this.reservations.get(number) ?? 0;
		if (count > 1) this.reservations.set(number, count - 1);
		else this.reservations.delete(number);
		if (count <= 1 && this.contested.has(number)) this.stale = true;
	}

	/** Starts anew where a number became free that somebody had been refused. */
	private settle(): void {
		if (!this.stale) return;
		this.stale = false;
		this.changes++;
		this.contested.clear();
		this.keyByNumber.clear();
		for (const key of this.places.keys()) this.seek(key, 0);
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
			this.contested.add(number);
			if (holder === undefined || holder < key) {
				step++;
				continue;
			}
			this.place(key, step, number);
			this.changes++;
			key = holder;
			step = (this.places.get(holder)?.step ?? 0) + 1;
		}
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
