import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server.ts';
import { nodeHost } from './node-host.ts';

startServer(createConnection(ProposedFeatures.all), nodeHost);
