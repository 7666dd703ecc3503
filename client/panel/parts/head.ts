import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import type { PreviewedPage } from '../page.ts';

/** Whose preview this is, and what can be done with all of it. */
export function head(page: PreviewedPage): TemplateResult {
	const { speech, view, preview } = page;
	const { name, namespace, type } = preview.service;
	return html`
		<header class="head">
			<div class="head-title">
				<h1>
					<button
						class="link"
						title=${speech.say('showInEditor', { name })}
						@click=${() => page.send({ type: 'open', target: { what: 'service' } })}
					>
						${name}
					</button>
				</h1>
				<p>
					<span class="service-type">${type}</span>
					<span>${speech.say('namespace', { namespace })}</span>
					${
						view.localServer === undefined
							? nothing
							: html`<span class="local-server">
								${icon('plug')}${speech.say('localServer', { address: view.localServer })}
							</span>`
					}
				</p>
			</div>
			<div class="head-actions" role="toolbar">
				${toolButton({
					icon: view.locked ? 'lock' : 'unlock',
					label: speech.say('lock'),
					pressed: view.locked,
					run: () => page.send({ type: 'lock', locked: !view.locked }),
				})}
				${toolButton({
					icon: 'copy',
					label: speech.say('copyDig'),
					text: speech.say('dig'),
					run: () => page.send({ type: 'copy', what: 'dig' }),
				})}
				${
					view.hasZone
						? toolButton({
								icon: 'zone',
								label: speech.say('openZone'),
								text: speech.say('zone'),
								run: () => page.send({ type: 'open', target: { what: 'zone' } }),
							})
						: nothing
				}
			</div>
		</header>
	`;
}

interface ToolButton {
	readonly icon: Parameters<typeof icon>[0];
	readonly label: string;
	/** A word beside the icon. */
	readonly text?: string;
	readonly pressed?: boolean;
	readonly run: () => void;
}

export function toolButton({ icon: name, label, text, pressed, run }: ToolButton): TemplateResult {
	return html`<button
		class="tool"
		aria-label=${label}
		title=${label}
		aria-pressed=${pressed ?? nothing}
		@click=${run}
	>
		${icon(name)}${text === undefined ? nothing : html`<span>${text}</span>`}
	</button>`;
}
