import { css } from 'lit';

export const trafficStyles = css`
	.traffic-controls {
		display: grid;
		gap: 8px;
		grid-template-columns: minmax(0, 1fr);
		margin-top: 8px;
		max-width: 460px;
	}
	.field-connections vscode-textfield {
		width: 96px;
	}
	@container page (min-width: 400px) {
		.traffic-controls {
			grid-template-columns: minmax(0, 1fr) 96px;
		}
	}
	.traffic-controls[hidden] {
		display: none;
	}
	.picture {
		border: 1px solid var(--ss-line);
		border-radius: 6px;
		display: flex;
		flex-direction: column;
		gap: 8px;
		min-width: 0;
		padding: 10px 12px 12px;
	}
	.picture.current {
		border-color: var(--vscode-focusBorder);
	}
	.picture h3 {
		font-size: 1em;
		font-weight: 600;
		overflow-wrap: anywhere;
	}
	.path {
		color: var(--ss-quiet);
		overflow-wrap: anywhere;
	}
	.flow {
		align-items: center;
		display: flex;
		gap: 8px;
	}
	.shares {
		flex: 1;
		min-width: 0;
	}
	.share {
		align-content: center;
		align-items: end;
		column-gap: 8px;
		display: grid;
		grid-template-columns: minmax(0, 1fr) auto;
		height: 34px;
		row-gap: 2px;
	}
	.share-name {
		display: flex;
		font-family: var(--ss-mono);
		font-size: var(--ss-small);
		line-height: 1.25;
		min-width: 0;
	}
	.share-count {
		font-variant-numeric: tabular-nums;
		line-height: 1.3;
	}
	.idle :is(.share-name, .share-count) {
		color: var(--ss-quiet);
	}
	progress {
		appearance: none;
		border: 0;
		display: block;
		grid-column: 1 / -1;
		height: 5px;
		width: 100%;
	}
	progress::-webkit-progress-bar {
		background: var(--ss-track);
		border-radius: 3px;
	}
	progress::-webkit-progress-value {
		background: var(--ss-flow);
		border-radius: 3px;
		transition: inline-size 160ms ease-out;
	}
	progress::-moz-progress-bar {
		background: var(--ss-flow);
		border-radius: 3px;
	}
	.lost progress::-webkit-progress-value {
		background: var(--ss-bad);
	}
	.not-ready progress::-webkit-progress-value {
		background: var(--ss-warning);
	}
	.explanation,
	.no-endpoint {
		color: var(--ss-quiet);
	}
	.links {
		flex: none;
		overflow: visible;
	}
	.links path {
		fill: none;
		stroke-linecap: round;
	}
	.link-line {
		opacity: 0.42;
		stroke: var(--ss-flow);
	}
	.link-line.lost {
		stroke: var(--ss-bad);
		stroke-dasharray: 2 8;
	}
	.link-line.not-ready {
		stroke: var(--ss-warning);
	}
	.link-line.idle {
		opacity: 0.6;
		stroke: var(--ss-quiet);
		stroke-dasharray: 1 5;
	}
	.link-flow {
		animation: flow 2.4s linear infinite;
		stroke: var(--ss-flow);
		stroke-dasharray: 3 15;
	}
	.node {
		fill: var(--ss-surface);
		stroke: var(--ss-flow);
		stroke-width: 1.6;
	}
	.client-node {
		stroke: var(--vscode-foreground);
	}
	.pod-node {
		fill: var(--ss-good);
		stroke: none;
	}
	.links .before {
		text-anchor: end;
	}
	.links .after {
		text-anchor: start;
	}
	.links text:not(.before, .after) {
		text-anchor: middle;
	}
	/* A line may run behind a word. */
	.links text {
		fill: var(--ss-quiet);
		font-size: 11px;
		paint-order: stroke;
		stroke: var(--ss-page);
		stroke-linejoin: round;
		stroke-width: 4px;
	}
	@keyframes flow {
		to {
			stroke-dashoffset: -72;
		}
	}
	@media (prefers-reduced-motion: reduce) {
		.link-flow {
			animation: none;
		}
		progress::-webkit-progress-value {
			transition: none;
		}
	}
	body.vscode-reduce-motion .link-flow {
		animation: none;
	}
	body.vscode-reduce-motion progress::-webkit-progress-value {
		transition: none;
	}
	.notes {
		display: grid;
		gap: 6px;
	}
	.notes li {
		overflow-wrap: anywhere;
		padding-inline-start: 16px;
		position: relative;
	}
	.notes li::before {
		background: var(--ss-warning);
		border-radius: 50%;
		content: '';
		height: 6px;
		left: 2px;
		position: absolute;
		top: 0.5em;
		width: 6px;
	}
`;
