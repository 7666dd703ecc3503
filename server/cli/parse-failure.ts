import { UsageError } from './usage-error.ts';

/** What parseArgs refuses, in a line: its advice on arguments that begin with a dash is left out. */
export function parseFailure(error: unknown, usage: string): UsageError {
	const message = error instanceof Error ? error.message : String(error);
	const [first = message] = message.split(/\. To specify/);
	return new UsageError(`${first}; ${usage}`);
}
