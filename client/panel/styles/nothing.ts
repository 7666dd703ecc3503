import { css } from 'lit';

export const nothingStyles = css`
	.why {
		display: flex;
		gap: 10px;
	}
	.why > .icon {
		color: var(--ss-flow);
		height: 20px;
		margin-top: 1px;
		width: 20px;
	}
	.why.bad > .icon {
		color: var(--ss-bad);
	}
	.why h1 {
		font-size: 1.23em;
		font-weight: 600;
		line-height: 1.35;
	}
	.why p {
		color: var(--ss-quiet);
		overflow-wrap: anywhere;
	}
	.lessons {
		display: grid;
		gap: 12px;
		grid-template-columns: repeat(auto-fit, minmax(min(100%, 230px), 1fr));
		max-width: 720px;
	}
	.lessons figure {
		background: var(--ss-surface);
		border: 1px solid var(--ss-line);
		border-radius: 6px;
		display: flex;
		flex-direction: column;
		gap: 10px;
		padding: 14px;
	}
	.lesson {
		align-self: center;
		max-width: 100%;
	}
	.lessons p {
		color: var(--ss-quiet);
	}
	.starting {
		font-size: 1em;
		font-weight: normal;
		color: var(--ss-quiet);
	}
	.progress {
		animation: progress 1.6s ease-in-out infinite alternate;
		background: var(--vscode-progressBar-background);
		height: 2px;
		left: 0;
		position: absolute;
		top: 0;
		width: 30%;
	}
	@keyframes progress {
		to {
			left: 70%;
		}
	}
	@media (prefers-reduced-motion: reduce) {
		.progress {
			animation: none;
			width: 100%;
		}
	}
	body.vscode-reduce-motion .progress {
		animation: none;
		width: 100%;
	}
`;
