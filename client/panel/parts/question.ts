import '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';
import '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { icon } from '../icons.ts';
import type { PreviewedPage } from '../page.ts';
import { toolButton } from './head.ts';

/** What is asked, by whom, and of which server. */
export function question(page: PreviewedPage): TemplateResult {
	const { speech, preview, assumptions } = page;
	const { choices, question: asked } = preview;
	const name = assumptions.question?.name ?? asked.name;
	const more = page.isUnfolded('question');
	const resolver = labelOf(choices.resolvers, asked.resolver);
	const corefile = labelOf(choices.corefiles, asked.corefile);
	const ask = (change: { readonly name?: string; readonly type?: string }): void =>
		page.assume({ question: { name: asked.name, type: asked.type, ...assumptions.question, ...change } });
	return html`
		<section class="question ${more ? 'unfolded' : ''}" aria-label=${speech.say('question')}>
			<div class="field field-name">
				<span class="label" aria-hidden="true">${speech.say('askName')}</span>
				<vscode-textfield
					.label=${speech.say('askName')}
					.value=${name}
					autocomplete="off"
					@input=${(event: Event) => ask({ name: inputValue(event) })}
				>
					${
						assumptions.question === undefined
							? nothing
							: html`<span slot="content-after">
								${toolButton({
									icon: 'undo',
									label: speech.say('askDefault'),
									run: () => page.forget('question'),
								})}
							</span>`
					}
				</vscode-textfield>
			</div>
			${select({
				name: 'type',
				label: speech.say('askType'),
				value: asked.type,
				options: choices.types.map((type) => ({ value: type, label: type })),
				change: (type) => ask({ type }),
			})}
			<button
				class="more link"
				aria-expanded=${more}
				@click=${() => page.unfold('question', !more)}
			>
				${icon('chevron')}
				<span>
					${speech.say('moreQuestion', { namespace: asked.clientNamespace, resolver, corefile })}
				</span>
			</button>
			${select({
				name: 'namespace',
				label: speech.say('askNamespace'),
				value: asked.clientNamespace,
				options: choices.namespaces.map((namespace) => ({ value: namespace, label: namespace })),
				change: (clientNamespace) => page.assume({ clientNamespace }),
			})}
			${select({
				name: 'resolver',
				label: speech.say('askResolver'),
				value: asked.resolver,
				options: choices.resolvers.map(({ id, label, hint }) => ({
					value: id,
					label,
					...(hint === undefined ? {} : { description: hint }),
				})),
				change: (chosen) => page.assume({ resolver: chosen }),
			})}
			${select({
				name: 'corefile',
				label: speech.say('askCorefile'),
				value: asked.corefile,
				options: choices.corefiles.map(({ id, label }) => ({ value: id, label })),
				change: (chosen) => page.assume({ corefile: chosen }),
			})}
		</section>
	`;
}

interface Select {
	readonly name: string;
	readonly label: string;
	readonly value: string;
	readonly options: readonly {
		readonly value: string;
		readonly label: string;
		/** Shown below the list while the option is pointed at. */
		readonly description?: string;
	}[];
	readonly change: (value: string) => void;
}

export function select({ name, label, value, options, change }: Select): TemplateResult {
	// What is chosen stays visible even if it is no longer among the choices.
	const all = options.some((option) => option.value === value)
		? options
		: [{ value, label: value }, ...options];
	return html`<div class="field field-${name}">
		<span class="label" aria-hidden="true">${label}</span>
		<vscode-single-select
			.label=${label}
			.options=${guard([JSON.stringify(all)], () => all)}
			.value=${value}
			@change=${(event: Event) => change(inputValue(event))}
		></vscode-single-select>
	</div>`;
}

export function inputValue({ target }: Event): string {
	return (target as unknown as { readonly value: string }).value;
}

function labelOf(choices: readonly { readonly id: string; readonly label: string }[], id: string): string {
	return choices.find((choice) => choice.id === id)?.label ?? id;
}
