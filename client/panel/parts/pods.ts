import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { PreviewPod, PreviewWorkload } from '../../../server/protocol.ts';
import { icon } from '../icons.ts';
import type { PreviewedPage } from '../page.ts';
import { fold } from './fold.ts';
import { inputValue } from './question.ts';

/** Largest number of replicas that can be assumed. */
const mostReplicas = 1000;

/** What the manifests cannot tell: how many Pods there are, and which of them are ready. */
export function pods(page: PreviewedPage): TemplateResult {
	const { speech, preview, assumptions } = page;
	const { type, selectsPods } = preview.service;
	const isWithoutSelector = !selectsPods && type !== 'ExternalName';
	const isAssumed =
		Object.keys(assumptions.replicas ?? {}).length > 0 ||
		(assumptions.notReady ?? []).length > 0 ||
		(assumptions.terminating ?? []).length > 0;
	return html`
		<section aria-labelledby="pods">
			<div class="section-head">
				<h2 id="pods">${speech.say('pods')}</h2>
				<p>
					${speech.say(preview.pods.length > 0 ? 'podsHint' : isWithoutSelector ? 'noSelector' : 'noPods')}
					${
						isAssumed
							? html`<button
								class="link"
								@click=${() => page.forget('replicas', 'notReady', 'terminating')}
							>
								${icon('undo')} ${speech.say('resetAssumptions')}
							</button>`
							: nothing
					}
				</p>
			</div>
			${preview.workloads.map((workload) => replicas(page, workload))}
			${
				preview.pods.length === 0
					? nothing
					: fold(page, {
							id: 'pods',
							rows: preview.pods,
							shown: 24,
							rowHeight: 32,
							label: speech.say('pods'),
							draw: (pod) => chip(page, pod),
							wrap: (drawn) =>
								html`<ul class="pods">
									${drawn.map((pod) => html`<li>${pod}</li>`)}
								</ul>`,
						})
			}
		</section>
	`;
}

function replicas(page: PreviewedPage, workload: PreviewWorkload): TemplateResult {
	const { speech, assumptions } = page;
	const { id, kind, name, writtenReplicas, adjustable } = workload;
	const count = assumptions.replicas?.[id] ?? workload.replicas;
	const most = Math.max(12, writtenReplicas * 2);
	const label = speech.say('replicasOf', { kind, name });
	const set = (value: string): void => {
		const number = Math.min(mostReplicas, Math.max(0, Math.trunc(Number(value))));
		if (value.trim() === '' || Number.isNaN(number)) return;
		page.assume({ replicas: { ...assumptions.replicas, [id]: number } });
	};
	return html`<div class="workload">
		<button class="link" @click=${() => page.send({ type: 'open', target: { what: 'workload', id } })}>
			${kind} ${name}
		</button>
		${
			adjustable
				? html`<span class="replicas">
					<input
						type="range"
						min="0"
						max=${most}
						.value=${String(count)}
						aria-label=${label}
						${ref((slider) => fill(slider, count / most))}
						@input=${(event: Event) => set(inputValue(event))}
					/>
					<vscode-textfield
						type="number"
						min="0"
						max=${mostReplicas}
						.label=${label}
						.value=${String(count)}
						@input=${(event: Event) => set(inputValue(event))}
					></vscode-textfield>
					<span class="unit">${speech.say('replicas')}</span>
					${
						count === writtenReplicas
							? nothing
							: html`<span class="written">${speech.say('written', { count: writtenReplicas })}</span>`
					}
				</span>`
				: nothing
		}
	</div>`;
}

/** A style attribute would be inline style; a property set by script is none. */
function fill(slider: Element | undefined, part: number): void {
	if (slider instanceof HTMLElement) slider.style.setProperty('--ss-filled', `${Math.min(100, 100 * part)}%`);
}

function chip(page: PreviewedPage, pod: PreviewPod): TemplateResult {
	const { speech, assumptions } = page;
	const { id, name, state, addresses, nameAssumed } = pod;
	const isReady = state === 'ready';
	const isTerminating = state === 'terminating';
	const stateWord = speech.say(isReady ? 'ready' : isTerminating ? 'terminating' : 'notReady');
	const become = (next: PreviewPod['state']): void => {
		const without = (ids: readonly string[] = []): string[] => ids.filter((each) => each !== id);
		page.assume({
			notReady: next === 'not-ready' ? [...without(assumptions.notReady), id] : without(assumptions.notReady),
			terminating:
				next === 'terminating' ? [...without(assumptions.terminating), id] : without(assumptions.terminating),
		});
	};
	const toggleLabel = speech.say(isReady ? 'makeNotReady' : 'makeReady', { pod: name });
	const endLabel = speech.say(isTerminating ? 'makeReady' : 'makeTerminating', { pod: name });
	return html`<span class="pod ${state}">
		<button
			class="pod-state"
			aria-label=${`${name}, ${stateWord}. ${toggleLabel}`}
			title=${`${addresses.join(', ')}\n${toggleLabel}`}
			@click=${() => become(isReady ? 'not-ready' : 'ready')}
		>
			<span class="dot"></span>
			<span class="pod-name ${nameAssumed === true ? 'assumed' : ''}">${name}</span>
			<span class="state">${stateWord}</span>
		</button>
		<button
			class="pod-end"
			aria-label=${endLabel}
			title=${endLabel}
			aria-pressed=${isTerminating}
			@click=${() => become(isTerminating ? 'ready' : 'terminating')}
		>
			${icon('stop')}
		</button>
	</span>`;
}
