// Icons on a grid of 16 by 16, in the colour of the text around them. They say nothing that the text does not.
import { html, type TemplateResult } from 'lit';

const paths = {
	lock: 'M4.5 7.5h7v6h-7zM5.75 7.5V5a2.25 2.25 0 0 1 4.5 0v2.5',
	unlock: 'M4.5 7.5h7v6h-7zM5.75 7.5V4.5a2.25 2.25 0 0 1 4.4-.7',
	copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
	zone: 'M3 3.5h10M3 6.5h6.5M3 9.5h10M3 12.5h6.5',
	check: 'M3 8.5l3.2 3.2L13 4.8',
	cross: 'M4 4l8 8M12 4l-8 8',
	warning: 'M8 2.2l6.3 11.3H1.7zM8 6.5v3.2M8 11.4v.6',
	error: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
	info: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM8 7.2v3.6M8 4.7v.7',
	nothing: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM3.8 3.8l8.4 8.4',
	chevron: 'M6 3.5L10.5 8 6 12.5',
	undo: 'M3 6h7a3.3 3.3 0 0 1 0 6.6H6M5.8 3L3 6l2.8 3',
	proxy: 'M8 2l6 6-6 6-6-6zM8 5.5v5M5.5 8h5',
	client: 'M2.5 3.5h11v7h-11zM5.5 13h5M8 10.5V13',
	plug: 'M2.5 8h4M6.5 5v6M6.5 6h3v4h-3M9.5 7h2.5M9.5 9h2.5',
	stop: 'M8 2v5.5M4.9 4.2a5 5 0 1 0 6.2 0',
} as const;

export type IconName = keyof typeof paths;

/** A decorative icon, hidden from screen readers. */
export function icon(name: IconName): TemplateResult {
	return html`<svg class="icon icon-${name}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d=${paths[name]}></path></svg>`;
}
