// Invariant: a simulated cluster depends on the manifests of one scope and on the assumptions, on nothing else; the same
// question to the same manifests gets the same answer in hover, panel, rules and command line.
import { type Assumptions, defaultAssumptions } from '../cluster/assumptions.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { type ClusterSimulator, createClusterSimulator } from '../cluster/simulate.ts';
import { type Corefile, readCorefile } from '../dns/corefile/corefile.ts';
import { kubeadmCorefile } from '../dns/corefile/default-corefile.ts';
import { createNameServer, type NameServer } from '../dns/name-server.ts';
import { type Configuration, configureService } from '../kubernetes/configuration.ts';
import type { KubernetesObject } from '../kubernetes/objects/read.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import type { IndexedObject } from './object-index.ts';
import type { Workspace } from './workspace.ts';

/** One Service set to another configuration; everything else as written. */
export interface Reconfigured {
	readonly object: IndexedObject;
	readonly configuration: Configuration;
}

export class Simulation {
	private readonly workspace: Workspace;
	/** One for each scope and configuration: each remembers what it computed last. */
	private readonly simulators = new Map<string, ClusterSimulator>();
	/** The latest cluster of each simulator, for the same objects and assumptions. */
	private readonly asWritten = new Map<
		string,
		{ typed: readonly KubernetesObject[]; assumptions: Assumptions; cluster: Cluster }
	>();
	private readonly objects = new Map<string, { version: number; typed: readonly KubernetesObject[] }>();
	private readonly configured = new WeakMap<Service, Map<Configuration, Service>>();
	private readonly nameServers = new WeakMap<Cluster, Map<string, NameServer>>();
	private readonly corefiles = new Map<string, Corefile>();

	constructor(workspace: Workspace) {
		this.workspace = workspace;
	}

	/** The cluster that a scope's manifests make. */
	cluster(scope: string, assumptions: Assumptions = defaultAssumptions, change?: Reconfigured): Cluster {
		const configuration = change?.configuration ?? 'as-written';
		const key = `${configuration} ${assumptions === defaultAssumptions ? '' : 'assumed '}${scope}`;
		const simulator = this.simulators.get(key) ?? createClusterSimulator();
		this.simulators.set(key, simulator);
		const typed = this.typedObjects(scope);
		if (change === undefined || configuration === 'as-written') {
			const known = this.asWritten.get(key);
			if (known?.typed === typed && known.assumptions === assumptions) return known.cluster;
			const cluster = simulator.simulate(typed, assumptions);
			this.asWritten.set(key, { typed, assumptions, cluster });
			return cluster;
		}
		const { typed: service } = change.object;
		const replaced = typed.map((object) =>
			object === service && object.kind === 'Service' ? this.configure(object, configuration) : object,
		);
		return simulator.simulate(replaced, assumptions);
	}

	/** CoreDNS over a cluster. An unreadable Corefile is the caller's to report (see readCorefile); kubeadm's stands in. */
	nameServer(cluster: Cluster, corefileText: string = kubeadmCorefile()): NameServer {
		const byText = this.nameServers.get(cluster) ?? new Map<string, NameServer>();
		this.nameServers.set(cluster, byText);
		const known = byText.get(corefileText);
		if (known !== undefined) return known;
		const server = createNameServer({ cluster, corefile: this.corefile(corefileText) });
		byText.set(corefileText, server);
		return server;
	}

	private corefile(text: string): Corefile {
		const known = this.corefiles.get(text);
		if (known !== undefined) return known;
		const read = readCorefile(text);
		const corefile = 'corefile' in read ? read.corefile : this.corefile(kubeadmCorefile());
		this.corefiles.set(text, corefile);
		return corefile;
	}

	private typedObjects(scope: string): readonly KubernetesObject[] {
		const index = this.workspace.indexes().get(scope);
		if (index === undefined) return [];
		const known = this.objects.get(scope);
		if (known?.version === index.version) return known.typed;
		const found = [...index.all()].flatMap((object) => object.typed ?? []);
		// A ConfigMap or an Ingress changes nothing in the cluster.
		const typed = known !== undefined && isSameList(known.typed, found) ? known.typed : found;
		this.objects.set(scope, { version: index.version, typed });
		return typed;
	}

	private configure(service: Service, configuration: Configuration): Service {
		const byName = this.configured.get(service) ?? new Map<Configuration, Service>();
		this.configured.set(service, byName);
		const known = byName.get(configuration) ?? configureService(service, configuration);
		byName.set(configuration, known);
		return known;
	}
}

function isSameList(a: readonly KubernetesObject[], b: readonly KubernetesObject[]): boolean {
	return a.length === b.length && a.every((object, index) => object === b[index]);
}
