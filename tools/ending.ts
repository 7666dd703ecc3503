// The moment to end: a signal, or the process that started this one is gone (tools/run.mjs holds the channel).
// Invariant: the first reason starts an orderly end; a program that has not ended seconds later is ended.

const controller = new AbortController();

/** Aborts when the program shall end. */
export const ending: AbortSignal = controller.signal;

/** Listens from now on. `patience` is in milliseconds. */
export function listenForTheEnd(patience = 8000): void {
	const end = () => {
		if (controller.signal.aborted) return;
		controller.abort();
		setTimeout(() => process.exit(130), patience).unref();
	};
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, end);
	process.on('disconnect', end);
	process.channel?.unref();
}
