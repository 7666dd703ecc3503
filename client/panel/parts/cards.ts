import '@vscode-elements/elements/dist/vscode-badge/vscode-badge.js';
import '@vscode-elements/elements/dist/vscode-button/vscode-button.js';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PreviewCard } from '../../../server/protocol.ts';
import { icon } from '../icons.ts';
import type { PreviewedPage } from '../page.ts';
import { toolButton } from './head.ts';
import { records, sameTtl } from './records.ts';

/** The same question to the same Service in each configuration. */
export function cards(page: PreviewedPage): TemplateResult {
	const { speech, preview } = page;
	const hasExamples = preview.cards.some(({ answer }) =>
		answer.records.some(({ assumed }) => assumed === true),
	);
	return html`
		<section aria-labelledby="cards">
			<div class="section-head">
				<h2 id="cards">${speech.say('cards')}</h2>
				<p>
					${speech.say(preview.cards.length > 1 ? 'cardsHint' : 'onlyCardHint')} ${hasExamples ? html`<span class="examples">${speech.say('examples')}</span>` : nothing}
				</p>
			</div>
			<div class="cards count-${preview.cards.length}">
				${repeat(
					preview.cards,
					({ configuration }) => configuration,
					(card) => drawCard(page, card),
				)}
			</div>
		</section>
	`;
}

function drawCard(page: PreviewedPage, card: PreviewCard): TemplateResult {
	const { speech } = page;
	const { configuration, title, fields, isCurrent } = card;
	return html`
		<article class="card ${isCurrent ? 'current' : ''}" aria-labelledby="card-${configuration}" data-configuration=${configuration}>
			<div class="card-head">
				<div class="card-title">
					<h3 id="card-${configuration}" tabindex="-1">${title}</h3>
					${isCurrent ? html`<vscode-badge>${speech.say('asWritten')}</vscode-badge>` : nothing}
					<p class="fields">${fields}</p>
				</div>
				${toolButton({
					icon: 'copy',
					label: speech.say('copyAnswer'),
					run: () => page.send({ type: 'copy', what: 'answer', configuration }),
				})}
			</div>
			<div class="card-size">${size(page, card)}</div>
			<div class="card-records">${records(page, card)}</div>
			<div class="card-picks">
				<p class="picks">
					${icon(card.traffic.virtualIP === undefined ? 'client' : 'proxy')}<strong>${card.picks}</strong>
				</p>
				<p>${card.explanation}</p>
			</div>
			<div class="card-foot">${verdict(card)} ${actions(page, card)}</div>
		</article>
	`;
}

function size({ speech }: PreviewedPage, { answer }: PreviewCard): TemplateResult | typeof nothing {
	const count = answer.records.filter(({ section }) => section === 'answer').length;
	if (answer.isForwarded) return nothing;
	const ttl = sameTtl(answer);
	return html`
		<p class="figure">
			<span class="number">${speech.number(count)}</span>
			<span class="unit">${speech.count('recordUnit', count)}</span>
		</p>
		<p class="wire">
			${
				ttl === undefined
					? nothing
					: html`<span title=${speech.say('ttlHint', { seconds: ttl })}>${speech.say('ttlOfAll', { seconds: ttl })}</span>`
			}
			<span>${speech.say('bytes', { count: answer.size })}</span>
			${answer.cutAt.map(
				(limit) =>
					html`<span class="cut" title=${speech.say('cutAtHint', { size: limit })}
						>${speech.say('cutAt', { size: limit })}</span
					>`,
			)}
		</p>
	`;
}

const verdictIcons = { accepted: 'check', rejected: 'error', ignored: 'warning' } as const;

function verdict(card: PreviewCard): TemplateResult | typeof nothing {
	const running = card.onRunningService;
	if (running === undefined) return nothing;
	return html`<div class="verdict ${running.verdict}">
		${icon(verdictIcons[running.verdict])}
		<p>${running.message}</p>
	</div>`;
}

function actions(page: PreviewedPage, card: PreviewCard): TemplateResult | typeof nothing {
	const { configuration, apply, applyAsSibling, notApplicable } = card;
	const run = (asSibling: boolean) => () => page.send({ type: 'apply', configuration, asSibling });
	return html`
		${notApplicable === undefined ? nothing : html`<p class="not-applicable">${notApplicable}</p>`}
		${
			apply === undefined && applyAsSibling === undefined
				? nothing
				: html`<div class="actions">
					${apply === undefined ? nothing : html`<vscode-button @click=${run(false)}>${apply.title}</vscode-button>`}
					${
						applyAsSibling === undefined
							? nothing
							: html`<vscode-button secondary @click=${run(true)}>${applyAsSibling.title}</vscode-button>`
					}
				</div>`
		}
	`;
}
