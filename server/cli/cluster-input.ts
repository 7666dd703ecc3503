// Invariant: a snapshot (`kind: List`) is taken as it is; anything else is manifests, from which the cluster is simulated.
// A document that does not count is named in one line; nothing is left out in silence.
import { type Assumptions, defaultAssumptions } from '../cluster/assumptions.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { type ClusterSimulator, createClusterSimulator } from '../cluster/simulate.ts';
import { type Configuration, configurations, configureService } from '../kubernetes/configuration.ts';
import { serviceNameLabel } from '../kubernetes/objects/endpointslice.ts';
import type { KubernetesObject } from '../kubernetes/objects/read.ts';
import type { Settings } from '../workspace/settings.ts';
import { findAssumptions } from './assumption-options.ts';
import { type Complaint, InputFiles } from './input-files.ts';
import { UsageError } from './usage-error.ts';

/** What `dns` and `serve` know of a cluster. */
export interface ClusterInput {
	readonly cluster: Cluster;
	/** The documents that do not count, and why. */
	readonly complaints: readonly Complaint[];
	/** When the newest file was changed: Unix time in seconds, 0 for standard input. */
	readonly changed: number;
}

export interface ClusterOptions {
	readonly paths: readonly string[];
	readonly configuration: Configuration;
	/** `KIND/NAME=N`, as written. */
	readonly replicas: readonly string[];
	/** Names of Pods, as written. */
	readonly notReady: readonly string[];
	readonly settings: Settings;
	/** The files change while they are served: one that cannot be read any more stays as it was. */
	readonly watched?: boolean;
}

/** The configuration that an option names. */
export function readConfiguration(text: string | undefined): Configuration {
	if (text === undefined) return 'as-written';
	const found = configurations.find((configuration) => configuration === text);
	if (found === undefined) {
		throw new UsageError(`--configuration ${text}: there are ${configurations.join(', ')}`);
	}
	return found;
}

/** Reads the input, and reads it again at the cost of what changed. */
export class ClusterSource {
	private readonly options: ClusterOptions;
	private readonly files: InputFiles;
	private readonly simulator: ClusterSimulator = createClusterSimulator();
	private readonly configured = new WeakMap<KubernetesObject, KubernetesObject>();

	constructor(options: ClusterOptions) {
		this.options = options;
		this.files = new InputFiles(options.paths, options.settings, options.watched);
	}

	/** Throws UsageError if a PATH cannot be read or an option names what is not there. */
	read(): ClusterInput {
		const { objects, complaints, changed, isSnapshot } = this.files.read();
		const cluster = isSnapshot ? this.snapshot(objects) : this.simulate(objects);
		return { cluster, complaints, changed };
	}

	private snapshot(objects: readonly KubernetesObject[]): Cluster {
		const { configuration, replicas, notReady } = this.options;
		if (configuration !== 'as-written' || replicas.length > 0 || notReady.length > 0) {
			throw new UsageError(
				'--configuration, --replicas and --not-ready need manifests: a `kind: List` is a snapshot and taken as it is',
			);
		}
		return snapshotOf(objects);
	}

	private simulate(objects: readonly KubernetesObject[]): Cluster {
		const { configuration, settings, replicas, notReady } = this.options;
		const configured =
			configuration === 'as-written' ? objects : objects.map((object) => this.configure(object));
		const base: Assumptions = { ...defaultAssumptions, serviceCIDRs: settings.serviceCIDRs };
		if (replicas.length === 0 && notReady.length === 0) return this.simulator.simulate(configured, base);
		const assumptions = findAssumptions(configured, base, { replicas, notReady }, this.simulator);
		return this.simulator.simulate(configured, assumptions);
	}

	/** The same object for the same object, so that the simulator sees what did not change. */
	private configure(object: KubernetesObject): KubernetesObject {
		if (object.kind !== 'Service') return object;
		const known = this.configured.get(object);
		if (known !== undefined) return known;
		const made = configureService(object, this.options.configuration);
		this.configured.set(object, made);
		return made;
	}
}

/** Exactly these objects; without a listed Namespace, the namespaces that they name exist. */
function snapshotOf(objects: readonly KubernetesObject[]): Cluster {
	const latest = new Map(
		objects.map((object) => [`${object.kind} ${object.metadata.namespace}/${object.metadata.name}`, object]),
	);
	const kept = [...latest.values()];
	const listed = kept.filter((object) => object.kind === 'Namespace');
	const named = new Set(kept.map(({ metadata }) => metadata.namespace));
	return {
		namespaces:
			listed.length > 0
				? listed
				: [...named].map((name) => ({
						kind: 'Namespace',
						metadata: { name, namespace: '', labels: {}, annotations: {}, ownerReferences: [] },
					})),
		services: kept.filter((object) => object.kind === 'Service'),
		endpointSlices: kept.filter((object) => object.kind === 'EndpointSlice'),
		pods: kept.filter((object) => object.kind === 'Pod'),
		serviceImports: kept.filter((object) => object.kind === 'ServiceImport'),
	};
}

/** Where CoreDNS runs: the addresses behind kube-system/kube-dns. Never this machine's. */
export function serverAddresses(cluster: Cluster): string[] {
	return cluster.endpointSlices
		.filter(
			({ metadata }) =>
				metadata.namespace === 'kube-system' && metadata.labels[serviceNameLabel] === 'kube-dns',
		)
		.flatMap(({ endpoints }) => endpoints.filter(({ ready }) => ready !== false))
		.flatMap(({ addresses }) => addresses);
}
