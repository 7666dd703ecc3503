// Invariant: queries that are recorded with the same time form one step; time only moves forward.
import type { Exchange, Exchanged, Query } from './exchange.ts';
import type { Outcome, Resolution, Step } from './resolution.ts';

/** Records what a stub resolver sends, and when. */
export class Timeline {
	/** Milliseconds after the start. */
	now = 0;
	readonly latency: number;
	readonly #exchange: Exchange;
	readonly #sent: { readonly at: number; readonly query: Query; readonly answer: Exchanged }[] = [];

	constructor(exchange: Exchange, latency = 1) {
		this.#exchange = exchange;
		this.latency = latency;
	}

	/** Sends a query at a time and gives what comes back, `latency` later if it is a reply. */
	send(query: Query, at = this.now): Exchanged {
		const answer = query.malformed ? 'timeout' : this.#exchange(query);
		this.#sent.push({ at, query, answer });
		return answer;
	}

	/** Lets time pass until `at`; never back. */
	advanceTo(at: number): void {
		if (at > this.now) this.now = at;
	}

	/** Everything so far, grouped by time. */
	steps(): Step[] {
		const groups = new Map<number, { query: Query; answer: Exchanged }[]>();
		for (const { at, query, answer } of this.#sent) {
			const group = groups.get(at);
			if (group === undefined) groups.set(at, [{ query, answer }]);
			else group.push({ query, answer });
		}
		return [...groups].sort(([a], [b]) => a - b).map(([at, exchanges]) => ({ at, exchanges }));
	}

	resolution(outcome: Outcome, foundAs?: string): Resolution {
		return {
			steps: this.steps(),
			outcome,
			...(foundAs === undefined ? {} : { foundAs }),
			duration: outcome.kind === 'hangs' ? Number.POSITIVE_INFINITY : this.now,
		};
	}
}
