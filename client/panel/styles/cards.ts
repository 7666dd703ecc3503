import { css } from 'lit';

export const cardStyles = css`
	section {
		margin-top: 26px;
	}
	.question,
	.resolution {
		margin-top: 14px;
	}
	.section-head {
		margin-bottom: 10px;
	}
	h2 {
		font-size: 1.08em;
		font-weight: 600;
		line-height: 1.4;
	}
	.section-head p {
		color: var(--ss-quiet);
	}
	.section-head .link .icon {
		vertical-align: -3px;
	}
	.examples {
		text-decoration: underline dotted;
		text-decoration-thickness: 1px;
		text-underline-offset: 3px;
	}
	.cards,
	.pictures {
		display: grid;
		gap: 12px;
		grid-template-columns: minmax(0, 1fr);
	}
	.card {
		background: var(--ss-surface);
		border: 1px solid var(--ss-line);
		border-radius: 6px;
		display: grid;
		grid-row: span 5;
		grid-template-columns: minmax(0, 1fr);
		grid-template-rows: subgrid;
		row-gap: 0;
	}
	.card.current {
		border-color: var(--vscode-focusBorder);
		box-shadow: inset 0 0 0 1px var(--vscode-focusBorder);
	}
	.card-head {
		align-items: flex-start;
		display: flex;
		gap: 8px;
		padding: 8px 8px 0 12px;
	}
	.card-title {
		align-items: center;
		display: flex;
		flex: 1;
		flex-wrap: wrap;
		gap: 2px 8px;
		min-width: 0;
		padding-top: 2px;
	}
	.fields {
		color: var(--ss-quiet);
		flex-basis: 100%;
		font-family: var(--ss-mono);
		font-size: var(--ss-small);
		overflow-wrap: anywhere;
	}
	.card-head h3 {
		flex: 0 1 auto;
		font-size: 1em;
		font-weight: 600;
		min-width: 0;
		outline-offset: 2px;
		overflow-wrap: anywhere;
	}
	.card-head .tool {
		flex: none;
	}
	.card-size {
		align-items: baseline;
		display: flex;
		flex-wrap: wrap;
		gap: 0 12px;
		justify-content: space-between;
		padding: 4px 12px 8px;
	}
	.figure .number {
		font-size: 1.85em;
		font-variant-numeric: tabular-nums;
		letter-spacing: -0.02em;
		line-height: 1.2;
	}
	.wire {
		color: var(--ss-quiet);
		display: flex;
		flex-wrap: wrap;
		font-variant-numeric: tabular-nums;
		gap: 4px 10px;
	}
	.cut {
		border: 1px solid var(--ss-warning);
		border-radius: 3px;
		color: var(--vscode-foreground);
		font-size: var(--ss-small);
		line-height: 1.4;
		padding: 0 4px;
	}
	.card-records {
		padding: 0 6px 10px;
	}
	.card-records h4 {
		color: var(--ss-quiet);
		font-size: var(--ss-small);
		font-weight: 600;
		padding: 6px 6px 2px;
	}
	.no-records {
		display: flex;
		gap: 8px;
		padding: 2px 6px;
	}
	.no-records .icon {
		color: var(--ss-bad);
		margin-top: 2px;
	}
	.no-records .icon-info {
		color: var(--ss-flow);
	}
	.fold {
		margin: 4px 6px 0;
	}
	.card-picks {
		border-top: 1px solid var(--ss-line);
		color: var(--ss-quiet);
		padding: 10px 12px;
	}
	.picks {
		align-items: flex-start;
		color: var(--vscode-foreground);
		display: flex;
		gap: 7px;
		margin-bottom: 2px;
	}
	.picks .icon {
		color: var(--ss-flow);
		margin-top: 1px;
	}
	.card-foot {
		display: flex;
		flex-direction: column;
		gap: 12px;
		padding: 0 12px 12px;
	}
	.verdict {
		display: flex;
		gap: 7px;
	}
	.verdict .icon {
		margin-top: 1px;
	}
	.verdict p {
		min-width: 0;
		overflow-wrap: anywhere;
	}
	.verdict.accepted .icon {
		color: var(--ss-good);
	}
	.verdict.rejected .icon {
		color: var(--ss-bad);
	}
	.verdict.ignored .icon {
		color: var(--ss-warning);
	}
	.not-applicable {
		color: var(--ss-quiet);
	}
	.actions {
		display: flex;
		flex-wrap: wrap;
		gap: 8px;
		margin-top: auto;
	}
	vscode-button {
		max-width: 100%;
	}
	vscode-button::part(base) {
		height: auto;
		line-height: 18px;
		overflow-wrap: anywhere;
		padding: 3px 12px;
		white-space: normal;
	}
	@container page (min-width: 460px) {
		.cards,
		.pictures {
			grid-template-columns: repeat(2, minmax(0, 1fr));
		}
		.count-1:is(.cards, .pictures) {
			grid-template-columns: minmax(0, 1fr);
		}
		.count-3 > :last-child {
			grid-column: 1 / -1;
		}
	}
	@container page (min-width: 780px) {
		.count-3:is(.cards, .pictures) {
			grid-template-columns: repeat(3, minmax(0, 1fr));
		}
		.count-3 > :last-child {
			grid-column: auto;
		}
	}
	@container page (min-width: 1040px) {
		.count-4:is(.cards, .pictures) {
			grid-template-columns: repeat(4, minmax(0, 1fr));
		}
	}
`;
