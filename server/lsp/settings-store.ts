// Invariant: each workspace folder has settings of its own: the editor's for that folder, and over them the folder's
// .servicescope.yaml.
import {
	type ClientCapabilities,
	type Connection,
	DidChangeConfigurationNotification,
} from 'vscode-languageserver';
import { ruleNamed } from '../features/text-rules.ts';
import { ManifestDocument } from '../manifest/manifest.ts';
import type { RuleSettings } from '../rules/context.ts';
import { admissionAnywhere } from '../workspace/admission.ts';
import { corefileChoices } from '../workspace/corefiles.ts';
import { defaultSettings, readSettings, type Settings } from '../workspace/settings.ts';
import type { FileLimits, Workspace } from '../workspace/workspace.ts';
import { isExcluded } from './excluded.ts';
import type { ServerHost } from './host.ts';

export const settingsFile = '.servicescope.yaml';

/** The settings of one folder with what they refer to. */
export interface FolderSettings extends Settings {
	/** The text of the Corefile that `corefile` names; absent if none does or it cannot be read. */
	readonly corefileText?: string;
}

export class SettingsStore {
	private readonly connection: Connection;
	private readonly host: ServerHost;
	private readonly canAsk: boolean;
	private readonly canRegister: boolean;
	private byFolder: ReadonlyMap<string, FolderSettings> = new Map();
	private withoutFolder: FolderSettings = defaultSettings;
	/** What a client without workspace/configuration sent along. */
	private sent: Parameters<typeof readSettings>[0];
	private folders: readonly string[] = [];
	private knownLimits = '';
	private readonly ruleSettings = new WeakMap<FolderSettings, RuleSettings>();
	private readonly openText: (uri: string) => string | undefined;

	/** `openText` gives the text of a file that the editor has open. */
	constructor(
		connection: Connection,
		host: ServerHost,
		capabilities: ClientCapabilities,
		openText: (uri: string) => string | undefined = () => undefined,
	) {
		this.connection = connection;
		this.host = host;
		this.openText = openText;
		this.canAsk = capabilities.workspace?.configuration ?? false;
		this.canRegister = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration ?? false;
	}

	/** The settings for a file: those of the innermost folder around it. */
	for(uri: string): FolderSettings {
		const folder = this.folderOf(uri);
		return (folder === undefined ? undefined : this.byFolder.get(folder)) ?? this.withoutFolder;
	}

	/** The folder whose settings count for a file: the innermost around it, else the first. */
	folderOf(uri: string): string | undefined {
		let best: string | undefined;
		for (const folder of this.byFolder.keys()) {
			if (uri.startsWith(`${folder}/`) && folder.length > (best?.length ?? 0)) best = folder;
		}
		return best ?? this.byFolder.keys().next().value;
	}

	/** What of a file is looked at. */
	limitsFor(uri: string): FileLimits {
		const folder = this.folderOf(uri);
		const { maxFileSize, exclude } = this.for(uri);
		const below = folder !== undefined && uri.startsWith(`${folder}/`) ? uri.slice(folder.length + 1) : '';
		return { maxFileSize, isExcluded: below !== '' && isExcluded(exclude, below) };
	}

	/** True if limitsFor may say something else than when this was last asked. */
	limitsChanged(): boolean {
		const limits = JSON.stringify(
			[...this.byFolder, ['', this.withoutFolder] as const].map(([folder, { maxFileSize, exclude }]) => [
				folder,
				maxFileSize,
				exclude,
			]),
		);
		const isChanged = limits !== this.knownLimits;
		this.knownLimits = limits;
		return isChanged;
	}

	knownFolders(): readonly string[] {
		return this.folders;
	}

	/** What rules work with for a file; the same object as long as the settings are the same. */
	rulesFor(uri: string, workspace: Workspace): RuleSettings {
		const settings = this.for(uri);
		const corefile = corefileChoices(workspace, settings.clusterDomain, settings.corefileText)[0]?.text ?? '';
		const known = this.ruleSettings.get(settings);
		if (known?.corefile === corefile) return known;
		const options: RuleSettings = { settings, admission: admissionAnywhere(settings), corefile };
		this.ruleSettings.set(settings, options);
		return options;
	}

	/** Reads everything once and follows the editor's changes; `changed` is called after each. */
	async start(folders: readonly string[], changed: () => void): Promise<void> {
		this.folders = folders;
		if (this.canRegister) {
			await this.connection.client.register(DidChangeConfigurationNotification.type, {
				section: 'servicescope',
			});
		}
		this.connection.onDidChangeConfiguration(async ({ settings }) => {
			this.sent = settings?.servicescope;
			await this.reload();
			changed();
		});
		await this.reload();
	}

	/** Reads all settings anew, as after a settings file or the set of folders changed. */
	async reload(folders: readonly string[] = this.folders): Promise<void> {
		this.folders = folders;
		const read = new Map<string, FolderSettings>();
		for (const folder of folders) read.set(folder, await this.read(folder));
		this.withoutFolder = await this.read(undefined);
		// All at once: nobody sees half of them.
		this.byFolder = read;
	}

	private async read(folder: string | undefined): Promise<FolderSettings> {
		const asked = this.canAsk
			? await this.connection.workspace.getConfiguration({
					section: 'servicescope',
					...(folder === undefined ? {} : { scopeUri: folder }),
				})
			: this.sent;
		let settings = this.check(readSettings(asked));
		if (folder === undefined) return settings;
		const file = `${folder}/${settingsFile}`;
		const text = this.openText(file) ?? (await this.host.readFile(file));
		if (text !== undefined)
			settings = this.check(readSettings(new ManifestDocument(text).decoded.value, settings));
		if (settings.corefile === '') return settings;
		const corefileText = await this.host.readFile(`${folder}/${settings.corefile.replace(/^\.\//, '')}`);
		if (corefileText !== undefined) return { ...settings, corefileText };
		this.connection.console.warn(
			`settings: the Corefile ${settings.corefile} cannot be read; kubeadm's stands in`,
		);
		return settings;
	}

	private check({ settings, problems }: ReturnType<typeof readSettings>): Settings {
		for (const { message } of problems) this.connection.console.warn(`settings: ${message}`);
		for (const id of Object.keys(settings.rules)) {
			if (ruleNamed(id) === undefined) this.connection.console.warn(`settings: there is no rule ${id}`);
		}
		return settings;
	}
}
