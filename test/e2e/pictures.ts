// Every picture in docs/images, by what it shows. `npm run screenshots` takes them all, `-- NAME…` some.

import { type Theme, themes } from './harness/theme.ts';
import type { Picture } from './screenshots.ts';

const allThemes = Object.keys(themes) as Theme[];

export const pictures: readonly Picture[] = [
	{
		name: 'hover',
		file: '02-postgres.yaml',
		cursor: 'clusterIP:',
		show: 'hover',
		window: { width: 1100, height: 720, scale: 2 },
		settings: { 'editor.hover.above': false },
		clip: 'editor',
	},
	{
		name: 'preview',
		file: '02-postgres.yaml',
		cursor: 'kind: Service',
		show: 'panel-to-side',
		window: { width: 1500, height: 900, scale: 2 },
		clip: 'window',
	},
	// The panel at three widths in four themes.
	...[300, 600, 1200].flatMap((panelWidth) =>
		allThemes.map(
			(theme): Picture => ({
				name: `panel-${panelWidth}-${theme}`,
				file: '02-postgres.yaml',
				cursor: 'kind: Service',
				show: 'panel',
				panelWidth,
				theme,
				clip: 'panel',
			}),
		),
	),
];
