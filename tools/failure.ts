// A failure that the reader can do something about: one line, no stack.
import { ending, listenForTheEnd } from './ending.ts';

export class Failure extends Error {
	override readonly name = 'Failure';
}

/** Runs a program of tools/: a Failure becomes its line and status 1, anything else is a bug and keeps its stack. */
export async function main(program: () => Promise<void>): Promise<void> {
	listenForTheEnd();
	try {
		await program();
	} catch (error) {
		process.exitCode = 1;
		// What breaks because the program is being ended is no news.
		if (!ending.aborted) console.error(error instanceof Failure ? error.message : error);
	}
	if (ending.aborted) process.exitCode = 130;
}
