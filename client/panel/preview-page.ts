// Invariant: the page computes nothing about Services; it draws the last view that the host sent and reports what is done to it.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PreviewAssumptions } from '../../server/protocol.ts';
import { icon } from './icons.ts';
import './later-section.ts';
import type { FromPage, PageLayout, PanelView, SavedState, ToPage } from './messages/messages.ts';
import type { Page } from './page.ts';
import { cards } from './parts/cards.ts';
import { head } from './parts/head.ts';
import { names, notes } from './parts/names.ts';
import { nothingToShow, staleNotice } from './parts/nothing.ts';
import { pods } from './parts/pods.ts';
import { question } from './parts/question.ts';
import { resolution } from './parts/resolution.ts';
import { traffic } from './parts/traffic.ts';
import type { Speech } from './speech.ts';

/** Where the page's messages go and its state is kept. */
export interface Host {
	send(message: FromPage): void;
	save(state: SavedState): void;
}

/** How long a good message stays, and how long answers have to be quiet before they are said aloud; in milliseconds. */
const noticeTime = 5000;
const quietTime = 400;
/** Pictures below this many CSS pixels are drawn in their narrow form. */
const narrowPicture = 300;

/** On a page of that many CSS pixels, with as many pictures side by side as styles/cards.ts has. */
function hasNarrowPictures(width: number): boolean {
	const columns = width >= 780 ? 3 : width >= 460 ? 2 : 1;
	return width / columns < narrowPicture + 12;
}

type Notice = Extract<ToPage, { readonly type: 'notice' }>;

export class PreviewPage extends LitElement implements Page {
	static override properties = {
		view: { attribute: false },
		speech: { attribute: false },
		isNarrow: { state: true },
		assumptions: { state: true },
		unfolded: { state: true },
		notice: { state: true },
		announcement: { state: true },
	};

	declare view: PanelView;
	declare speech: Speech;
	declare isNarrow: boolean;
	declare assumptions: PreviewAssumptions;
	declare private unfolded: ReadonlySet<string>;
	declare private notice: Notice | undefined;
	declare private announcement: string;

	private readonly host: Host;
	private scrolled: number;
	private readonly resizes = new ResizeObserver(() => {
		this.isNarrow = hasNarrowPictures(this.clientWidth);
	});
	private isPlaced = false;
	private revision = 0;
	private answers = '';
	private isSending = false;
	private noticeTimer: ReturnType<typeof setTimeout> | undefined;
	private quietTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(host: Host, speech: Speech, layout: PageLayout | undefined) {
		super();
		this.host = host;
		this.speech = speech;
		this.view = {
			nothing: { kind: 'none', reason: 'starting' },
			locked: false,
			assumptions: {},
			revision: 0,
			hasZone: false,
			source: { assumptions: {} },
			id: '',
		};
		this.isNarrow = hasNarrowPictures(window.innerWidth);
		this.assumptions = {};
		this.unfolded = new Set(layout?.unfolded);
		this.scrolled = layout?.scroll ?? 0;
		this.notice = undefined;
		this.announcement = '';
	}

	/** Draws a view; what the person has changed since the host last heard of it stays as they left it. */
	show(view: PanelView): void {
		this.view = view;
		if (view.revision >= this.revision) this.assumptions = view.assumptions;
		this.save();
		this.announceLater();
	}

	showNotice(notice: Notice): void {
		clearTimeout(this.noticeTimer);
		this.notice = notice;
		if (notice.kind === 'done') this.noticeTimer = setTimeout(() => this.dismiss(), noticeTime);
	}

	/** Remembers where the page is scrolled to. */
	scrolledTo(pixels: number): void {
		if (!this.isPlaced) return;
		this.scrolled = pixels;
		this.saveLayout();
	}

	send(message: FromPage): void {
		this.host.send(message);
	}

	assume(change: PreviewAssumptions): void {
		this.setAssumptions({ ...this.assumptions, ...change });
	}

	forget(...names: (keyof PreviewAssumptions)[]): void {
		const kept = Object.entries(this.assumptions).filter(([name]) => !(names as string[]).includes(name));
		this.setAssumptions(Object.fromEntries(kept));
	}

	isUnfolded(id: string): boolean {
		return this.unfolded.has(id);
	}

	unfold(id: string, open: boolean): void {
		const unfolded = new Set(this.unfolded);
		if (open) unfolded.add(id);
		else unfolded.delete(id);
		this.unfolded = unfolded;
		this.saveLayout();
	}

	/** Without a shadow root: the page is all there is, and finding and reading aloud work as in any document. */
	protected override createRenderRoot(): this {
		return this;
	}

	override connectedCallback(): void {
		super.connectedCallback();
		this.resizes.observe(this);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.resizes.disconnect();
	}

	override render(): TemplateResult {
		const { preview, nothing: reason } = this.view;
		return html`
			<main>
				${
					preview === undefined
						? nothingToShow(this, reason ?? { kind: 'none', reason: 'starting' })
						: this.drawPreview(preview, reason !== undefined)
				}
				<div class="notices">
					${preview === undefined || reason === undefined ? nothing : staleNotice(this, reason)}
					${this.notice === undefined ? nothing : this.drawNotice(this.notice)}
				</div>
			</main>
			<div class="unseen" role="status" aria-live="polite">${this.announcement}</div>
		`;
	}

	protected override updated(changed: PropertyValues): void {
		if (this.isPlaced || !changed.has('view') || this.view.preview === undefined) return;
		void this.place();
	}

	/** Once all parts are drawn, the page goes where the last one was. */
	private async place(): Promise<void> {
		const parts = [...this.querySelectorAll<LitElement>('servicescope-later')];
		await Promise.all(parts.map(({ updateComplete }) => updateComplete));
		if (!this.isPlaced && this.scrolled > 0) window.scrollTo(0, this.scrolled);
		this.isPlaced = true;
	}

	private drawPreview(preview: NonNullable<PanelView['preview']>, isOld: boolean): TemplateResult {
		const page = {
			preview,
			speech: this.speech,
			view: this.view,
			isNarrow: this.isNarrow,
			assumptions: this.assumptions,
			assume: (change: PreviewAssumptions) => this.assume(change),
			forget: (...names: (keyof PreviewAssumptions)[]) => this.forget(...names),
			send: (message: FromPage) => this.send(message),
			isUnfolded: (id: string) => this.isUnfolded(id),
			unfold: (id: string, open: boolean) => this.unfold(id, open),
		};
		return html`
			${head(page)}
			<div class="body ${isOld ? 'old' : ''}" ?inert=${isOld}>
				${question(page)} ${resolution(page)} ${cards(page)} ${later(1, () => pods(page))}
				${later(2, () => traffic(page))} ${later(3, () => html`${notes(page)} ${names(page)}`)}
			</div>
		`;
	}

	private drawNotice({ kind, text }: Notice): TemplateResult {
		return html`<div class="notice ${kind}" role=${kind === 'refused' ? 'alert' : 'status'}>
			${icon(kind === 'refused' ? 'error' : 'check')}
			<p>${text}</p>
			<button
				class="tool"
				aria-label=${this.speech.say('dismiss')}
				title=${this.speech.say('dismiss')}
				@click=${() => this.dismiss()}
			>
				${icon('cross')}
			</button>
		</div>`;
	}

	private dismiss(): void {
		clearTimeout(this.noticeTimer);
		this.notice = undefined;
	}

	/** A slider sends many changes in one frame; the host gets the last one of each. */
	private setAssumptions(assumptions: PreviewAssumptions): void {
		this.assumptions = assumptions;
		this.revision++;
		if (this.isSending) return;
		this.isSending = true;
		requestAnimationFrame(() => {
			this.isSending = false;
			this.send({ type: 'assume', assumptions: this.assumptions, revision: this.revision });
		});
	}

	private get layout(): PageLayout {
		return { unfolded: [...this.unfolded], scroll: this.scrolled };
	}

	private saveLayout(): void {
		this.save();
		this.send({ type: 'layout', layout: this.layout });
	}

	private save(): void {
		this.host.save({
			id: this.view.id,
			source: this.view.source,
			layout: this.layout,
		});
	}

	private announceLater(): void {
		const { preview } = this.view;
		if (preview === undefined) return;
		const answers = preview.cards
			.map(({ title, answer }) =>
				this.speech.say('announced', {
					title,
					records: this.speech.count(
						'records',
						answer.records.filter(({ section }) => section === 'answer').length,
					),
					bytes: this.speech.say('bytes', { count: answer.size }),
				}),
			)
			.join(' ');
		const said = `${preview.service.name}. ${answers}`;
		if (said === this.answers) return;
		const isFirst = this.answers === '';
		this.answers = said;
		if (isFirst) return;
		clearTimeout(this.quietTimer);
		this.quietTimer = setTimeout(() => {
			this.announcement = said;
		}, quietTime);
	}
}

/** Draws a part some frames after those above it: a thousand Pods are too much for one frame. */
function later(frames: number, draw: () => unknown): TemplateResult {
	return html`<servicescope-later .frames=${frames} .draw=${draw}></servicescope-later>`;
}

customElements.define('servicescope-preview', PreviewPage);
