import type * as vscode from 'vscode';
import { PreviewController, type PreviewSurroundings } from './preview-controller.ts';

export const viewId = 'servicescope.preview';

/** The preview in Servicescope's view container, wherever people drag it. */
export class PreviewView implements vscode.WebviewViewProvider {
	private readonly surroundings: PreviewSurroundings;
	private readonly opened: (controller: PreviewController) => void;
	private current: PreviewController | undefined;

	constructor(surroundings: PreviewSurroundings, opened: (controller: PreviewController) => void) {
		this.surroundings = surroundings;
		this.opened = opened;
	}

	get controller(): PreviewController | undefined {
		return this.current;
	}

	resolveWebviewView(view: vscode.WebviewView): void {
		const controller = new PreviewController(view.webview, this.surroundings, () => view.visible, 'view');
		this.current = controller;
		view.onDidChangeVisibility(() => controller.refresh());
		view.onDidDispose(() => {
			controller.dispose();
			if (this.current === controller) this.current = undefined;
		});
		controller.onDidChangeTitle((name) => {
			view.description = name;
		});
		this.opened(controller);
	}
}
