import { html, nothing, type TemplateResult } from 'lit';
import type { PreviewName } from '../../../server/protocol.ts';
import { dotted } from '../dotted.ts';
import type { PreviewedPage } from '../page.ts';
import { fold } from './fold.ts';

/** Every name that the Service creates; a click asks it. */
export function names(page: PreviewedPage): TemplateResult | typeof nothing {
	const { speech, preview } = page;
	if (preview.names.length === 0) return nothing;
	return html`
		<section aria-labelledby="names">
			<div class="section-head">
				<h2 id="names">${speech.say('names')}</h2>
				<p>${speech.say('namesHint')}</p>
			</div>
			${fold(page, {
				id: 'names',
				rows: preview.names,
				shown: 16,
				rowHeight: 28,
				label: speech.say('names'),
				draw: (name) => row(page, name),
				wrap: (drawn) =>
					html`<ul class="names">
						${drawn.map((name) => html`<li>${name}</li>`)}
					</ul>`,
			})}
		</section>
	`;
}

function row(page: PreviewedPage, { name, type, data }: PreviewName): TemplateResult {
	const { question } = page.preview;
	const isAsked = question.type === type && (question.foundAs ?? question.name) === name;
	return html`<div class="name ${isAsked ? 'asked' : ''}">
		<button
			class="link"
			aria-label=${page.speech.say('ask', { name, type })}
			aria-current=${isAsked ? 'true' : nothing}
			@click=${() => page.assume({ question: { name: `${name}.`, type } })}
		>
			${dotted(name)}
		</button>
		<span class="name-type">${type}</span>
		<span class="name-data">${data.map((value) => html`<span>${dotted(value)}</span>`)}</span>
	</div>`;
}

export function notes({ speech, preview }: PreviewedPage): TemplateResult | typeof nothing {
	if (preview.notes.length === 0) return nothing;
	return html`
		<section aria-labelledby="notes">
			<div class="section-head"><h2 id="notes">${speech.say('notes')}</h2></div>
			<ul class="notes">
				${preview.notes.map((note) => html`<li>${note}</li>`)}
			</ul>
		</section>
	`;
}
