import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { previewChangedNotification } from '../../server/protocol.ts';
import { CursorFollower } from './cursor.ts';
import { followManifestContext } from './manifest-context.ts';
import { openZoneCommand } from './open-target.ts';
import type { PreviewController, PreviewGate, PreviewSurroundings } from './preview-controller.ts';
import { PreviewTabs, tabType } from './preview-tabs.ts';
import { PreviewView, viewId } from './preview-view.ts';
import { SavedStates } from './saved-states.ts';

/** What other parts of the extension tell the previews. */
export interface Previews {
	/** Where the local DNS server answers (`127.0.0.1:5353`); undefined when it has ended. */
	setLocalServer(address: string | undefined): void;
	/** Something that previews depend on has changed. */
	refresh(): void;
}

/** Registers the DNS preview: its view, its tabs, its commands. */
export function registerPreview(
	context: vscode.ExtensionContext,
	gate: PreviewGate,
	log: (message: string) => void = () => {},
): Previews {
	const cursor = new CursorFollower();
	let localServer: string | undefined;
	let hasZone = false;
	const surroundings: PreviewSurroundings = {
		extensionUri: context.extensionUri,
		gate: { ready: async () => listening(await gate.ready()) },
		cursor,
		states: new SavedStates(context.workspaceState),
		log,
		localServer: () => localServer,
		hasZone: () => hasZone,
	};
	const opened = (controller: PreviewController): void => {
		controller.onDidChangeLock(updateLocks);
	};
	const view = new PreviewView(surroundings, opened);
	const tabs = new PreviewTabs(surroundings, opened);
	const all = (): readonly PreviewController[] =>
		view.controller === undefined ? tabs.controllers : [view.controller, ...tabs.controllers];
	const refresh = (): void => {
		for (const controller of all()) controller.refresh();
	};
	function updateLocks(): void {
		setContext('servicescope.isViewLocked', view.controller?.isLocked ?? false);
		setContext('servicescope.isTabLocked', tabs.active?.isLocked ?? false);
	}

	const heard = new WeakSet<BaseLanguageClient>();
	function listening(client: BaseLanguageClient): BaseLanguageClient {
		// A restarted server has a new client.
		if (!heard.has(client)) {
			heard.add(client);
			context.subscriptions.push(client.onNotification(previewChangedNotification, refresh));
		}
		return client;
	}

	const open = (column: vscode.ViewColumn) => async (uri?: unknown) => {
		if (uri instanceof vscode.Uri) await showManifest(uri);
		tabs.open(column);
	};
	context.subscriptions.push(
		cursor,
		followManifestContext(),
		tabs.onDidChangeActive(updateLocks),
		vscode.window.registerWebviewViewProvider(viewId, view),
		vscode.window.registerWebviewPanelSerializer(tabType, tabs),
		command('servicescope.openPreview', open(vscode.ViewColumn.Active)),
		command('servicescope.openPreviewToSide', open(vscode.ViewColumn.Beside)),
		command('servicescope.lockView', () => view.controller?.setLocked(true)),
		command('servicescope.unlockView', () => view.controller?.setLocked(false)),
		command('servicescope.lockTab', () => tabs.active?.setLocked(true)),
		command('servicescope.unlockTab', () => tabs.active?.setLocked(false)),
	);
	void vscode.commands.getCommands(true).then((commands) => {
		hasZone = commands.includes(openZoneCommand);
		for (const controller of all()) controller.show();
	});
	return {
		setLocalServer: (address) => {
			localServer = address;
			for (const controller of all()) controller.show();
		},
		refresh,
	};
}

/** From the explorer: the file is shown first, since the preview follows the cursor. */
async function showManifest(uri: vscode.Uri): Promise<void> {
	const active = vscode.window.activeTextEditor?.document.uri.toString();
	if (active !== uri.toString()) await vscode.window.showTextDocument(uri);
}

function command(id: string, run: (...args: unknown[]) => unknown): vscode.Disposable {
	return vscode.commands.registerCommand(id, run);
}

function setContext(key: string, value: boolean): void {
	void vscode.commands.executeCommand('setContext', key, value);
}
