import type { CancellationToken, RemoteConsole } from 'vscode-languageserver';

/**
 * Wraps a request handler: a fault in it is written to the log once per request and answers with nothing, so that one
 * feature's mistake never takes the server down.
 */
export function guarded<P, R>(
	console: RemoteConsole,
	name: string,
	handler: (params: P, token: CancellationToken) => R | Promise<R>,
	nothing: R,
): (params: P, token: CancellationToken) => Promise<R> {
	return async (params, token) => {
		if (token.isCancellationRequested) return nothing;
		try {
			return await handler(params, token);
		} catch (error) {
			console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
			return nothing;
		}
	};
}
