// Declares end-to-end tests: one VS Code for a group of tests and each extension host, reset before every test.
import { after, before, describe, test } from 'node:test';
import { type ExtensionHost, type Session, type SessionOptions, startSession } from './session.ts';

export interface GroupOptions extends Omit<SessionOptions, 'host'> {
	/** The extension hosts to run the group in; both if not given. */
	readonly hosts?: readonly ExtensionHost[];
}

/** Declares one test of the group. */
export type Declare = (name: string, body: (session: Session) => Promise<void>) => void;

/** Declares a group of tests that share an editor. A failed test leaves a picture in .vscode-test/failures. */
export function inEditor(group: string, options: GroupOptions, declare: (it: Declare) => void): void {
	const { hosts = ['node', 'web'], ...rest } = options;
	for (const host of hosts) {
		describe(`${group} (${host} extension host)`, () => {
			let session: Session | undefined;
			let isFresh = true;
			before(async () => {
				session = await startSession({ ...rest, host });
			});
			after(() => session?.close());
			declare((name, body) => {
				// The runner names a failed test by this line: its own name must say which it is.
				test(`${group}: ${name} (${host})`, { timeout: 300_000 }, async () => {
					if (session === undefined) throw new Error('the editor did not start');
					if (!isFresh) await session.reset();
					isFresh = false;
					try {
						await body(session);
					} catch (error) {
						const picture = await session.evidence(`${host} ${name}`.replace(/[^\w-]+/g, '-'));
						console.error(`picture: ${picture}`);
						throw error;
					}
				});
			});
		});
	}
}

/** Runs a body with an editor of its own and ends it afterwards: for pictures, and for tests that need a fresh start. */
export async function withEditor(
	options: SessionOptions,
	body: (session: Session) => Promise<void>,
): Promise<void> {
	const session = await startSession(options);
	try {
		await body(session);
	} finally {
		await session.close();
	}
}
