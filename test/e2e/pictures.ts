// Every picture, by what it shows. `npm run screenshots` takes them all, `-- NAME…` some.

import { type Theme, themes } from './harness/theme.ts';
import type { Picture } from './screenshots.ts';

const allThemes = Object.keys(themes) as Theme[];

/** Wide enough for text and preview side by side, and still readable where a page shows it smaller. */
const beside = { width: 1360, height: 740, scale: 1.25 };

export const pictures: readonly Picture[] = [
	{
		name: 'editor',
		isPublished: true,
		file: '02-postgres.yaml',
		cursor: 'clusterIP:',
		show: 'panel-to-side',
		window: beside,
		settings: { 'editor.hover.above': false, 'editor.lightbulb.enabled': 'off' },
		prepare: async ({ editor, page }) => {
			await editor.command('workbench.action.closeSidebar');
			// The hover is wide; it stays beside the preview.
			await editor.command('workbench.action.focusFirstEditorGroup');
			await editor.command('workbench.action.increaseViewWidth');
			await editor.command('workbench.action.increaseViewWidth');
			await editor.showHover('clusterIP:');
			await page.mouse.move(0, 0);
		},
	},
	{
		name: 'preview',
		isPublished: true,
		file: '02-postgres.yaml',
		cursor: 'kind: Service',
		show: 'panel',
		panelWidth: 1080,
		theme: 'dark',
		window: beside,
		clip: 'panel',
		prepare: async ({ panel, page }) => {
			await panel.frame().getByRole('button', { name: 'postgres-2, ready' }).click();
			await panel.frame().getByText('postgres-2 not ready').first().waitFor();
			await page.mouse.move(0, 0);
		},
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
