// Invariant: every colour is the theme's own. The names with `--ss-` give the theme's colours their meaning on this page.
import { css } from 'lit';

export const baseStyles = css`
	/* VS Code gives the body wide margins, too wide for a side bar. */
	body {
		--ss-page: var(--vscode-editor-background);
		background: var(--ss-page);
		padding: 0 clamp(12px, 2vw, 24px);
	}
	body.view {
		--ss-page: var(--vscode-sideBar-background);
	}
	servicescope-preview {
		--ss-line: var(--vscode-widget-border, var(--vscode-panel-border, var(--vscode-contrastBorder)));
		--ss-quiet: var(--vscode-descriptionForeground);
		--ss-surface: var(--vscode-editorWidget-background);
		--ss-link: var(--vscode-textLink-foreground);
		--ss-good: var(--vscode-charts-green);
		--ss-bad: var(--vscode-charts-red);
		--ss-warning: var(--vscode-problemsWarningIcon-foreground, var(--vscode-charts-yellow));
		--ss-flow: var(--vscode-charts-blue);
		--ss-track: color-mix(in srgb, var(--vscode-foreground) 16%, transparent);
		--ss-mono: var(--vscode-editor-font-family, monospace);
		--ss-small: calc(var(--vscode-font-size, 13px) - 1px);
		color: var(--vscode-foreground);
		font-family: var(--vscode-font-family);
		font-size: var(--vscode-font-size, 13px);
		line-height: 1.45;
	}
	/* What the browser draws itself (number fields, scroll bars) follows the theme too. */
	body:is(.vscode-dark, .vscode-high-contrast:not(.vscode-high-contrast-light)) {
		color-scheme: dark;
	}
	*,
	*::before,
	*::after {
		box-sizing: border-box;
	}
	h1,
	h2,
	h3,
	h4,
	p,
	ul,
	ol,
	figure {
		margin: 0;
		padding: 0;
	}
	ul,
	ol {
		list-style: none;
	}
	button {
		background: none;
		border: 0;
		color: inherit;
		cursor: pointer;
		font: inherit;
		margin: 0;
		padding: 0;
		text-align: start;
	}
	:focus-visible {
		outline: 1px solid var(--vscode-focusBorder);
		outline-offset: 1px;
	}
	.link {
		border-radius: 2px;
		color: var(--ss-link);
		overflow-wrap: anywhere;
	}
	.link:hover {
		color: var(--vscode-textLink-activeForeground, var(--ss-link));
		text-decoration: underline;
	}
	.icon {
		fill: none;
		flex: none;
		stroke: currentColor;
		stroke-linecap: round;
		stroke-linejoin: round;
		stroke-width: 1.15;
	}
	.mono,
	.data,
	.behind,
	.owner {
		font-family: var(--ss-mono);
		font-size: var(--ss-small);
	}
	.assumed {
		text-decoration: underline dotted;
		text-decoration-thickness: 1px;
		text-underline-offset: 3px;
	}
	.unseen {
		clip-path: inset(50%);
		height: 1px;
		overflow: hidden;
		position: absolute;
		white-space: nowrap;
		width: 1px;
	}
	.unit {
		color: var(--ss-quiet);
	}
`;
