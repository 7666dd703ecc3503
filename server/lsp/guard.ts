import { type CancellationToken, type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver';

const ended = new WeakSet<Connection>();

/** From now on every request gets an error: the client has said `shutdown` (LSP 3.17, Shutdown Request). */
export function endRequests(connection: Connection): void {
	ended.add(connection);
}

/**
 * Wraps a request handler: a fault in it is written to the log once per request and answers with nothing, so that one
 * feature's mistake never takes the server down.
 */
export function guarded<P, R>(
	connection: Connection,
	name: string,
	handler: (params: P, token: CancellationToken) => R | Promise<R>,
	nothing: R,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>> {
	return async (params, token) => {
		if (ended.has(connection)) return new ResponseError(ErrorCodes.InvalidRequest, `${name} after shutdown`);
		if (token.isCancellationRequested) return nothing;
		try {
			return await handler(params, token);
		} catch (error) {
			connection.console.error(
				`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
			);
			return nothing;
		}
	};
}
