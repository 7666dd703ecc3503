import * as vscode from 'vscode';
import { PreviewController, type PreviewPlace, type PreviewSurroundings } from './preview-controller.ts';

export const tabType = 'servicescope.preview';

/** Previews in editor tabs: as many as people open. */
export class PreviewTabs implements vscode.WebviewPanelSerializer {
	private readonly surroundings: PreviewSurroundings;
	private readonly opened: (controller: PreviewController) => void;
	private readonly tabs = new Map<vscode.WebviewPanel, PreviewController>();
	private readonly changes = new vscode.EventEmitter<void>();
	/** Another tab is active, or none. */
	readonly onDidChangeActive = this.changes.event;

	constructor(surroundings: PreviewSurroundings, opened: (controller: PreviewController) => void) {
		this.surroundings = surroundings;
		this.opened = opened;
	}

	/** The preview in the active tab, if the active tab is one. */
	get active(): PreviewController | undefined {
		return [...this.tabs].find(([{ active }]) => active)?.[1];
	}

	get controllers(): readonly PreviewController[] {
		return [...this.tabs.values()];
	}

	/** Shows the unlocked preview of that column, or opens one there. */
	open(column: vscode.ViewColumn): void {
		const wanted = column === vscode.ViewColumn.Beside ? undefined : columnOf(column);
		for (const [panel, controller] of this.tabs) {
			if (controller.isLocked || (wanted !== undefined && panel.viewColumn !== wanted)) continue;
			panel.reveal(panel.viewColumn, true);
			return;
		}
		const panel = vscode.window.createWebviewPanel(
			tabType,
			vscode.l10n.t('DNS Preview'),
			{ viewColumn: column, preserveFocus: true },
			{ enableFindWidget: true },
		);
		this.adopt(panel, 'tab');
	}

	async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
		this.adopt(panel, 'restored tab');
	}

	private adopt(panel: vscode.WebviewPanel, place: PreviewPlace): void {
		const controller = new PreviewController(panel.webview, this.surroundings, () => panel.visible, place);
		this.tabs.set(panel, controller);
		panel.iconPath = vscode.Uri.joinPath(this.surroundings.extensionUri, 'icon.png');
		panel.onDidChangeViewState(() => {
			controller.refresh();
			this.changes.fire();
		});
		panel.onDidDispose(() => {
			controller.forget();
			this.tabs.delete(panel);
			this.changes.fire();
		});
		controller.onDidChangeTitle((name) => {
			panel.title = vscode.l10n.t('DNS of {0}', name);
		});
		this.opened(controller);
	}
}

function columnOf(column: vscode.ViewColumn): vscode.ViewColumn {
	return column === vscode.ViewColumn.Active ? vscode.window.tabGroups.activeTabGroup.viewColumn : column;
}
