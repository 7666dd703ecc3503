// Invariant: the page shows the answer to the newest question; an answer about older text, another Service or other
// assumptions is dropped.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
	type PreviewAssumptions,
	type PreviewParams,
	type PreviewResult,
	previewRequest,
	type ServicePreview,
} from '../../server/protocol.ts';
import { isFromPage } from '../panel/messages/message-guards.ts';
import type {
	FromPage,
	PageLayout,
	PanelView,
	PreviewSource,
	SavedState,
	ToPage,
} from '../panel/messages/messages.ts';
import { isPreviewResult } from '../panel/messages/preview-guards.ts';
import { applyConfiguration } from './apply-configuration.ts';
import { answerText, digCommand } from './copy-text.ts';
import type { CursorFollower } from './cursor.ts';
import { LatestOnly } from './latest-only.ts';
import { openTarget } from './open-target.ts';
import { freshNonce, pageHtml } from './page-html.ts';
import { pageWords } from './page-words.ts';
import { isOlder, isSame, nameOf, paramsFor } from './preview-request.ts';
import { type SavedStates, viewId } from './saved-states.ts';

/** The language server, once it answers. */
export interface PreviewGate {
	ready(): Promise<BaseLanguageClient>;
}

/** What all previews of a window share. */
export interface PreviewSurroundings {
	readonly extensionUri: vscode.Uri;
	readonly gate: PreviewGate;
	readonly cursor: CursorFollower;
	readonly states: SavedStates;
	readonly log: (message: string) => void;
	/** Where the local DNS server answers, while it runs. */
	readonly localServer: () => string | undefined;
	readonly hasZone: () => boolean;
}

/** The view is there only once; tabs come and go, and come back when the window is reloaded. */
export type PreviewPlace = 'view' | 'tab' | 'restored tab';

type Nothing = NonNullable<PanelView['nothing']>;

export class PreviewController implements vscode.Disposable {
	private readonly webview: vscode.Webview;
	private readonly surroundings: PreviewSurroundings;
	private readonly isVisible: () => boolean;
	private readonly disposables: vscode.Disposable[];
	private readonly lockChanges = new vscode.EventEmitter<boolean>();
	private readonly titleChanges = new vscode.EventEmitter<string>();
	private readonly asking = new LatestOnly(() => this.ask());
	private readonly place: PreviewPlace;
	private id: string;
	private source: PreviewSource = { assumptions: {} };
	private layout: PageLayout | undefined;
	private preview: ServicePreview | undefined;
	private nothing: Nothing | undefined = { kind: 'none', reason: 'starting' };
	private revision = 0;
	private isFresh = true;
	private isPageReady = false;
	readonly onDidChangeLock = this.lockChanges.event;
	/** The name of the Service that is shown. */
	readonly onDidChangeTitle = this.titleChanges.event;

	/** Takes a webview over. `isVisible` tells whether anybody sees it. */
	constructor(
		webview: vscode.Webview,
		surroundings: PreviewSurroundings,
		isVisible: () => boolean,
		place: PreviewPlace,
	) {
		this.place = place;
		this.id = place === 'view' ? viewId : freshNonce();
		this.webview = webview;
		this.surroundings = surroundings;
		this.isVisible = isVisible;
		const dist = vscode.Uri.joinPath(surroundings.extensionUri, 'dist');
		webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [dist] };
		this.disposables = [
			this.lockChanges,
			this.titleChanges,
			webview.onDidReceiveMessage((message: unknown) => {
				if (isFromPage(message)) void this.receive(message);
				else surroundings.log('The preview’s page sent a message that is none.');
			}),
			surroundings.cursor.onDidChange(() => this.refresh()),
		];
		webview.html = pageHtml({
			script: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'panel.js')).toString(),
			nonce: freshNonce(),
			title: vscode.l10n.t('DNS Preview'),
			place: place === 'view' ? 'view' : 'tab',
		});
	}

	get isLocked(): boolean {
		return this.source.locked !== undefined;
	}

	/** Asks the server again, if anybody sees the answer. */
	refresh(): void {
		if (this.isPageReady && this.isVisible()) void this.asking.run();
	}

	setLocked(isLocked: boolean): void {
		const { locked: _, ...rest } = this.source;
		const service = this.preview?.service;
		if (!isLocked) this.source = rest;
		else if (service !== undefined) {
			this.source = { ...rest, uri: service.place.uri, locked: nameOf(service) };
		}
		this.lockChanges.fire(this.isLocked);
		this.save();
		this.show();
		if (!isLocked) this.refresh();
	}

	/** Draws again what the page shows, with what has changed around it. */
	show(): void {
		const { surroundings, source, preview, nothing } = this;
		const localServer = surroundings.localServer();
		this.send({
			type: 'show',
			view: {
				...(preview === undefined ? {} : { preview }),
				...(nothing === undefined ? {} : { nothing }),
				locked: this.isLocked,
				assumptions: source.assumptions,
				revision: this.revision,
				...(localServer === undefined ? {} : { localServer }),
				hasZone: surroundings.hasZone(),
				source,
				id: this.id,
			},
		});
	}

	/** The preview is closed for good: nothing of it is kept. A window that is reloaded does not come here. */
	forget(): void {
		this.surroundings.states.delete(this.id);
		this.dispose();
	}

	dispose(): void {
		this.isPageReady = false;
		for (const each of this.disposables) each.dispose();
	}

	private async receive(message: FromPage): Promise<void> {
		switch (message.type) {
			case 'ready':
				this.welcome(message.saved);
				break;
			case 'assume':
				this.revision = message.revision;
				this.assume(message.assumptions);
				break;
			case 'layout':
				this.layout = message.layout;
				this.save();
				break;
			case 'lock':
				this.setLocked(message.locked);
				break;
			case 'apply':
				await this.apply(message);
				break;
			case 'copy':
				await this.copy(message);
				break;
			case 'open': {
				const client = await this.surroundings.gate.ready();
				const problem =
					this.nothing !== undefined && 'place' in this.nothing ? this.nothing.place : undefined;
				await openTarget(client, message.target, this.preview, problem);
				break;
			}
		}
	}

	/** The page is new, or it was away: it gets its words, the last view, and then an up-to-date one. */
	private welcome(saved: SavedState | undefined): void {
		if (this.isFresh) this.restore(saved);
		this.isFresh = false;
		this.isPageReady = true;
		this.revision = 0;
		const { layout } = this;
		this.send({
			type: 'start',
			language: vscode.env.language,
			words: pageWords(),
			...(layout === undefined ? {} : { layout }),
		});
		this.lockChanges.fire(this.isLocked);
		this.show();
		this.refresh();
	}

	private restore(saved: SavedState | undefined): void {
		const { states } = this.surroundings;
		const known = saved?.id !== undefined && states.has(saved.id) ? saved.id : undefined;
		this.id = known ?? (this.place === 'restored tab' ? states.orphan() : undefined) ?? saved?.id ?? this.id;
		const kept = states.get(this.id) ?? saved;
		this.source = kept?.source ?? this.source;
		this.layout = kept?.layout;
		// From now on it is known to be open.
		this.save();
	}

	private save(): void {
		const { id, source, layout } = this;
		this.surroundings.states.set(id, { id, source, ...(layout === undefined ? {} : { layout }) });
	}

	private assume(assumptions: PreviewAssumptions): void {
		const { asked: _, ...rest } = this.source;
		const asked = assumptions.question === undefined ? undefined : this.preview?.service;
		this.source = { ...rest, assumptions, ...(asked === undefined ? {} : { asked: nameOf(asked) }) };
		this.save();
		this.refresh();
	}

	private async ask(): Promise<void> {
		const { surroundings, source } = this;
		const cursor = source.locked === undefined ? surroundings.cursor.current : undefined;
		if (cursor === undefined && source.uri === undefined)
			return this.showNothing({ kind: 'none', reason: 'no-file' });
		try {
			const client = await surroundings.gate.ready();
			const params = paramsFor(client, source, cursor);
			const result: unknown = await client.sendRequest(previewRequest, params);
			if (!isPreviewResult(result)) throw new Error(`${previewRequest} answered with something else`);
			// The text went on before its change was heard of: another question is on its way.
			if (isOlder(result, params.textDocument.uri, client)) return;
			// A newer question is waiting. Its answer may lead elsewhere, but it seldom does: typing moves the cursor too.
			if (this.asking.isOutdated && !this.isStillTold(result, source)) return;
			this.take(result, params);
		} catch (error) {
			surroundings.log(`The preview failed: ${error instanceof Error ? error.message : String(error)}`);
			this.showNothing({ kind: 'none', reason: 'failed' });
		}
	}

	/** An answer that has been overtaken still counts if it is about the Service on show and what is assumed now. */
	private isStillTold(result: PreviewResult, { assumptions, locked }: PreviewSource): boolean {
		if (result.kind === 'none' || this.preview === undefined) return false;
		return (
			isSame(result.service, this.preview.service) &&
			assumptions === this.source.assumptions &&
			locked === this.source.locked
		);
	}

	private take(result: PreviewResult, { textDocument, position }: PreviewParams): void {
		const { source } = this;
		if (result.kind === 'none') {
			// What was there before it broke helps while it is being mended, but only there.
			const wasHere = result.reason === 'not-parsed' && source.uri === textDocument.uri;
			if (!wasHere) this.preview = undefined;
			this.showNothing(result, wasHere);
			return;
		}
		if (source.asked !== undefined && !isSame(source.asked, result.service)) {
			// The question was about another Service.
			const { asked: _, assumptions, ...rest } = source;
			const { question: __, clientNamespace: ___, ...kept } = assumptions;
			this.source = { ...rest, assumptions: kept };
			void this.asking.run();
			return;
		}
		if (source.locked === undefined) {
			this.source = { ...source, uri: textDocument.uri, ...(position === undefined ? {} : { position }) };
		}
		const before = this.preview?.service.name;
		this.preview = result;
		this.nothing = undefined;
		this.show();
		if (before !== result.service.name) this.titleChanges.fire(result.service.name);
	}

	private showNothing(nothing: Nothing, keepPreview = false): void {
		if (!keepPreview) this.preview = undefined;
		this.nothing = nothing;
		this.show();
	}

	private async apply({ configuration, asSibling }: Extract<FromPage, { type: 'apply' }>): Promise<void> {
		if (this.preview === undefined || this.nothing !== undefined) return;
		const client = await this.surroundings.gate.ready();
		const { place, namespace, name } = this.preview.service;
		const refused = await applyConfiguration(client, {
			textDocument: { uri: place.uri },
			service: { namespace, name },
			configuration,
			asSibling,
		});
		this.send(
			refused === undefined
				? { type: 'notice', kind: 'done', text: vscode.l10n.t('Applied. Undo in the editor takes it back.') }
				: { type: 'notice', kind: 'refused', text: refused },
		);
	}

	private async copy(message: Extract<FromPage, { type: 'copy' }>): Promise<void> {
		const { preview, surroundings } = this;
		if (preview === undefined) return;
		const card =
			message.what === 'answer'
				? preview.cards.find(({ configuration }) => configuration === message.configuration)
				: undefined;
		if (message.what === 'answer' && card === undefined) return;
		const text =
			card === undefined ? digCommand(preview, surroundings.localServer()) : answerText(preview, card);
		await vscode.env.clipboard.writeText(text);
		const said =
			card === undefined ? vscode.l10n.t('Copied: {0}', text) : vscode.l10n.t('The answer is copied.');
		this.send({ type: 'notice', kind: 'done', text: said });
	}

	private send(message: ToPage): void {
		if (this.isPageReady) void this.webview.postMessage(message);
	}
}
