import { css } from 'lit';

export const questionStyles = css`
	.question {
		display: grid;
		gap: 8px;
		grid-template-columns: minmax(0, 1fr) 84px;
		margin-top: 14px;
	}
	.field {
		display: flex;
		flex-direction: column;
		gap: 3px;
		min-width: 0;
	}
	.label {
		color: var(--ss-quiet);
		font-size: var(--ss-small);
		line-height: 1.3;
	}
	vscode-textfield,
	vscode-single-select {
		width: 100%;
	}
	.field-name vscode-textfield {
		--vscode-font-family: var(--ss-mono);
	}
	.field-name .tool {
		min-height: 22px;
		padding: 2px;
	}
	.more {
		align-items: flex-start;
		color: var(--ss-quiet);
		display: flex;
		gap: 4px;
		grid-column: 1 / -1;
		line-height: 1.4;
	}
	.more .icon {
		margin-top: 1px;
	}
	.unfolded .more .icon {
		transform: rotate(90deg);
	}
	.question:not(.unfolded) .more ~ .field {
		display: none;
	}
	.field-namespace,
	.field-resolver,
	.field-corefile {
		grid-column: 1 / -1;
	}
	.resolution {
		margin-top: 10px;
	}
	.resolution > p {
		display: flex;
		flex-wrap: wrap;
		gap: 2px 8px;
		padding-inline-start: 24px;
		position: relative;
	}
	.resolution > p > span {
		min-width: 0;
		overflow-wrap: anywhere;
	}
	.resolution-mark {
		left: 0;
		position: absolute;
		top: 1px;
	}
	.resolution-mark.good {
		color: var(--ss-good);
	}
	.resolution-mark.bad {
		color: var(--ss-bad);
	}
	.queries {
		border-inline-start: 1px solid var(--ss-line);
		counter-reset: query;
		margin: 8px 0 0 7px;
		padding-inline-start: 16px;
	}
	.queries li {
		counter-increment: query;
		display: flex;
		flex-wrap: wrap;
		gap: 0 12px;
		padding: 2px 0;
	}
	.queries li::before {
		color: var(--ss-quiet);
		content: counter(query);
		font-variant-numeric: tabular-nums;
		min-width: 1ch;
	}
	.queries span {
		overflow-wrap: anywhere;
	}
	.query-types,
	.query-code {
		color: var(--ss-quiet);
	}
	.queries .final .query-code {
		color: var(--vscode-foreground);
	}
	@container page (min-width: 540px) {
		.question {
			grid-template-columns: minmax(0, 1fr) 84px repeat(3, minmax(96px, 0.6fr));
		}
		.question .more {
			display: none;
		}
		.question .more ~ .field,
		.question:not(.unfolded) .more ~ .field {
			display: flex;
			grid-column: auto;
		}
	}
`;
