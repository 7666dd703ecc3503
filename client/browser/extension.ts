import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateCommon, type ServicescopeApi } from '../common/activate.ts';

export function activate(context: vscode.ExtensionContext): ServicescopeApi {
	const script = vscode.Uri.joinPath(context.extensionUri, 'dist/web/server.js');
	return activateCommon(context, (options) => {
		const worker = new Worker(script.toString(true));
		return new LanguageClient('servicescope', 'Servicescope', worker, options);
	});
}
