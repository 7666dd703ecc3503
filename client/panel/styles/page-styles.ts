import { css } from 'lit';
import { baseStyles } from './base.ts';
import { cardStyles } from './cards.ts';
import { headStyles } from './head.ts';
import { nothingStyles } from './nothing.ts';
import { podStyles } from './pods.ts';
import { questionStyles } from './question.ts';
import { recordStyles } from './records.ts';
import { rowStyles } from './rows.ts';
import { tableStyles } from './table.ts';
import { trafficStyles } from './traffic.ts';

export const pageStyles = [
	baseStyles,
	headStyles,
	cardStyles,
	questionStyles,
	recordStyles,
	podStyles,
	trafficStyles,
	tableStyles,
	rowStyles,
	nothingStyles,
	css`
		servicescope-preview {
			container: page / inline-size;
			display: block;
			margin: 0 auto;
			max-width: 1440px;
			padding: 14px 0 32px;
		}
	`,
];
