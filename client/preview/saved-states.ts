// Invariant: what a preview was set to is on disk soon after. VS Code itself keeps a webview's state too, but in the browser
// it writes only every few seconds, and a reload loses the rest.
import type * as vscode from 'vscode';
import { isSavedState } from '../panel/messages/message-guards.ts';
import type { SavedState } from '../panel/messages/messages.ts';

const key = 'servicescope.previews';
/** The id of the preview in the view, of which there is one. */
export const viewId = 'view';
/** Previews that are remembered; the ones longest untouched are forgotten first. */
const most = 30;

export class SavedStates {
	private readonly memento: vscode.Memento;
	/** Ids of previews in this window. */
	private readonly owned = new Set<string>();

	constructor(memento: vscode.Memento) {
		this.memento = memento;
	}

	get(id: string): SavedState | undefined {
		this.owned.add(id);
		const state = this.all().get(id);
		return isSavedState(state) ? state : undefined;
	}

	/** Every preview that is open is here, and one that was closed is not. */
	has(id: string): boolean {
		return this.all().has(id);
	}

	/**
	 * The id of a tab of the last session that has not come back: for one that came back before VS Code had written
	 * down its id, or with that of a tab that was closed.
	 */
	orphan(): string | undefined {
		return [...this.all().keys()].findLast((id) => id !== viewId && !this.owned.has(id));
	}

	set(id: string, state: SavedState): void {
		this.owned.add(id);
		const all = this.all();
		// Last in the map is last touched.
		all.delete(id);
		all.set(id, state);
		this.write([...all].slice(-most));
	}

	delete(id: string): void {
		const all = this.all();
		if (all.delete(id)) this.write([...all]);
	}

	private all(): Map<string, unknown> {
		const kept = this.memento.get<unknown>(key);
		return new Map(typeof kept === 'object' && kept !== null ? Object.entries(kept) : []);
	}

	private write(entries: readonly [string, unknown][]): void {
		void this.memento.update(key, Object.fromEntries(entries));
	}
}
