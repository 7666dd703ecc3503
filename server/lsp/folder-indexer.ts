// Invariant: a file that an editor has open is never overwritten from disk.
import { FileChangeType, type FileEvent, type WorkspaceFolder } from 'vscode-languageserver';
import type { ServerHost } from './host.ts';
import type { Session } from './session.ts';
import { settingsFile } from './settings-store.ts';

/** Reads the manifests of the workspace's folders into the index and follows what happens to them. */
export class FolderIndexer {
	private readonly session: Session;
	private readonly host: ServerHost;
	private readonly changed: () => void;
	private readonly settingsChanged: () => void;

	constructor(session: Session, host: ServerHost, changed: () => void, settingsChanged: () => void) {
		this.session = session;
		this.host = host;
		this.changed = changed;
		this.settingsChanged = settingsChanged;
	}

	async addFolders(folders: readonly string[]): Promise<void> {
		for (const folder of folders) {
			try {
				for (const uri of await this.host.listManifests(folder)) await this.read(uri);
			} catch (error) {
				this.session.connection.console.error(
					`${folder}: ${error instanceof Error ? error.message : String(error)}`,
				);
			}
		}
		this.changed();
	}

	async foldersChanged(
		added: readonly WorkspaceFolder[],
		removed: readonly WorkspaceFolder[],
	): Promise<void> {
		for (const { uri: folder } of removed) {
			const files = [...this.session.workspace.files()].filter(({ uri }) => uri.startsWith(`${folder}/`));
			for (const { uri } of files) if (!this.isOpen(uri)) this.session.workspace.remove(uri);
		}
		const gone = new Set(removed.map(({ uri }) => uri));
		const { settings } = this.session;
		const kept = settings.knownFolders().filter((folder) => !gone.has(folder));
		await settings.reload([...new Set([...kept, ...added.map(({ uri }) => uri)])]);
		await this.addFolders(added.map(({ uri }) => uri));
	}

	async filesChanged(changes: readonly FileEvent[]): Promise<void> {
		if (changes.some(({ uri }) => uri.endsWith(`/${settingsFile}`))) {
			await this.session.settings.reload();
			this.settingsChanged();
		}
		for (const { uri, type } of changes) {
			if (this.isOpen(uri)) continue;
			if (type === FileChangeType.Deleted) this.session.workspace.remove(uri);
			else await this.read(uri);
		}
		this.changed();
	}

	private async read(uri: string): Promise<void> {
		if (this.isOpen(uri)) return;
		const text = await this.host.readFile(uri);
		if (text === undefined || this.isOpen(uri)) return;
		this.session.workspace.setText(uri, text);
		// Parsed now, between two files, so that whoever asks first does not wait for all of them.
		this.session.workspace.readAhead(uri);
	}

	private isOpen(uri: string): boolean {
		return this.session.documents.textDocument(uri) !== undefined;
	}
}
