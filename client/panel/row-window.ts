// Invariant: however many rows there are, only those in view (and a few around them) are in the document.
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';

/** Rows above and below what is visible, so that a small scroll finds them drawn. */
const margin = 8;
/** CSS pixels that are visible at most; styles/rows.ts says the same. */
const windowHeight = 340;

export class RowWindow extends LitElement {
	static override properties = {
		rows: { attribute: false },
		draw: { attribute: false },
		rowHeight: { attribute: false },
		label: { attribute: false },
		first: { state: true },
	};
	declare rows: readonly unknown[];
	declare draw: (row: unknown) => TemplateResult;
	declare rowHeight: number;
	declare label: string;
	/** The first row in view. */
	declare first: number;

	constructor() {
		super();
		this.rows = [];
		this.draw = () => html``;
		this.rowHeight = 24;
		this.label = '';
		this.first = 0;
	}

	protected override createRenderRoot(): this {
		return this;
	}

	override render(): TemplateResult {
		const { rows, rowHeight } = this;
		const start = Math.max(0, this.first - margin);
		const end = Math.min(rows.length, this.first + Math.ceil(windowHeight / rowHeight) + margin);
		return html`<div
			class="window"
			role="region"
			aria-label=${this.label}
			tabindex="0"
			@scroll=${this.scrolled}
		>
			<div class="all">
				<div class="some" role="list">
					${rows.slice(start, end).map(
						(row, index) => html`<div
							class="row"
							role="listitem"
							aria-setsize=${rows.length}
							aria-posinset=${start + index + 1}
						>
							${this.draw(row)}
						</div>`,
					)}
				</div>
			</div>
		</div>`;
	}

	protected override updated(changed: PropertyValues<this>): void {
		const all = this.renderRoot.querySelector<HTMLElement>('.all');
		const some = this.renderRoot.querySelector<HTMLElement>('.some');
		if (all === null || some === null) return;
		// Styles set by script are no inline styles to the Content-Security-Policy.
		all.style.height = `${this.rows.length * this.rowHeight}px`;
		some.style.transform = `translateY(${Math.max(0, this.first - margin) * this.rowHeight}px)`;
		for (const row of some.children) (row as HTMLElement).style.height = `${this.rowHeight}px`;
		if (changed.has('rows')) this.scrolled();
	}

	private scrolled(): void {
		const window = this.renderRoot.querySelector('.window');
		if (window === null) return;
		this.first = Math.max(0, Math.min(Math.floor(window.scrollTop / this.rowHeight), this.rows.length - 1));
	}
}

customElements.define('servicescope-rows', RowWindow);
