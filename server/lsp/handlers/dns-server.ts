// Invariant: at most one DNS server runs for a client; each answer comes from the manifests as they stand at that moment.
import { RequestType, RequestType0 } from 'vscode-languageserver';
import {
	type StartDnsServerParams,
	type StartDnsServerResult,
	startDnsServerRequest,
	stopDnsServerRequest,
} from '../../protocol.ts';
import { folderScope } from '../../workspace/layout.ts';
import { guarded } from '../guard.ts';
import type { DnsListener } from '../host.ts';
import type { Session } from '../session.ts';

/** The result ends what runs. */
export function onDnsServer(session: Session): () => Promise<void> {
	const { connection, host, workspace, simulation, settings } = session;
	let running: DnsListener | undefined;
	const stop = async (): Promise<void> => {
		const listener = running;
		running = undefined;
		await listener?.close();
	};

	const start = async ({ uri }: StartDnsServerParams): Promise<StartDnsServerResult> => {
		if (host.listenDns === undefined) {
			return {
				refused: 'A DNS server needs sockets, and this editor runs in a browser. On the desktop it works.',
			};
		}
		await stop();
		const nameServer = () => {
			const scope = workspace.layoutOf(uri)?.memberships[0]?.scope ?? folderScope;
			return simulation.nameServer(simulation.cluster(scope), settings.rulesFor(uri, workspace).corefile);
		};
		try {
			running = await host.listenDns(nameServer);
		} catch (error) {
			return { refused: error instanceof Error ? error.message : String(error) };
		}
		return { host: running.host, port: running.port, example: exampleName(session, uri) };
	};

	connection.onRequest(
		new RequestType<StartDnsServerParams, StartDnsServerResult, void>(startDnsServerRequest),
		guarded<StartDnsServerParams, StartDnsServerResult>(connection, startDnsServerRequest, start, {
			refused: 'The DNS server failed; the output channel Servicescope says why.',
		}),
	);
	connection.onRequest(new RequestType0<null, void>(stopDnsServerRequest), async () => {
		await stop();
		return null;
	});
	return stop;
}

/** A name worth asking: the file's first Service, else the one that every cluster has. */
function exampleName({ workspace, settings }: Session, uri: string): string {
	const { clusterDomain } = settings.for(uri);
	const documents = workspace.file(uri)?.manifest.documents ?? [];
	for (const { document } of documents) {
		for (const { typed } of workspace.objectsIn(uri, document)) {
			if (typed?.kind === 'Service')
				return `${typed.metadata.name}.${typed.metadata.namespace}.svc.${clusterDomain}`;
		}
	}
	return `kubernetes.default.svc.${clusterDomain}`;
}
