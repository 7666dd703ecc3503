import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from './lsp/server.ts';
import { listFilesRequest, readFileRequest } from './protocol.ts';

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));

// A worker has no file system: the client reads for it, also from virtual workspaces.
startServer(connection, {
	listManifests: (folder) => connection.sendRequest(listFilesRequest, { folder }),
	readFile: async (uri) =>
		(await connection.sendRequest<string | null>(readFileRequest, { uri })) ?? undefined,
	schedule: (callback, milliseconds) => {
		const timer = setTimeout(callback, milliseconds);
		return () => clearTimeout(timer);
	},
});
