// Invariant: what tells the Pods of one workload apart, the end of their names, is never cut off.
import { html, type TemplateResult } from 'lit';

/** A Pod's name that may lose its beginning where there is no room: it runs from right to left, around a text that does not. */
export function podName(name: string): TemplateResult {
	return html`<span class="pod-text" title=${name}><bdi dir="ltr">${name}</bdi></span>`;
}
