import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import type { RuleEngine } from '../rules/engine.ts';
import type { Simulation } from '../workspace/simulation.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { OpenDocuments } from './documents.ts';
import type { ServerHost } from './host.ts';
import type { SettingsStore } from './settings-store.ts';

/** What every handler works with. */
export interface Session {
	readonly connection: Connection;
	readonly host: ServerHost;
	readonly workspace: Workspace;
	readonly simulation: Simulation;
	readonly engine: RuleEngine;
	readonly documents: OpenDocuments;
	readonly settings: SettingsStore;
	readonly capabilities: ClientCapabilities;
	/** Commands that the client has registered for code actions. */
	readonly clientCommands: readonly string[];
	/** See InitializationOptions. */
	readonly rulePages: string | undefined;
	/** The editor's language, as `zh-cn`. */
	readonly locale: string | undefined;
}
