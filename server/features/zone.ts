import type { Corefile } from '../dns/corefile/corefile.ts';
import type { NameServer } from '../dns/name-server.ts';
import { type ZoneSource, zoneFile } from '../dns/zone-file.ts';
import { rangeOfPath } from '../rules/finding-range.ts';
import { folderScope } from '../workspace/layout.ts';
import type { IndexedObject, ObjectLookup } from '../workspace/object-index.ts';
import type { Simulation } from '../workspace/simulation.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { OffsetPlace } from './preview/preview.ts';
import { madeBy } from './preview/preview-pods.ts';

export interface ZoneView {
	readonly text: string;
	/** For each line of the text where it comes from, if anywhere in the manifests. */
	readonly sources: readonly (OffsetPlace | null)[];
	/** The first line of each Service, by `namespace/name`. */
	readonly lines: Readonly<Record<string, number>>;
}

/** Every record of the manifests that are applied together with a file's, each line with the manifest behind it. */
export function zoneView(
	workspace: Workspace,
	simulation: Simulation,
	uri: string,
	corefile: { readonly text: string; readonly parsed: Corefile },
): ZoneView {
	const scope = workspace.layoutOf(uri)?.memberships[0]?.scope ?? folderScope;
	const cluster = simulation.cluster(scope);
	const server: NameServer = simulation.nameServer(cluster, corefile.text);
	const { text, links } = zoneFile(cluster, corefile.parsed, server);
	const index = workspace.indexes().get(scope);
	const sources: (OffsetPlace | null)[] = text.split('\n').map(() => null);
	const lines: Record<string, number> = {};
	const pods = new Map(cluster.pods.map((pod) => [`${pod.metadata.namespace}/${pod.metadata.name}`, pod]));
	for (const link of links) {
		for (const { kind, namespace, name } of link.sources) {
			if (kind === 'Service') lines[`${namespace}/${name}`] ??= link.line;
		}
		if (index === undefined) continue;
		const object = link.sources
			.map((source) => objectBehind(index, source, pods))
			.find((found) => found !== undefined);
		if (object !== undefined) sources[link.line] = placeOf(workspace, object);
	}
	return { text, sources, lines };
}

/** The manifest that a source was made from: its own, or for a Pod its workload's. */
function objectBehind(
	index: ObjectLookup,
	{ kind, namespace, name }: ZoneSource,
	pods: ReadonlyMap<string, Parameters<typeof madeBy>[0]>,
): IndexedObject | undefined {
	if (kind === 'Pod') {
		const pod = pods.get(`${namespace}/${name}`);
		return (
			pod &&
			index.podSources(namespace, templateLabels(pod.metadata.labels)).find((object) => madeBy(pod, object))
		);
	}
	const groupKind = {
		Service: 'Service',
		EndpointSlice: 'EndpointSlice.discovery.k8s.io',
		ServiceImport: 'ServiceImport.multicluster.x-k8s.io',
	}[kind];
	return index.ofKind(groupKind, namespace).find(({ typed }) => typed?.metadata.name === name);
}

/** A Pod's labels without those that controllers and admission add. */
function templateLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	const added =
		/^(?:pod-template-hash|controller-revision-hash|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|topology\.kubernetes\.io\/zone|batch\.kubernetes\.io\/.*|job-name|controller-uid)$/;
	return Object.fromEntries(Object.entries(labels).filter(([key]) => !added.test(key)));
}

function placeOf(workspace: Workspace, object: IndexedObject): OffsetPlace {
	const { start, end } = rangeOfPath(object, ['metadata', 'name']);
	const offset = workspace.offsetOf(object) ?? 0;
	return { uri: object.uri, range: { start: start + offset, end: end + offset } };
}
