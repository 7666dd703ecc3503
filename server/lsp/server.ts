// Invariant: this file wires handlers to the connection and holds what they share; what they answer is computed below.
import {
	type Connection,
	DidChangeWatchedFilesNotification,
	ErrorCodes,
	type InitializeError,
	type InitializeParams,
	type InitializeResult,
	ResponseError,
} from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol.ts';
import { RuleEngine } from '../rules/engine.ts';
import { rules as registry } from '../rules/registry.ts';
import type { Rule } from '../rules/rule.ts';
import { Simulation } from '../workspace/simulation.ts';
import { Workspace } from '../workspace/workspace.ts';
import { OpenDocuments, textDocumentSync } from './documents.ts';
import { FolderIndexer } from './folder-indexer.ts';
import { endRequests } from './guard.ts';
import { codeActionKinds, onCodeAction } from './handlers/code-action.ts';
import { onCodeLens } from './handlers/code-lens.ts';
import { onConfigurationEdit } from './handlers/configuration-edit.ts';
import { DiagnosticsPublisher } from './handlers/diagnostics.ts';
import { onDnsServer } from './handlers/dns-server.ts';
import { onHover } from './handlers/hover.ts';
import { onPreview } from './handlers/preview.ts';
import { onRulePage } from './handlers/rule-page.ts';
import { onRunningState } from './handlers/running-state.ts';
import { onZone } from './handlers/zone.ts';
import type { ServerHost } from './host.ts';
import type { Session } from './session.ts';
import { SettingsStore, settingsFile } from './settings-store.ts';

/** Serves one client over `connection` until it says exit. */
export function startServer(
	connection: Connection,
	host: ServerHost,
	rules: readonly Rule[] = registry,
): void {
	let isInitialized = false;
	// Requests with handlers of their own do not come here.
	connection.onRequest((method) =>
		isInitialized
			? new ResponseError(ErrorCodes.MethodNotFound, `no method ${method}`)
			: new ResponseError(ErrorCodes.ServerNotInitialized, `${method} before initialize`),
	);
	connection.onInitialize((params: InitializeParams): InitializeResult | ResponseError<InitializeError> => {
		if (isInitialized)
			return new ResponseError(ErrorCodes.InvalidRequest, 'initialize a second time', { retry: false });
		isInitialized = true;
		const options = (params.initializationOptions ?? {}) as InitializationOptions;
		const workspace: Workspace = new Workspace({ limits: (uri) => settings.limitsFor(uri) });
		const simulation = new Simulation(workspace);
		let diagnostics: DiagnosticsPublisher | undefined;
		const documents: OpenDocuments = new OpenDocuments(workspace, host, (uri) => {
			diagnostics?.changed(uri);
			// Settings count as they are typed, like everything else.
			if (uri.endsWith(`/${settingsFile}`)) void settings.reload().then(() => settingsChanged());
		});
		const settings = new SettingsStore(connection, host, params.capabilities, (uri) =>
			documents.textDocument(uri)?.getText(),
		);
		const reported = new Set<string>();
		const engine = new RuleEngine(rules, workspace, simulation, ({ rule, error }) => {
			// A rule that fails is named once; the others go on.
			if (reported.has(rule.id)) return;
			reported.add(rule.id);
			const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
			connection.console.error(`rule ${rule.id} failed: ${why}`);
		});
		const session: Session = {
			connection,
			host,
			workspace,
			simulation,
			engine,
			documents,
			settings,
			capabilities: params.capabilities,
			clientCommands: options.commands ?? [],
			rulePages: options.rulePages,
			locale: params.locale,
		};
		diagnostics = new DiagnosticsPublisher(session);
		documents.listen(connection);
		onHover(session);
		onCodeAction(session);
		onPreview(session);
		onCodeLens(session);
		onRunningState(session, () => diagnostics?.workspaceChanged());
		onZone(session);
		const stopDnsServer = onDnsServer(session);
		connection.onShutdown(async () => {
			endRequests(connection);
			await stopDnsServer();
		});
		onConfigurationEdit(session);
		onRulePage(session);
		const indexer: FolderIndexer = new FolderIndexer(
			session,
			host,
			() => diagnostics?.workspaceChanged(),
			() => settingsChanged(),
		);
		const folders = foldersOf(params, host);
		const settingsChanged = () => {
			// What was too large or left out may have to be read now, and the other way round.
			if (settings.limitsChanged()) {
				documents.reread();
				void indexer.addFolders(settings.knownFolders());
			}
			diagnostics?.workspaceChanged();
		};
		connection.onInitialized(async () => {
			await settings.start(folders, settingsChanged);
			if (settings.limitsChanged()) documents.reread();
			if (params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
				void connection.client.register(DidChangeWatchedFilesNotification.type, {
					watchers: [{ globPattern: '**/*.{yaml,yml,json}' }, { globPattern: '**/.servicescope.yaml' }],
				});
			}
			await indexer.addFolders(folders);
		});
		connection.onDidChangeWatchedFiles(({ changes }) => indexer.filesChanged(changes));
		if (params.capabilities.workspace?.workspaceFolders) {
			connection.onNotification('workspace/didChangeWorkspaceFolders', ({ event }) =>
				indexer.foldersChanged(event.added, event.removed),
			);
		}
		return {
			serverInfo: { name: 'servicescope' },
			capabilities: {
				textDocumentSync: { openClose: true, change: textDocumentSync },
				hoverProvider: true,
				codeLensProvider: {},
				codeActionProvider: {
					codeActionKinds,
				},
				...diagnostics.capability(),
				workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
			},
		};
	});

	connection.listen();
}

/** The folders that the client has open; older ones know one only, the oldest only its path. */
function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams, host: ServerHost): string[] {
	const root = rootUri ?? (rootPath ? host.uriOf?.(rootPath) : undefined);
	const uris = workspaceFolders?.map(({ uri }) => uri) ?? (root ? [root] : []);
	return uris.map((uri) => uri.replace(/(?<=[^/])\/+$/, ''));
}
