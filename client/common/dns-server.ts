// Invariant: the status bar shows the port exactly as long as the server listens.
import * as vscode from 'vscode';
import {
	type StartDnsServerResult,
	startDnsServerRequest,
	stopDnsServerRequest,
} from '../../server/protocol.ts';
import type { ServerGate } from './server-gate.ts';

interface RunningServer {
	readonly host: string;
	readonly port: number;
	readonly example: string;
}

/** The local DNS server's state, for the status bar and the preview. */
export class LocalDnsServer implements vscode.Disposable {
	private readonly gate: ServerGate;
	private readonly item: vscode.StatusBarItem;
	private readonly changes = new vscode.EventEmitter<RunningServer | undefined>();
	private running: RunningServer | undefined;
	readonly onDidChange = this.changes.event;

	constructor(gate: ServerGate) {
		this.gate = gate;
		this.item = vscode.window.createStatusBarItem(
			'servicescope.dnsServer',
			vscode.StatusBarAlignment.Right,
			100,
		);
		this.item.name = vscode.l10n.t('Servicescope DNS server');
		this.item.command = 'servicescope.copyDigCommand';
	}

	get state(): RunningServer | undefined {
		return this.running;
	}

	async start(): Promise<void> {
		const document = vscode.window.activeTextEditor?.document;
		const client = await this.gate.ready();
		const uri = document === undefined ? '' : client.code2ProtocolConverter.asUri(document.uri);
		const result = await client.sendRequest<StartDnsServerResult>(startDnsServerRequest, { uri });
		if ('refused' in result) {
			void vscode.window.showErrorMessage(
				vscode.l10n.t('The local DNS server did not start: {0}', result.refused),
			);
			return;
		}
		this.show(result);
		void this.announce(result);
	}

	async stop(): Promise<void> {
		const client = await this.gate.ready();
		await client.sendRequest(stopDnsServerRequest);
		this.show(undefined);
	}

	async copyDigCommand(): Promise<void> {
		if (this.running === undefined) return;
		const { host, port, example } = this.running;
		const line = `dig @${host} -p ${port} ${example} A`;
		await vscode.env.clipboard.writeText(line);
		vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', line), 5000);
	}

	/** The message waits for a person; the command that started the server does not wait for the message. */
	private async announce({ host, port }: RunningServer): Promise<void> {
		const copy = vscode.l10n.t('Copy dig Command');
		const message = vscode.l10n.t('DNS server on {0}:{1}, answering from the open manifests.', host, port);
		if ((await vscode.window.showInformationMessage(message, copy)) === copy) await this.copyDigCommand();
	}

	dispose(): void {
		this.item.dispose();
		this.changes.dispose();
	}

	private show(running: RunningServer | undefined): void {
		this.running = running;
		void vscode.commands.executeCommand('setContext', 'servicescope.dnsServerRunning', running !== undefined);
		this.changes.fire(running);
		if (running === undefined) {
			this.item.hide();
			return;
		}
		this.item.text = `$(server-process) DNS :${running.port}`;
		this.item.tooltip = new vscode.MarkdownString(
			vscode.l10n.t(
				'Servicescope answers DNS questions on {0}, port {1}. Click to copy a dig command.',
				running.host,
				running.port,
			),
		);
		this.item.show();
	}
}

export function registerDnsServer(context: vscode.ExtensionContext, gate: ServerGate): LocalDnsServer {
	const server = new LocalDnsServer(gate);
	context.subscriptions.push(
		server,
		vscode.commands.registerCommand('servicescope.startDnsServer', () => server.start()),
		vscode.commands.registerCommand('servicescope.stopDnsServer', () => server.stop()),
		vscode.commands.registerCommand('servicescope.copyDigCommand', () => server.copyDigCommand()),
	);
	return server;
}
