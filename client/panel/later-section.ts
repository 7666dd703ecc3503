// Invariant: a section draws what it was given last, some frames later; what is above it on the page is never kept waiting.
import { html, LitElement, type TemplateResult } from 'lit';

export class LaterSection extends LitElement {
	static override properties = {
		draw: { attribute: false },
	};

	declare draw: () => unknown;
	/** How many frames later. */
	frames = 1;

	constructor() {
		super();
		this.draw = () => html``;
	}

	protected override createRenderRoot(): this {
		return this;
	}

	protected override async scheduleUpdate(): Promise<void> {
		for (let frame = 0; frame < this.frames; frame++) await new Promise(requestAnimationFrame);
		super.scheduleUpdate();
	}

	override render(): TemplateResult {
		return html`${this.draw()}`;
	}
}

customElements.define('servicescope-later', LaterSection);
