import type { WorkspaceEdit } from 'vscode-languageserver';
import { RequestType } from 'vscode-languageserver';
import { configurationChange } from '../../features/service-actions.ts';
import { type ConfigurationEditParams, configurationEditRequest } from '../../protocol.ts';
import { asService } from '../../workspace/service-backing.ts';
import { isRefusal } from '../../workspace/service-edits.ts';
import { toWorkspaceEdit } from '../convert.ts';
import { guarded } from '../guard.ts';
import type { Session } from '../session.ts';

export interface ConfigurationEditResult {
	readonly edit?: WorkspaceEdit;
	/** Why there is none. */
	readonly refused?: string;
}

export function onConfigurationEdit({ connection, workspace, documents, capabilities }: Session): void {
	const versioned = capabilities.workspace?.workspaceEdit?.documentChanges ?? false;
	connection.onRequest(
		new RequestType<ConfigurationEditParams, ConfigurationEditResult, void>(configurationEditRequest),
		guarded<ConfigurationEditParams, ConfigurationEditResult>(
			connection,
			configurationEditRequest,
			({ service: { namespace, name }, configuration, asSibling, textDocument }) => {
				const found = [...workspace.indexes().values()].flatMap((index) =>
					index.find('Service', namespace, name),
				);
				const indexed = found.find(({ uri }) => uri === textDocument.uri) ?? found[0];
				const target = indexed && asService(indexed);
				if (target === undefined || configuration === 'as-written')
					return { refused: `Service ${namespace}/${name} is gone.` };
				const change = configurationChange(workspace, target, configuration, asSibling);
				if (isRefusal(change)) return { refused: change.refused };
				return { edit: toWorkspaceEdit(workspace, documents, change.edits, versioned) };
			},
			{ refused: 'The edit failed; the output channel Servicescope says why.' },
		),
	);
}
