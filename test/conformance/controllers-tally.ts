// Counts the cases of a recording that come out as recorded, and shows the first that do not.
import assert from 'node:assert/strict';

export interface Comparison {
	readonly actual: unknown;
	readonly expected: unknown;
}

export interface Tally {
	readonly name: string;
	readonly passed: number;
	readonly total: number;
	/** The first failures, each with its case's name and what differs. */
	readonly failures: readonly string[];
}

const shownFailures = 5;

/** Compares every case exactly. */
export function tally<T>(
	name: string,
	cases: readonly T[],
	nameOf: (item: T) => string,
	compare: (item: T) => Comparison,
): Tally {
	const failures: string[] = [];
	for (const item of cases) {
		const { actual, expected } = compare(item);
		try {
			assert.deepEqual(actual, expected);
		} catch (error) {
			failures.push(`${nameOf(item)}: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	return {
		name,
		passed: cases.length - failures.length,
		total: cases.length,
		failures: failures.slice(0, shownFailures),
	};
}

/** Prints `name passed/total` and fails the test if a case differs or some are missing. */
export function report({ name, passed, total, failures }: Tally, expectedTotal: number): void {
	console.log(`${name} ${passed}/${total}`);
	assert.deepEqual(failures, []);
	assert.equal(total, expectedTotal);
}
