// One line when a step starts and one when it ends, on standard error; standard output is for results.

/** Runs a step and says so. `describe` adds a word about the result. */
export async function step<T>(
	label: string,
	work: () => Promise<T>,
	describe?: (result: T) => string,
): Promise<T> {
	const started = performance.now();
	process.stderr.write(`· ${label}\n`);
	const result = await work();
	const detail = describe === undefined ? '' : `, ${describe(result)}`;
	process.stderr.write(`✓ ${label} (${seconds(started)} s${detail})\n`);
	return result;
}

/** Seconds since `started` (a value of `performance.now()`), with one decimal. */
export function seconds(started: number): string {
	return ((performance.now() - started) / 1000).toFixed(1);
}

/** `1.4 MB`, `312 KB`: sizes as people write them, in units of 1024. */
export function size(bytes: number): string {
	return bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.ceil(bytes / 1024)} KB`;
}
