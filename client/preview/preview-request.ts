// Invariant: pure questions about a request and its answer; nothing is kept here and nothing is sent.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { PreviewParams, PreviewResult } from '../../server/protocol.ts';
import type { PreviewSource, ServiceName } from '../panel/messages/messages.ts';
import type { CursorFollower } from './cursor.ts';

/** What to ask the server: about the cursor, or, without one, about what `source` remembers. */
export function paramsFor(
	client: BaseLanguageClient,
	source: PreviewSource,
	cursor: CursorFollower['current'],
): PreviewParams {
	const converter = client.code2ProtocolConverter;
	const position = cursor === undefined ? source.position : converter.asPosition(cursor.position);
	return {
		textDocument: { uri: cursor === undefined ? (source.uri ?? '') : converter.asUri(cursor.document.uri) },
		...(position === undefined ? {} : { position }),
		...(source.locked === undefined ? {} : { service: source.locked }),
		assumptions: source.assumptions,
	};
}

/** The answer is about a text that has changed since; another question is on its way then. */
export function isOlder(result: PreviewResult, uri: string, client: BaseLanguageClient): boolean {
	if (result.kind === 'none' || result.textVersion === null) return false;
	const document = vscode.workspace.textDocuments.find(
		(each) => client.code2ProtocolConverter.asUri(each.uri) === uri,
	);
	return document !== undefined && result.textVersion < document.version;
}

/** The name alone, of anything that has one. */
export function nameOf({ namespace, name }: ServiceName): ServiceName {
	return { namespace, name };
}

export function isSame(a: ServiceName, b: ServiceName): boolean {
	return a.name === b.name && a.namespace === b.namespace;
}
