// The preview inside VS Code's own themes and widths.
import assert from 'node:assert/strict';
import { inEditor } from './harness/in-editor.ts';
import { type Theme, themes } from './harness/theme.ts';

inEditor(
	'The DNS preview, looked at',
	{ folder: 'examples', hosts: ['node'], width: 1500, height: 900 },
	(it) => {
		it('axe finds nothing in any theme at any width, and nothing overflows', async ({ editor, panel }) => {
			await editor.openFile('02-postgres.yaml', 'kind: Service');
			await panel.openToSide();
			await panel.frame().locator('.card').first().waitFor();
			await panel.frame().getByRole('button', { name: 'postgres-2, ready' }).click();
			await panel.frame().getByRole('button', { name: 'Show the query' }).click();
			await panel.showAlone();
			for (const theme of Object.keys(themes) as Theme[]) {
				await editor.setTheme(theme);
				for (const width of [300, 600, 1200]) {
					await panel.setWidth(width);
					assert.deepEqual(await panel.accessibilityViolations(), [], `${theme}, ${width} px`);
					const excess = await panel.body.evaluate(
						() => document.documentElement.scrollWidth - window.innerWidth,
					);
					assert.ok(excess <= 0, `${excess} px too wide at ${width} px`);
				}
			}
		});
	},
);
