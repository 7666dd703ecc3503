// Waiting without sleeping: a condition is asked again until it holds.

/** Milliseconds that a condition may take: what is right is right on a slow machine too. */
export const patience = 60_000;

/**
 * Calls `check` until it neither throws nor returns false, and returns its value.
 * After `timeout` milliseconds the last error is thrown.
 */
export async function eventually<T>(
	check: () => T | Promise<T>,
	timeout = patience,
): Promise<Exclude<T, false>> {
	const end = performance.now() + timeout;
	for (;;) {
		try {
			const value = await check();
			if (value !== false) return value as Exclude<T, false>;
			if (performance.now() > end) throw new Error(`still false after ${timeout / 1000} s: ${check}`);
		} catch (error) {
			if (performance.now() > end) throw error;
		}
		await new Promise((resolve) => setTimeout(resolve, 30));
	}
}
