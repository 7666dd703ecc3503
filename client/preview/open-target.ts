import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Place, ServicePreview } from '../../server/protocol.ts';
import type { OpenTarget } from '../panel/messages/messages.ts';

export const openZoneCommand = 'servicescope.openZone';

/** Opens what a click in the page asks for. The page only says what; where it is stands in the last preview. */
export async function openTarget(
	client: BaseLanguageClient,
	target: OpenTarget,
	preview: ServicePreview | undefined,
	problem: Place | undefined,
): Promise<void> {
	const service = preview?.service;
	switch (target.what) {
		case 'service':
			return reveal(client, service?.place);
		case 'workload':
			return reveal(client, preview?.workloads.find(({ id }) => id === target.id)?.place);
		case 'problem':
			return reveal(client, problem);
		case 'zone':
			if (service === undefined) return;
			await vscode.commands.executeCommand(openZoneCommand, {
				uri: client.protocol2CodeConverter.asUri(service.place.uri).toString(),
				service: `${service.namespace}/${service.name}`,
			});
	}
}

async function reveal(client: BaseLanguageClient, place: Place | undefined): Promise<void> {
	if (place === undefined) return;
	const uri = client.protocol2CodeConverter.asUri(place.uri);
	const shown = vscode.window.visibleTextEditors.find(
		({ document }) => document.uri.toString() === uri.toString(),
	);
	await vscode.window.showTextDocument(uri, {
		selection: client.protocol2CodeConverter.asRange(place.range),
		viewColumn: shown?.viewColumn ?? columnBeside(),
		preview: false,
	});
}

/** Not over the preview itself: in the first column where it has one of its own. */
function columnBeside(): vscode.ViewColumn {
	const { activeTabGroup } = vscode.window.tabGroups;
	const isPreview = activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
	return isPreview && activeTabGroup.viewColumn !== vscode.ViewColumn.One
		? vscode.ViewColumn.One
		: vscode.ViewColumn.Active;
}
