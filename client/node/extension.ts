import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateCommon, type ServicescopeApi } from '../common/activate.ts';

export function activate(context: vscode.ExtensionContext): ServicescopeApi {
	const module = context.asAbsolutePath('dist/server.js');
	return activateCommon(
		context,
		(options) =>
			new LanguageClient(
				'servicescope',
				'Servicescope',
				{ run: { module, transport: TransportKind.ipc }, debug: { module, transport: TransportKind.ipc } },
				options,
			),
	);
}
