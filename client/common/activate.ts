import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerPreview } from '../preview/register.ts';
import { ServerGate } from './server-gate.ts';
import type { CreateClient } from './start.ts';

/** What the extension hands to whoever activates it: tests and other extensions. */
export interface ServicescopeApi {
	/** Resolves when the language server answers; starts it if need be. */
	readonly ready: () => Promise<BaseLanguageClient>;
}

/** Activates the parts that the desktop and the web share. */
export function activateCommon(
	context: vscode.ExtensionContext,
	createClient: CreateClient,
): ServicescopeApi {
	const outputChannel = vscode.window.createOutputChannel('Servicescope', { log: true });
	const gate = new ServerGate(createClient, outputChannel);
	context.subscriptions.push(
		outputChannel,
		gate,
		vscode.commands.registerCommand('servicescope.showOutput', () => outputChannel.show()),
		vscode.commands.registerCommand('servicescope.restartServer', () => gate.restart()),
	);
	registerPreview(context, gate, (message) => outputChannel.error(message));
	gate.watchDocuments();
	return { ready: () => gate.ready() };
}
