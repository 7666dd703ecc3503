// The preview's page: connects the editor's messages with the element that draws.
import { isSavedState, isToPage } from './messages/message-guards.ts';
import type { FromPage, SavedState } from './messages/messages.ts';
import { PreviewPage } from './preview-page.ts';
import { Speech } from './speech.ts';
import { pageStyles } from './styles/page-styles.ts';

interface EditorApi {
	postMessage(message: FromPage): void;
	getState(): unknown;
	setState(state: SavedState): void;
}

declare function acquireVsCodeApi(): EditorApi;

// Style sheets made by script are no inline styles to the Content-Security-Policy.
document.adoptedStyleSheets = [
	...document.adoptedStyleSheets,
	...pageStyles.flatMap(({ styleSheet }) => styleSheet ?? []),
];

const editor = acquireVsCodeApi();
const kept = editor.getState();
const saved = isSavedState(kept) ? kept : {};
let page: PreviewPage | undefined;

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
	if (!isToPage(data)) return;
	if (data.type === 'start') {
		const speech = new Speech(data.words, data.language);
		document.documentElement.lang = data.language;
		if (page === undefined) {
			page = new PreviewPage(
				{ send: (message) => editor.postMessage(message), save: (state) => editor.setState(state) },
				speech,
				data.layout ?? saved.layout,
			);
			document.body.append(page);
		} else page.speech = speech;
	} else if (data.type === 'show') page?.show(data.view);
	else page?.showNotice(data);
});

let isWaiting = false;
window.addEventListener('scroll', () => {
	if (isWaiting) return;
	isWaiting = true;
	setTimeout(() => {
		isWaiting = false;
		page?.scrolledTo(window.scrollY);
	}, 200);
});

editor.postMessage({ type: 'ready', ...(saved === kept ? { saved } : {}) });
