// How long a keypress takes to reach the panel, in a file with as many documents as people have.
import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { eventually } from './harness/eventually.ts';
import { inEditor } from './harness/in-editor.ts';

const documents = 3000;
const presses = 20;

function service(index: number): string {
	return `apiVersion: v1
kind: Service
metadata:
  name: service-${index}
  namespace: shop
spec:
  clusterIP: None
  selector:
    app: service-${index}
  ports:
    - port: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-${index}
  namespace: shop
spec:
  replicas: 1
  selector:
    matchLabels:
      app: service-${index}
  template:
    metadata:
      labels:
        app: service-${index}
    spec:
      containers:
        - name: main
          image: registry.example/shop/main:1.0
`;
}

const text = Array.from({ length: documents / 2 }, (_, index) => service(index)).join('---\n');
const last = documents / 2 - 1;

inEditor(
	`Typing in a file of ${documents} documents`,
	{ files: { 'shop.yaml': text }, width: 1500, height: 950 },
	(it) => {
		it('reaches the panel', async ({ editor, panel, page, host }) => {
			await editor.openFile('shop.yaml', `name: service-${last}`);
			await panel.openToSide();
			await panel
				.frame()
				.getByRole('heading', { name: `service-${last}`, level: 1 })
				.waitFor();
			const replicas = text.slice(0, text.lastIndexOf('replicas: 1')).split('\n').length;
			await editor.command('workbench.action.focusFirstEditorGroup');
			await editor.placeCursor({ line: replicas, column: '  replicas: 1'.length + 1 });
			const frame = await panel.content();
			await watch(page, '.monaco-editor .view-lines', 'editorPainted');
			await watch(frame, '.cards', 'panelPainted');
			await page.evaluate(() => {
				window.addEventListener(
					'keydown',
					() => {
						window.pressed = performance.timeOrigin + performance.now();
					},
					true,
				);
			});
			const times: { editor: number; panel: number }[] = [];
			for (let press = 0; press < presses; press++) {
				const isLonger = press % 2 === 0;
				await page.keyboard.press(isLonger ? '0' : 'Backspace');
				const figure = isLonger ? '10 records' : '1 record';
				await eventually(
					async () => (await panel.frame().locator('.card.current .figure').innerText()) === figure,
				);
				const pressed = await page.evaluate(() => window.pressed ?? 0);
				const painted = async (
					where: Page | Frame,
					name: 'editorPainted' | 'panelPainted',
				): Promise<number> =>
					where.evaluate(
						async ([name, pressed]) => {
							const first = (): number | undefined => window[name]?.find((time) => time >= pressed);
							while (first() === undefined) await new Promise(requestAnimationFrame);
							return (first() ?? 0) - pressed;
						},
						[name, pressed] as const,
					);
				times.push({
					editor: await painted(page, 'editorPainted'),
					panel: await painted(frame, 'panelPainted'),
				});
			}
			const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
			const worst = Math.max(...times.map(({ panel }) => panel));
			const inEditor = median(times.map(({ editor }) => editor));
			const inPanel = median(times.map(({ panel }) => panel));
			console.log(
				`${documents} documents, ${host} extension host: keypress to painted panel ${inPanel.toFixed(0)} ms (median of ${presses}; worst ${worst.toFixed(0)} ms); to painted text ${inEditor.toFixed(0)} ms`,
			);
			assert.equal(times.length, presses);
		});
	},
);

declare global {
	interface Window {
		/** Milliseconds of wall-clock time, so that two pages can compare. */
		pressed?: number;
		editorPainted?: number[];
		panelPainted?: number[];
	}
}

/** Notes when each change below an element has been painted. */
async function watch(
	where: Page | Frame,
	selector: string,
	name: 'editorPainted' | 'panelPainted',
): Promise<void> {
	await where.evaluate(
		([selector, name]) => {
			const times: number[] = [];
			window[name] = times;
			const observer = new MutationObserver(() => {
				// The task after the frame that shows the change.
				requestAnimationFrame(() => {
					const { port1, port2 } = new MessageChannel();
					port1.onmessage = () => times.push(performance.timeOrigin + performance.now());
					port2.postMessage(undefined);
				});
			});
			const element = document.querySelector(selector);
			if (element === null) throw new Error(`no ${selector}`);
			observer.observe(element, { subtree: true, childList: true, characterData: true });
		},
		[selector, name] as const,
	);
}
