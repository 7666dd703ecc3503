import { css } from 'lit';

export const podStyles = css`
	.workload {
		align-items: center;
		display: flex;
		flex-wrap: wrap;
		gap: 4px 16px;
		margin-bottom: 10px;
	}
	.replicas {
		align-items: center;
		display: flex;
		flex: 1 1 220px;
		flex-wrap: wrap;
		gap: 4px 10px;
		min-width: 0;
	}
	.replicas input {
		appearance: none;
		background: none;
		flex: 1 1 90px;
		height: 22px;
		margin: 0;
		max-width: 220px;
		min-width: 60px;
	}
	.replicas input::-webkit-slider-runnable-track {
		background: linear-gradient(var(--ss-flow), var(--ss-flow)) no-repeat 0 / var(--ss-filled, 0) 100% var(--ss-track);
		border-radius: 2px;
		height: 4px;
	}
	.replicas input::-webkit-slider-thumb {
		appearance: none;
		background: var(--ss-flow);
		border: 0;
		border-radius: 50%;
		height: 14px;
		margin-top: -5px;
		width: 14px;
	}
	.replicas vscode-textfield {
		width: 68px;
	}
	.written {
		color: var(--ss-quiet);
	}
	.pods {
		display: flex;
		flex-wrap: wrap;
		gap: 8px;
	}
	.pods li {
		max-width: 100%;
	}
	.pod {
		background: var(--ss-surface);
		border: 1px solid var(--ss-line);
		border-radius: 13px;
		display: inline-flex;
		max-width: 100%;
	}
	.pod-state {
		align-items: baseline;
		border-radius: 13px;
		display: inline-flex;
		flex-wrap: wrap;
		gap: 0 7px;
		min-height: 24px;
		min-width: 0;
		padding: 2px 4px 2px 10px;
	}
	.pod-name {
		font-family: var(--ss-mono);
		font-size: var(--ss-small);
		min-width: 0;
		overflow-wrap: anywhere;
	}
	.dot {
		align-self: center;
		border: 2px solid var(--ss-good);
		border-radius: 50%;
		height: 9px;
		width: 9px;
	}
	.ready .dot {
		background: var(--ss-good);
	}
	.not-ready .dot {
		border-color: var(--ss-warning);
	}
	.terminating .dot {
		border-color: var(--ss-bad);
		border-style: dotted;
	}
	.state {
		color: var(--ss-quiet);
		font-size: var(--ss-small);
	}
	.pod:not(.ready) .state,
	.pod-state:hover .state {
		color: var(--vscode-foreground);
	}
	.terminating .pod-name {
		text-decoration: line-through;
	}
	.pod-end {
		align-items: center;
		border-radius: 50%;
		color: var(--vscode-icon-foreground, var(--vscode-foreground));
		display: inline-flex;
		flex: none;
		height: 24px;
		justify-content: center;
		width: 24px;
	}
	.pod-end .icon {
		height: 13px;
		width: 13px;
	}
	.pod-end[aria-pressed='true'] {
		color: var(--ss-bad);
	}
	.pod-state:hover,
	.pod-end:hover {
		background: var(--vscode-toolbar-hoverBackground);
	}
`;
