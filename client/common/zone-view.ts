// Invariant: the zone view shows what the server says, read-only; every line knows the manifest that it comes from.
import * as vscode from 'vscode';
import { type PreviewResult, previewRequest, type ZoneResult, zoneRequest } from '../../server/protocol.ts';
import type { ServerGate } from './server-gate.ts';

export const zoneScheme = 'servicescope-zone';

/** Where the view's file of a manifest lives: one for each cluster of manifests that belong together. */
function zoneUri(manifest: vscode.Uri): vscode.Uri {
	return vscode.Uri.from({ scheme: zoneScheme, path: '/Servicescope.zone', query: manifest.toString() });
}

class ZoneDocuments
	implements vscode.TextDocumentContentProvider, vscode.DefinitionProvider, vscode.HoverProvider
{
	private readonly gate: ServerGate;
	private readonly changes = new vscode.EventEmitter<vscode.Uri>();
	private readonly results = new Map<string, ZoneResult>();
	readonly onDidChange = this.changes.event;

	constructor(gate: ServerGate) {
		this.gate = gate;
	}

	async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		return (await this.ask(uri)).text;
	}

	/** Asks again for every view that is open; called when a manifest changed. */
	refresh(): void {
		for (const document of vscode.workspace.textDocuments) {
			if (document.uri.scheme === zoneScheme) this.changes.fire(document.uri);
		}
	}

	async provideDefinition(
		document: vscode.TextDocument,
		position: vscode.Position,
	): Promise<vscode.Definition | undefined> {
		return this.source(document, position);
	}

	async provideHover(
		document: vscode.TextDocument,
		position: vscode.Position,
	): Promise<vscode.Hover | undefined> {
		const source = this.source(document, position);
		if (source === undefined) return undefined;
		const manifest = await vscode.workspace.openTextDocument(source.uri);
		const file = vscode.workspace.asRelativePath(source.uri);
		const text = new vscode.MarkdownString(
			vscode.l10n.t('From {0}, line {1}', file, source.range.start.line + 1),
		);
		return new vscode.Hover(text.appendCodeblock(manifest.getText(source.range), 'yaml'));
	}

	/** The Service under the cursor, as `namespace/name`. */
	async serviceAt({ document, selection }: vscode.TextEditor): Promise<string | undefined> {
		if (document.languageId !== 'yaml') return undefined;
		const client = await this.gate.ready();
		const result = await client.sendRequest<PreviewResult>(previewRequest, {
			textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
			position: client.code2ProtocolConverter.asPosition(selection.active),
		});
		if (result.kind === 'none') return undefined;
		return `${result.service.namespace}/${result.service.name}`;
	}

	/** The line of a Service's first record. */
	async lineOf(uri: vscode.Uri, service: string): Promise<number | undefined> {
		return (await this.ask(uri)).lines[service];
	}

	private source(document: vscode.TextDocument, position: vscode.Position): vscode.Location | undefined {
		const place = this.results.get(document.uri.toString())?.sources[position.line];
		if (!place) return undefined;
		const { start, end } = place.range;
		return new vscode.Location(
			vscode.Uri.parse(place.uri),
			new vscode.Range(start.line, start.character, end.line, end.character),
		);
	}

	private async ask(uri: vscode.Uri): Promise<ZoneResult> {
		const client = await this.gate.ready();
		const manifest = client.code2ProtocolConverter.asUri(vscode.Uri.parse(uri.query));
		const result = await client.sendRequest<ZoneResult>(zoneRequest, { uri: manifest });
		this.results.set(uri.toString(), result);
		return result;
	}
}

/** What the "Open Zone View" command takes: the preview names its Service. */
export interface OpenZoneArguments {
	readonly uri: string;
	/** `namespace/name`. */
	readonly service?: string;
}

export function registerZoneView(context: vscode.ExtensionContext, gate: ServerGate): void {
	const documents = new ZoneDocuments(gate);
	const selector = { scheme: zoneScheme };
	context.subscriptions.push(
		vscode.workspace.registerTextDocumentContentProvider(zoneScheme, documents),
		vscode.languages.registerDefinitionProvider(selector, documents),
		vscode.languages.registerHoverProvider(selector, documents),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			if (document.languageId === 'yaml') documents.refresh();
		}),
		vscode.commands.registerCommand(
			'servicescope.openZone',
			async (target?: OpenZoneArguments | vscode.Uri) => {
				const named = target !== undefined && !(target instanceof vscode.Uri) ? target : undefined;
				const manifest =
					target instanceof vscode.Uri
						? target
						: named
							? vscode.Uri.parse(named.uri)
							: vscode.window.activeTextEditor?.document.uri;
				if (manifest === undefined) {
					void vscode.window.showInformationMessage(
						vscode.l10n.t('Open a manifest first: the zone view shows what its Services answer.'),
					);
					return;
				}
				const uri = zoneUri(manifest);
				const origin = target === undefined ? vscode.window.activeTextEditor : undefined;
				const service = named?.service ?? (origin && (await documents.serviceAt(origin)));
				const document = await vscode.workspace.openTextDocument(uri);
				const editor = await vscode.window.showTextDocument(document, {
					viewColumn: vscode.ViewColumn.Beside,
					preview: true,
				});
				const line = service === undefined ? undefined : await documents.lineOf(uri, service);
				if (line === undefined) return;
				const place = new vscode.Range(line, 0, line, 0);
				editor.selection = new vscode.Selection(place.start, place.end);
				editor.revealRange(place, vscode.TextEditorRevealType.AtTop);
			},
		),
	);
}
