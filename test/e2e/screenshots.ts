// `npm run screenshots`: takes the pictures of pictures.ts in a real editor and writes them to docs/images, or to
// .vscode-test/pictures what is only to be looked at.
// Invariant: a picture shows a state that has come to rest; two looks in a row are the same, byte for byte.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, matchesGlob, relative } from 'node:path';
import { Failure, main } from '../../tools/failure.ts';
import { cacheFolder, root } from '../../tools/paths.ts';
import { size, step } from '../../tools/progress.ts';
import { prepareTestEditor } from '../../tools/vscode/for-tests.ts';
import type { Place } from './harness/place.ts';
import type { Session } from './harness/session.ts';
import type { Theme } from './harness/theme.ts';

export interface Picture {
	/** The file's name without `.png`. */
	readonly name: string;
	/** In docs/images, for the README. */
	readonly isPublished?: boolean;
	/** A file of examples/ and the place of the cursor in it. */
	readonly file: string;
	readonly cursor: Place;
	/** What to open: only the text, the hover, the quick-fix menu, the panel beside the text, or the panel alone. */
	readonly show: 'text' | 'hover' | 'quick-fixes' | 'panel-to-side' | 'panel';
	/** The width of the panel's page in CSS pixels; with `panel` its height is that of its content. */
	readonly panelWidth?: number;
	readonly theme?: Theme;
	/** What to cut out; the window without its title bar if not given. */
	readonly clip?: 'window' | 'editor' | 'panel';
	/** CSS pixels, and device pixels for each. Pictures with the same window share an editor. */
	readonly window?: { readonly width: number; readonly height: number; readonly scale?: number };
	readonly settings?: Readonly<Record<string, unknown>>;
	/** What else to do before the picture is taken: clicks, keys, another file. */
	readonly prepare?: (session: Session) => Promise<void>;
}

const published = join(root, 'docs', 'images');
const looked = join(cacheFolder, 'pictures');

function fileOf({ name, isPublished = false }: Picture): string {
	return join(isPublished ? published : looked, `${name}.png`);
}

const usualWindow = { width: 1280, height: 800 };

async function take(session: Session, picture: Picture): Promise<number> {
	const { editor, panel, window } = session;
	const { width, height } = picture.window ?? usualWindow;
	await window.resize({ width, height });
	await editor.setTheme(picture.theme ?? 'light');
	await editor.setSettings({
		'editor.minimap.enabled': false,
		'window.commandCenter': false,
		...picture.settings,
	});
	await editor.openFile(picture.file, picture.cursor);
	if (picture.show === 'hover') await editor.showHover(picture.cursor);
	if (picture.show === 'quick-fixes') await editor.openQuickFixMenu(picture.cursor);
	if (picture.show.startsWith('panel')) await panel.openToSide();
	if (picture.show === 'panel') await panel.showAlone();
	if (picture.panelWidth !== undefined) await panel.setWidth(picture.panelWidth);
	await picture.prepare?.(session);
	if (picture.show === 'panel') await panel.fitHeight();
	await editor.command('notifications.clearAll');
	const bytes = await atRest(() => look(session, picture.clip ?? 'window'));
	const file = fileOf(picture);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, bytes);
	return bytes.length;
}

async function look({ page, panel, window }: Session, clip: 'window' | 'editor' | 'panel'): Promise<Buffer> {
	if (clip === 'panel') return panel.element.screenshot();
	if (clip === 'editor') return page.locator('.part.editor').screenshot();
	// The title bar names the development host, which readers do not have.
	const { width, height } = await window.size();
	const top = (await page.locator('.part.titlebar').boundingBox())?.height ?? 0;
	return page.screenshot({ clip: { x: 0, y: top, width, height: height - top } });
}

/** Looks until two looks in a row are the same. */
async function atRest(look: () => Promise<Buffer>): Promise<Buffer> {
	let last = await look();
	for (let tries = 0; tries < 40; tries++) {
		const next = await look();
		if (next.equals(last)) return next;
		last = next;
	}
	throw new Failure('the picture does not come to rest: something in it moves');
}

await main(async () => {
	const { pictures } = await import('./pictures.ts');
	const wanted = process.argv.slice(2);
	const chosen = pictures.filter(
		({ name }) => wanted.length === 0 || wanted.some((pattern) => matchesGlob(name, pattern)),
	);
	if (chosen.length === 0) {
		throw new Failure(`no such picture; there are ${pictures.map(({ name }) => name).join(', ')}`);
	}
	const testEditor = await step('build the extension and start VS Code', prepareTestEditor);
	process.env.SERVICESCOPE_TEST_EDITOR = JSON.stringify(testEditor);
	// Loaded after the variable: the harness asks for it.
	const { withEditor } = await import('./harness/in-editor.ts');
	try {
		const byWindow = Map.groupBy(chosen, ({ window }) => JSON.stringify(window ?? usualWindow));
		for (const [window, group] of byWindow) {
			await withEditor(
				{ folder: 'examples', ...(JSON.parse(window) as typeof usualWindow) },
				async (session) => {
					for (const picture of group) {
						await step(relative(root, fileOf(picture)), () => take(session, picture), size);
						await session.reset();
					}
				},
			);
		}
	} finally {
		await testEditor.stop();
	}
});
