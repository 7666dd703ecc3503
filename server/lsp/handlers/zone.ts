import { RequestType } from 'vscode-languageserver';
import { readCorefile } from '../../dns/corefile/corefile.ts';
import { kubeadmCorefile } from '../../dns/corefile/default-corefile.ts';
import { zoneView } from '../../features/zone.ts';
import { type ZoneParams, type ZoneResult, zoneRequest } from '../../protocol.ts';
import { toPlace } from '../convert.ts';
import { guarded } from '../guard.ts';
import type { Session } from '../session.ts';

export function onZone({ connection, workspace, documents, settings, simulation }: Session): void {
	connection.onRequest(
		new RequestType<ZoneParams, ZoneResult, void>(zoneRequest),
		guarded<ZoneParams, ZoneResult>(
			connection,
			zoneRequest,
			({ uri }) => {
				const { corefile, settings: current } = settings.rulesFor(uri, workspace);
				const chosen = readCorefile(corefile);
				const text = 'corefile' in chosen ? corefile : kubeadmCorefile(current.clusterDomain);
				const read = readCorefile(text);
				if (!('corefile' in read)) return { text: `; ${read.problem.message}\n`, sources: [], lines: {} };
				const view = zoneView(workspace, simulation, uri, { text, parsed: read.corefile });
				const sources = view.sources.map((place) => place && toPlace(workspace, documents, place));
				return { text: view.text, sources, lines: view.lines };
			},
			{ text: '; The zone view failed; the output channel Servicescope says why.\n', sources: [], lines: {} },
		),
	);
}
