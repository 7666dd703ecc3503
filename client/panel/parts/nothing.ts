import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import type { PanelView } from '../messages/messages.ts';
import type { Page } from '../page.ts';

type Nothing = NonNullable<PanelView['nothing']>;

/** Over an old preview: why it is not about the text as it is now. */
export function staleNotice(page: Page, reason: Nothing): TemplateResult {
	const { speech } = page;
	return html`<div class="notice stale">
		${icon('error')}
		<p>
			<strong>${speech.say(`nothing.${reason.reason}`)}.</strong> ${messageOf(page, reason)}
			${speech.say('stale')}
			${problemLink(page, reason)}
		</p>
	</div>`;
}

/** Instead of a preview: why there is none, and what this is all about. */
export function nothingToShow(page: Page, reason: Nothing): TemplateResult {
	const { speech } = page;
	if (reason.reason === 'starting') {
		return html`<div class="nothing" aria-busy="true">
			<div class="progress"></div>
			<h1 class="starting">${speech.say('nothing.starting')}</h1>
		</div>`;
	}
	const isError = reason.reason === 'not-parsed' || reason.reason === 'failed';
	return html`<div class="nothing">
		<div class="why ${isError ? 'bad' : ''}">
			${icon(isError ? 'error' : 'info')}
			<div>
				<h1>${speech.say(`nothing.${reason.reason}`)}</h1>
				<p>${messageOf(page, reason)} ${problemLink(page, reason)}</p>
			</div>
		</div>
		<section aria-labelledby="teach">
			<div class="section-head"><h2 id="teach">${speech.say('teach')}</h2></div>
			<div class="lessons">
				<figure>
					${lesson(page, true)}
					<figcaption>
						<strong>${speech.say('teachVirtualIP')}</strong>
						<p>${speech.say('teachVirtualIPText')}</p>
					</figcaption>
				</figure>
				<figure>
					${lesson(page, false)}
					<figcaption>
						<strong>${speech.say('teachHeadless')}</strong>
						<p>${speech.say('teachHeadlessText')}</p>
					</figcaption>
				</figure>
			</div>
		</section>
	</div>`;
}

function messageOf({ speech }: Page, reason: Nothing): string {
	if (reason.reason === 'failed') return speech.say('failedHint');
	if (reason.reason === 'no-file' || reason.reason === 'no-service') return speech.say('noFileHint');
	// What keeps YAML from being read, only its parser can say.
	if (reason.reason === 'not-parsed') return reason.message;
	return reason.reason === 'starting' ? '' : speech.say(`why.${reason.reason}`);
}

function problemLink(page: Page, reason: Nothing): TemplateResult | typeof nothing {
	if (!('place' in reason) || reason.place === undefined) return nothing;
	return html`<button class="link" @click=${() => page.send({ type: 'open', target: { what: 'problem' } })}>
		${page.speech.say('showProblem')}
	</button>`;
}

/** One client, three Pods, with or without a virtual IP between them. */
function lesson({ speech }: Page, throughVirtualIP: boolean): TemplateResult {
	return html`<svg class="links lesson" viewBox="0 0 220 110" width="220" height="110" aria-hidden="true">
		${
			throughVirtualIP
				? html`<svg>
						<path class="link-line" d="M24 55H96" stroke-width="5"></path>
						<path class="link-line" d="M96 55C138 55 130 20 176 20" stroke-width="2"></path>
						<path class="link-line" d="M96 55H176" stroke-width="2"></path>
						<path class="link-line" d="M96 55C138 55 130 90 176 90" stroke-width="2"></path>
						<path class="link-flow" d="M24 55H96" stroke-width="2"></path>
						<path class="link-flow" d="M96 55C138 55 130 20 176 20" stroke-width="2"></path>
						<path class="link-flow" d="M96 55H176" stroke-width="2"></path>
						<path class="link-flow" d="M96 55C138 55 130 90 176 90" stroke-width="2"></path>
						<rect class="node proxy-node" x="86" y="45" width="20" height="20" transform="rotate(45 96 55)"></rect>
					</svg>`
				: html`<svg>
						<path class="link-line" d="M24 55C100 55 90 20 176 20" stroke-width="2"></path>
						<path class="link-line" d="M24 55H176" stroke-width="2"></path>
						<path class="link-line" d="M24 55C100 55 90 90 176 90" stroke-width="2"></path>
						<path class="link-flow" d="M24 55C100 55 90 20 176 20" stroke-width="2"></path>
						<path class="link-flow" d="M24 55H176" stroke-width="2"></path>
						<path class="link-flow" d="M24 55C100 55 90 90 176 90" stroke-width="2"></path>
					</svg>`
		}
		<circle class="node client-node" cx="24" cy="55" r="11"></circle>
		<circle class="node pod-node" cx="176" cy="20" r="9"></circle>
		<circle class="node pod-node" cx="176" cy="55" r="9"></circle>
		<circle class="node pod-node" cx="176" cy="90" r="9"></circle>
		<text x="24" y="84">${speech.say('clientNode')}</text>
		${throughVirtualIP ? html`<svg><text x="96" y="88">${speech.say('virtualIP')}</text></svg>` : nothing}
		<text class="after" x="190" y="59">${speech.say('pods')}</text>
	</svg>`;
}
