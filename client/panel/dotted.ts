import { html, type TemplateResult } from 'lit';

/** A DNS name that may break after its dots, so that narrow columns cut no label in two. */
export function dotted(name: string): TemplateResult {
	const labels = name.split(/(?<=\.)(?=.)/);
	return html`${labels.map((label, index) => (index === 0 ? label : html`<wbr>${label}`))}`;
}
