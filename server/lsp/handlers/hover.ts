import { type Hover, MarkupKind } from 'vscode-languageserver';
import { withoutMarkup } from '../../features/markdown.ts';
import { serviceHover } from '../../features/service-hover.ts';
import { toRange } from '../convert.ts';
import { guarded } from '../guard.ts';
import type { Session } from '../session.ts';

export function onHover(session: Session): void {
	const { connection, workspace, documents, simulation, settings, capabilities } = session;
	const readsMarkdown =
		capabilities.textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) ?? false;
	connection.onHover(
		guarded<Parameters<Parameters<typeof connection.onHover>[0]>[0], Hover | null>(
			connection,
			'textDocument/hover',
			({ textDocument: { uri }, position }) => {
				const document = documents.textDocument(uri);
				if (document === undefined) return null;
				const { admission, corefile, settings: current } = settings.rulesFor(uri, workspace);
				const hover = serviceHover(workspace, uri, document.offsetAt(position), {
					simulation,
					clusterDomain: current.clusterDomain,
					admission,
					corefile,
				});
				if (hover === undefined) return null;
				return {
					contents: readsMarkdown
						? { kind: MarkupKind.Markdown, value: hover.markdown }
						: { kind: MarkupKind.PlainText, value: withoutMarkup(hover.markdown) },
					range: toRange(document, hover.range),
				};
			},
			null,
		),
	);
}
