import { css } from 'lit';

export const recordStyles = css`
	.record {
		align-items: baseline;
		border-radius: 2px;
		column-gap: 10px;
		display: grid;
		font-variant-numeric: tabular-nums;
		grid-auto-columns: auto;
		grid-auto-flow: column;
		grid-template-columns: 8px minmax(0, 1fr);
		min-height: 24px;
		padding: 2px 6px;
		position: relative;
	}
	.record-main {
		align-items: baseline;
		column-gap: 12px;
		display: flex;
		flex-wrap: wrap;
		justify-content: space-between;
		min-width: 0;
	}
	/* An address is short: the Pod stands beside it, with what room there is. */
	.address .record-main {
		display: grid;
		grid-template-columns: auto minmax(0, 1fr);
	}
	.record-data {
		display: flex;
		flex-wrap: wrap;
		column-gap: 6px;
		min-width: 0;
		overflow-wrap: anywhere;
	}
	.pod-text {
		direction: rtl;
		max-width: 100%;
		min-width: 0;
		overflow: hidden;
		text-overflow: ellipsis;
		white-space: nowrap;
	}
	.behind {
		display: flex;
		column-gap: 6px;
		flex-wrap: wrap;
		justify-content: flex-end;
		margin-inline-start: auto;
		max-width: 100%;
		min-width: 0;
		overflow-wrap: anywhere;
		text-align: end;
	}
	.mark {
		font-family: var(--ss-mono);
		font-weight: 600;
	}
	.owner {
		flex-basis: 100%;
	}
	.owner,
	.record-type,
	.ttl,
	.same .behind {
		color: var(--ss-quiet);
	}
	.record-type {
		font-size: var(--ss-small);
	}
	.ttl {
		font-size: var(--ss-small);
		min-width: 28px;
		text-align: end;
		white-space: nowrap;
	}
	.added,
	.gone {
		outline: 1px solid transparent;
		outline-offset: -1px;
	}
	.added {
		background: var(--vscode-diffEditor-insertedLineBackground);
		outline-color: var(--vscode-diffEditor-insertedTextBorder, transparent);
	}
	.gone {
		background: var(--vscode-diffEditor-removedLineBackground);
		outline-color: var(--vscode-diffEditor-removedTextBorder, transparent);
	}
	.added :is(.owner, .record-type, .ttl),
	.gone :is(.owner, .record-type, .ttl) {
		color: inherit;
	}
	.gone :is(.data, .behind) {
		text-decoration: line-through;
	}
	.behind .not-ready {
		font-family: var(--vscode-font-family);
		font-style: italic;
	}
`;
