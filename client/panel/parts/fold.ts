// Long lists: the first rows, and all of them on demand in a window that draws only what is visible.
import { html, type TemplateResult } from 'lit';
import type { Page } from '../page.ts';
import '../row-window.ts';

interface Fold<Row> {
	readonly id: string;
	readonly rows: readonly Row[];
	/** How many rows are shown at first. */
	readonly shown: number;
	/** CSS pixels of one row in the window. */
	readonly rowHeight: number;
	readonly label: string;
	readonly draw: (row: Row) => TemplateResult;
	/** The element around the first rows. */
	readonly wrap: (rows: readonly TemplateResult[]) => TemplateResult;
}

export function fold<Row>(page: Page, options: Fold<Row>): TemplateResult {
	const { id, rows, shown, rowHeight, label, draw, wrap } = options;
	if (rows.length <= shown) return wrap(rows.map(draw));
	const open = page.isUnfolded(id);
	return html`
		${
			open
				? html`<servicescope-rows
					.rows=${rows}
					.draw=${draw}
					.rowHeight=${rowHeight}
					.label=${page.speech.say('allOf', { label, count: rows.length })}
				></servicescope-rows>`
				: wrap(rows.slice(0, shown).map(draw))
		}
		<button class="link fold" aria-expanded=${open} @click=${() => page.unfold(id, !open)}>
			${open ? page.speech.say('showFewer') : page.speech.say('showAll', { count: rows.length })}
		</button>
	`;
}
