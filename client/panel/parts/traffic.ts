import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PreviewCard, PreviewTraffic } from '../../../server/protocol.ts';
import type { PreviewedPage } from '../page.ts';
import { podName } from '../pod-name.ts';
import { fold } from './fold.ts';
import { inputValue, select } from './question.ts';

/** Largest number of connections that can be assumed. */
const mostConnections = 100_000;
/** Pods that get a line of their own in the picture. */
const drawnPods = 10;
const rowHeight = 34;

/** Horizontal places in a picture, in CSS pixels. */
const wide = { client: 22, proxy: 80, end: 136 };
const narrow = { client: 15, proxy: 48, end: 78 };

/** How a number of connections spreads over the Pods, in each configuration. */
export function traffic(page: PreviewedPage): TemplateResult {
	const { speech, preview, assumptions } = page;
	const { choices, trafficClient } = preview;
	const client = assumptions.client ?? trafficClient?.client ?? choices.clients[0]?.id ?? '';
	const connections = assumptions.connections ?? trafficClient?.connections ?? 100;
	const setConnections = (value: string): void => {
		const number = Math.min(mostConnections, Math.max(1, Math.trunc(Number(value))));
		if (value.trim() !== '' && !Number.isNaN(number)) page.assume({ connections: number });
	};
	return html`
		<section aria-labelledby="traffic">
			<div class="section-head">
				<h2 id="traffic">${speech.say('traffic')}</h2>
				<div class="traffic-controls" ?hidden=${preview.cards.every((card) => card.traffic.externalName !== undefined)}>
					${select({
						name: 'client',
						label: speech.say('client'),
						value: client,
						options: choices.clients.map(({ id, label }) => ({ value: id, label })),
						change: (chosen) => page.assume({ client: chosen }),
					})}
					<div class="field field-connections">
						<span class="label" aria-hidden="true">${speech.say('connections')}</span>
						<vscode-textfield
							type="number"
							min="1"
							max=${mostConnections}
							.label=${speech.say('connections')}
							.value=${String(connections)}
							@input=${(event: Event) => setConnections(inputValue(event))}
						></vscode-textfield>
					</div>
				</div>
			</div>
			<div class="pictures count-${preview.cards.length}">
				${repeat(
					preview.cards,
					({ configuration }) => configuration,
					(card) => picture(page, card, connections),
				)}
			</div>
		</section>
	`;
}

function picture(page: PreviewedPage, card: PreviewCard, connections: number): TemplateResult {
	const { title, traffic, configuration, isCurrent } = card;
	const rows = telling(traffic.shares);
	const lines = rows.length + (traffic.lost > 0 ? 1 : 0);
	return html`<figure class="picture ${isCurrent ? 'current' : ''}">
		<figcaption>
			<h3>${title}</h3>
			<p class="path">${path(page, card)}</p>
		</figcaption>
		${
			traffic.externalName !== undefined
				? nothing
				: lines === 0
					? html`<p class="no-endpoint">${page.speech.say('noEndpoint')}</p>`
					: html`<div class="flow">
					${links(page, traffic, rows, connections)}
					<ul class="shares">
						${rows.map((share) => html`<li>${bar(page, share.pod, share.connections, connections, share.state)}</li>`)}
						${
							traffic.lost > 0
								? html`<li>${bar(page, page.speech.say('lost'), traffic.lost, connections, 'lost')}</li>`
								: nothing
						}
					</ul>
				</div>`
		}
		${
			traffic.shares.length > drawnPods
				? fold(page, {
						id: `shares ${configuration}`,
						rows: traffic.shares,
						shown: 0,
						rowHeight,
						label: title,
						draw: (share) => bar(page, share.pod, share.connections, connections, share.state),
						wrap: () => html``,
					})
				: nothing
		}
		<p class="explanation">${traffic.explanation}</p>
	</figure>`;
}

/** The Pods to draw: all, or of many those that get the most, in their order. */
function telling(shares: PreviewTraffic['shares']): PreviewTraffic['shares'] {
	if (shares.length <= drawnPods) return shares;
	const most = new Set(shares.toSorted((a, b) => b.connections - a.connections).slice(0, drawnPods));
	return shares.filter((share) => most.has(share));
}

function path({ speech, preview }: PreviewedPage, { traffic }: PreviewCard): string {
	const { name } = preview.service;
	if (traffic.virtualIP !== undefined)
		return speech.say('throughVirtualIP', { name, address: traffic.virtualIP });
	if (traffic.externalName !== undefined)
		return speech.say('toExternalName', { name, address: traffic.externalName });
	// Not the card's answer: that may be to a question about something else.
	const count = traffic.shares.length;
	if (count === 0) return speech.say('nowhere', { name });
	return speech.say('straight', { name, addresses: speech.count('addresses', count) });
}

function bar(
	{ speech }: PreviewedPage,
	name: string,
	connections: number,
	total: number,
	state = 'ready',
): TemplateResult {
	return html`<div class="share ${state} ${connections === 0 ? 'idle' : ''}">
		<span class="share-name">${podName(name)}</span>
		<span class="share-count" title=${speech.say('connectionsOf', { count: connections, total })}>
			${speech.number(connections)}
		</span>
		<progress max=${total} value=${connections} aria-hidden="true"></progress>
	</div>`;
}

/** The lines from the client to the Pods, through the virtual IP if there is one. */
function links(
	{ speech, isNarrow }: PreviewedPage,
	traffic: PreviewTraffic,
	rows: PreviewTraffic['shares'],
	total: number,
): TemplateResult {
	const ends = [
		...rows.map(({ connections, state }) => ({ connections, kind: state ?? 'ready' })),
		...(traffic.lost > 0 ? [{ connections: traffic.lost, kind: 'lost' }] : []),
	];
	const height = Math.max(ends.length * rowHeight, 76);
	const offset = (height - ends.length * rowHeight) / 2;
	const middle = height / 2;
	const { client, proxy, end } = isNarrow ? narrow : wide;
	const hub = traffic.virtualIP === undefined ? client : proxy;
	const bend = (hub + end) / 2;
	const strokes = ends.map(({ connections, kind }, index) => {
		const y = offset + index * rowHeight + rowHeight / 2;
		return {
			d: `M${hub} ${middle}C${bend} ${middle} ${bend} ${y} ${end} ${y}`,
			width: connections === 0 ? 1 : 1.5 + (4.5 * connections) / total,
			kind: connections === 0 ? 'idle' : kind,
		};
	});
	const whole = { d: `M${client} ${middle}H${hub}`, width: 6, kind: 'ready' };
	const drawn = traffic.virtualIP === undefined ? strokes : [whole, ...strokes];
	return html`<svg class="links" width=${end} height=${height} viewBox="0 0 ${end} ${height}" aria-hidden="true">
		${drawn.map(
			({ d, width, kind }) => svg`
				<path class="link-line ${kind}" d=${d} stroke-width=${width}></path>
				${kind === 'idle' || kind === 'lost' ? nothing : svg`<path class="link-flow" d=${d} stroke-width=${Math.min(width, 2)}></path>`}`,
		)}
		<circle class="node client-node" cx=${client} cy=${middle} r="9"></circle>
		<text x=${client} y=${middle + 25}>${speech.say('clientNode')}</text>
		${
			traffic.virtualIP === undefined
				? nothing
				: svg`<rect class="node proxy-node" x=${proxy - 9} y=${middle - 9} width="18" height="18" transform="rotate(45 ${proxy} ${middle})"></rect>
					<text class=${isNarrow ? 'before' : ''} x=${isNarrow ? proxy + 10 : proxy} y=${isNarrow ? middle - 19 : middle + 29}>${speech.say('virtualIP')}</text>`
		}
	</svg>`;
}
