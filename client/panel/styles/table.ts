import { css } from 'lit';

export const tableStyles = css`
	.name {
		border-radius: 2px;
		display: grid;
		font-variant-numeric: tabular-nums;
		gap: 2px 16px;
		grid-template-columns: minmax(0, 1fr) auto;
		padding: 4px 6px;
	}
	.name:hover {
		background: var(--vscode-list-hoverBackground);
	}
	.name .link,
	.name-data {
		font-family: var(--ss-mono);
		font-size: var(--ss-small);
	}
	.name-type {
		color: var(--ss-quiet);
		font-size: var(--ss-small);
	}
	/* Themes choose these colours for the plain background: on the hovered one they may be too faint. */
	.name:hover :is(.link, .name-type, .name-data) {
		color: var(--vscode-list-hoverForeground, var(--vscode-foreground));
	}
	.name-data {
		color: var(--ss-quiet);
		display: flex;
		flex-wrap: wrap;
		gap: 0 14px;
		grid-column: 1 / -1;
		min-width: 0;
		overflow-wrap: anywhere;
	}
	.asked {
		box-shadow: inset 2px 0 var(--vscode-focusBorder);
	}
	@container page (min-width: 720px) {
		.name {
			align-items: baseline;
			grid-template-columns: minmax(0, 5fr) 44px minmax(0, 6fr);
		}
		.name-data {
			grid-column: auto;
		}
	}
`;
