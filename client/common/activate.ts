import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { copyTextCommand } from '../../server/protocol.ts';
import { registerPreview } from '../preview/register.ts';
import { registerDnsServer } from './dns-server.ts';
import { registerRulePages } from './rule-page.ts';
import { followCommits } from './running-state.ts';
import { ServerGate } from './server-gate.ts';
import type { CreateClient } from './start.ts';
import { registerZoneView } from './zone-view.ts';

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
		vscode.commands.registerCommand(copyTextCommand, async (text: unknown) => {
			if (typeof text !== 'string') return;
			await vscode.env.clipboard.writeText(text);
			vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', text), 5000);
		}),
		vscode.commands.registerCommand('servicescope.restartServer', () => gate.restart()),
	);
	registerZoneView(context, gate);
	registerRulePages(context, gate);
	const dnsServer = registerDnsServer(context, gate);
	const previews = registerPreview(context, gate, (message) => outputChannel.error(message));
	context.subscriptions.push(
		dnsServer.onDidChange((running) =>
			previews.setLocalServer(running === undefined ? undefined : `${running.host}:${running.port}`),
		),
	);
	gate.onStart((client) => void followCommits(context, client));
	gate.watchDocuments();
	return { ready: () => gate.ready() };
}
