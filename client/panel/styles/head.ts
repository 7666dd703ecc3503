import { css } from 'lit';

export const headStyles = css`
	.head {
		align-items: flex-start;
		display: flex;
		gap: 12px;
		justify-content: space-between;
	}
	.head-title {
		min-width: 0;
	}
	.head h1 {
		font-size: 1.54em;
		font-weight: 600;
		letter-spacing: -0.01em;
		line-height: 1.25;
	}
	.head h1 .link {
		color: inherit;
	}
	.head p {
		color: var(--ss-quiet);
		display: flex;
		flex-wrap: wrap;
		gap: 0 10px;
		margin-top: 2px;
		overflow-wrap: anywhere;
	}
	.head .service-type {
		color: var(--vscode-foreground);
	}
	.local-server {
		display: inline-flex;
		gap: 4px;
	}
	.local-server .icon {
		margin-top: 1px;
	}
	.head-actions {
		display: flex;
		flex: none;
		gap: 2px;
	}
	.tool {
		align-items: center;
		border-radius: 5px;
		color: var(--vscode-icon-foreground, var(--vscode-foreground));
		display: inline-flex;
		gap: 4px;
		justify-content: center;
		min-height: 24px;
		min-width: 24px;
		padding: 3px 4px;
	}
	.tool:hover {
		background: var(--vscode-toolbar-hoverBackground);
		color: var(--vscode-foreground);
		outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
	}
	.tool:focus-visible {
		outline: 1px solid var(--vscode-focusBorder);
		outline-offset: -1px;
	}
	.tool[aria-pressed='true'] {
		background: var(--vscode-inputOption-activeBackground);
		color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
		outline: 1px solid var(--vscode-inputOption-activeBorder, transparent);
		outline-offset: -1px;
	}
	.notices {
		bottom: 12px;
		display: grid;
		gap: 8px;
		left: 12px;
		margin-inline: auto;
		max-width: 720px;
		pointer-events: none;
		position: fixed;
		right: 12px;
		z-index: 1;
	}
	.notice {
		align-items: flex-start;
		background: var(--vscode-inputValidation-infoBackground, var(--ss-surface));
		border: 1px solid var(--vscode-inputValidation-infoBorder, var(--ss-line));
		border-radius: 4px;
		color: var(--vscode-inputValidation-infoForeground, var(--vscode-foreground));
		box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
		display: flex;
		gap: 8px;
		padding: 7px 8px 7px 10px;
		pointer-events: auto;
	}
	.notice > p {
		flex: 1;
		min-width: 0;
		overflow-wrap: anywhere;
		padding-top: 1px;
	}
	.notice > .icon {
		margin-top: 2px;
	}
	.notice > .tool {
		margin: -2px 0;
	}
	.notice:is(.refused, .stale) {
		background: var(--vscode-inputValidation-errorBackground, var(--ss-surface));
		border-color: var(--vscode-inputValidation-errorBorder, var(--ss-line));
		color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
	}
	.notice .link {
		color: inherit;
		text-decoration: underline;
	}
	.old {
		opacity: 0.5;
	}
	/* A document is broken for a moment at almost every key: what lasts that short should not be seen. */
	.body {
		transition: opacity 120ms 350ms;
	}
	.body:not(.old) {
		transition: none;
	}
	.stale {
		animation: appear 470ms;
	}
	@keyframes appear {
		0%,
		75% {
			opacity: 0;
		}
	}
`;
