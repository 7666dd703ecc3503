import { ErrorCodes, RequestType, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type OffsetPlace, previewAt, type UnplacedPreview } from '../../features/preview/preview.ts';
import { previewWords } from '../../features/preview/words.ts';
import { type PreviewParams, type PreviewResult, previewRequest } from '../../protocol.ts';
import { corefileChoices } from '../../workspace/corefiles.ts';
import { toPlace } from '../convert.ts';
import { guarded } from '../guard.ts';
import type { Session } from '../session.ts';

const failed: PreviewResult = {
	kind: 'none',
	reason: 'no-service',
	message: 'The preview failed; the server’s log says why.',
};

export function onPreview(session: Session): void {
	const { connection, documents, settings } = session;
	const answer = guarded<PreviewParams, PreviewResult>(
		connection,
		previewRequest,
		({ textDocument: { uri }, position, service, assumptions }) => {
			const document = documents.textDocument(uri);
			const offset = position === undefined ? undefined : document?.offsetAt(position);
			const { clusterDomain, corefileText } = settings.for(uri);
			const words = previewWords(session.locale);
			const context = {
				workspace: session.workspace,
				simulation: session.simulation,
				clusterDomain,
				admission: settings.rulesFor(uri, session.workspace).admission,
				corefiles: corefileChoices(session.workspace, clusterDomain, corefileText).map((choice) => ({
					...choice,
					label: words.corefiles[choice.id],
				})),
				words,
			};
			const at = {
				...(offset === undefined ? {} : { offset }),
				...(service === undefined ? {} : { service }),
			};
			return place(session, document, previewAt(context, uri, at, assumptions));
		},
		failed,
	);
	connection.onRequest(
		new RequestType<PreviewParams, PreviewResult, void>(previewRequest),
		(params, token) =>
			namesDocument(params)
				? answer(params, token)
				: new ResponseError(ErrorCodes.InvalidParams, `${previewRequest} needs textDocument.uri`),
	);
}

/** Other editors' clients are written by hand. */
function namesDocument(params: Partial<PreviewParams> | null): boolean {
	return typeof params?.textDocument?.uri === 'string';
}

/** Turns offsets into lines and columns. */
function place(
	session: Session,
	document: TextDocument | undefined,
	preview: UnplacedPreview,
): PreviewResult {
	const placed = (offsets: OffsetPlace) => toPlace(session.workspace, session.documents, offsets);
	if (preview.kind === 'none') {
		const { place: at, ...rest } = preview;
		return { ...rest, ...(at === undefined ? {} : { place: placed(at) }) };
	}
	return {
		...preview,
		textVersion: document?.version ?? null,
		service: { ...preview.service, place: placed(preview.service.place) },
		workloads: preview.workloads.map((workload) => ({ ...workload, place: placed(workload.place) })),
	};
}
