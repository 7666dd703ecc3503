import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { type AdmissionContext, defaultContext } from '../kubernetes/validation/context.ts';
import { defaultSettings, readSettings, type Settings } from '../workspace/settings.ts';

/** The client's `servicescope` section, kept current. */
export class SettingsStore {
	private readonly connection: Connection;
	private readonly canAsk: boolean;
	private readonly canRegister: boolean;
	private value: Settings = defaultSettings;

	constructor(connection: Connection, capabilities: ClientCapabilities) {
		this.connection = connection;
		this.canAsk = capabilities.workspace?.configuration ?? false;
		this.canRegister = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration ?? false;
	}

	get current(): Settings {
		return this.value;
	}

	/** What the API server's verdicts depend on. */
	get admission(): AdmissionContext {
		const { kubernetesVersion, serviceCIDRs, nodePortRange } = this.value;
		return { ...defaultContext, kubernetesVersion, serviceCIDRs, nodePortRange };
	}

	async load(): Promise<void> {
		if (this.canRegister) {
			await this.connection.client.register(DidChangeConfigurationNotification.type, {
				section: 'servicescope',
			});
		}
		this.connection.onDidChangeConfiguration(async ({ settings }) => {
			// Clients without workspace/configuration send the values along.
			if (this.canAsk) await this.ask();
			else this.take(settings?.servicescope);
		});
		if (this.canAsk) await this.ask();
	}

	private async ask(): Promise<void> {
		this.take(await this.connection.workspace.getConfiguration('servicescope'));
	}

	private take(section: Parameters<typeof readSettings>[0]): void {
		const { settings, problems } = readSettings(section);
		this.value = settings;
		for (const { message } of problems) this.connection.console.warn(`settings: ${message}`);
	}
}
