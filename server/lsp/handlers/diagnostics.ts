// Invariant: a client that can pull is never pushed to; one that cannot gets everything by pushing.
import {
	type ClientCapabilities,
	type Diagnostic,
	type DocumentDiagnosticParams,
	type DocumentDiagnosticReport,
	DocumentDiagnosticReportKind,
	type ServerCapabilities,
} from 'vscode-languageserver';
import { diagnosticsOf } from '../../features/diagnostics.ts';
import { toDiagnostic } from '../diagnostic.ts';
import { guarded } from '../guard.ts';
import type { Session } from '../session.ts';

/** Milliseconds between the last keystroke and a push. */
const pushDelay = 150;
/**
 * Milliseconds that a pull waits: an editor pulls at every keystroke, and just behind comes the preview's request, whose
 * answer people watch for.
 */
const pullDelay = 20;

export class DiagnosticsPublisher {
	private readonly session: Session;
	private readonly pulls: boolean;
	private readonly canRefresh: boolean;
	private pending: (() => void) | undefined;

	constructor(session: Session) {
		this.session = session;
		const { textDocument, workspace }: ClientCapabilities = session.capabilities;
		this.pulls = textDocument?.diagnostic !== undefined;
		this.canRefresh = workspace?.diagnostics?.refreshSupport ?? false;
		if (this.pulls) this.answerPulls();
	}

	capability(): Pick<ServerCapabilities, 'diagnosticProvider'> {
		if (!this.pulls) return {};
		return {
			diagnosticProvider: {
				identifier: 'servicescope',
				interFileDependencies: true,
				workspaceDiagnostics: false,
			},
		};
	}

	/** A document was opened, changed or closed. */
	changed(uri: string): void {
		if (this.pulls) return;
		if (this.session.documents.textDocument(uri) === undefined) this.send(uri, []);
		this.pushSoon();
	}

	/** Files that nobody typed in changed: what is open may look different now. */
	workspaceChanged(): void {
		if (!this.pulls) this.pushSoon();
		else if (this.canRefresh) this.session.connection.languages.diagnostics.refresh();
	}

	private answerPulls(): void {
		const { connection, host } = this.session;
		const answer = guarded<DocumentDiagnosticParams, DocumentDiagnosticReport>(
			connection,
			'textDocument/diagnostic',
			({ textDocument: { uri } }) => ({
				kind: DocumentDiagnosticReportKind.Full,
				items: this.diagnostics(uri),
			}),
			{ kind: DocumentDiagnosticReportKind.Full, items: [] },
		);
		connection.languages.diagnostics.on(async (params, token) => {
			await new Promise<void>((resolve) => host.schedule(resolve, pullDelay));
			return answer(params, token);
		});
	}

	private pushSoon(): void {
		this.pending?.();
		this.pending = this.session.host.schedule(() => {
			this.pending = undefined;
			for (const uri of this.session.documents.uris()) this.send(uri, this.diagnostics(uri));
		}, pushDelay);
	}

	private send(uri: string, diagnostics: Diagnostic[]): void {
		const version = this.session.documents.textDocument(uri)?.version;
		void this.session.connection.sendDiagnostics({
			uri,
			diagnostics,
			...(version === undefined ? {} : { version }),
		});
	}

	private diagnostics(uri: string): Diagnostic[] {
		const { workspace, engine, documents, settings } = this.session;
		const document = documents.textDocument(uri);
		if (document === undefined) return [];
		return diagnosticsOf(workspace, engine, uri, settings.rulesFor(uri, workspace)).map((placed) =>
			toDiagnostic(this.session, document, placed),
		);
	}
}
