// Invariant: the language server reads files of the `file:` scheme only; what it cannot read does not exist for it.
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { manifestFiles } from './cli/input.ts';
import { listen } from './dns/listener/listener.ts';
import type { ServerHost } from './lsp/host.ts';

/** What the language server needs from Node. */
export const nodeHost: ServerHost = {
	listManifests: async (folder) => {
		if (!folder.startsWith('file:')) return [];
		return manifestFiles(fileURLToPath(folder)).map((path) => pathToFileURL(path).href);
	},
	readFile: async (uri) => {
		if (!uri.startsWith('file:')) return undefined;
		try {
			return (await stat(new URL(uri))).isFile() ? await readFile(new URL(uri), 'utf8') : undefined;
		} catch {
			return undefined;
		}
	},
	uriOf: (path) => pathToFileURL(path).href,
	schedule: (callback, milliseconds) => {
		const timer = setTimeout(callback, milliseconds);
		return () => clearTimeout(timer);
	},
	listenDns: (nameServer) => listen({ host: '127.0.0.1', port: 0, nameServer }),
};
