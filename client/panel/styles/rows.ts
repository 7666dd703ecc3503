import { css } from 'lit';

export const rowStyles = css`
	servicescope-rows {
		display: block;
	}
	.window {
		max-height: 340px;
		overflow: auto;
		overscroll-behavior: contain;
		position: relative;
		scrollbar-gutter: stable;
	}
	.all {
		position: relative;
	}
	.some {
		left: 0;
		min-width: 100%;
		position: absolute;
		top: 0;
	}
	.row {
		overflow: hidden;
		white-space: nowrap;
	}
`;
