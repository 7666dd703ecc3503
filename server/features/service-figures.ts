// Invariant: every figure is read from the simulated cluster and the simulated CoreDNS; none is derived here.
import type { Assumptions } from '../cluster/assumptions.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { RecordClass, RecordType, rcodeName } from '../dns/codes.ts';
import { dataText } from '../dns/record-text.ts';
import type { Configuration } from '../kubernetes/configuration.ts';
import { serviceNameLabel } from '../kubernetes/objects/endpointslice.ts';
import { isHeadless, type Service } from '../kubernetes/objects/service.ts';
import type { AdmissionContext } from '../kubernetes/validation/context.ts';
import type { IndexedService } from '../workspace/service-backing.ts';
import type { Simulation } from '../workspace/simulation.ts';

/** What one configuration of a Service answers. */
export interface ConfigurationFigures {
	readonly configuration: Configuration;
	/** The Service as the simulated cluster stores it, with its addresses. */
	readonly service: Service;
	readonly rcode: string;
	/** The addresses that its name answers with: A, then AAAA. */
	readonly a: readonly string[];
	readonly aaaa: readonly string[];
	/** For an ExternalName: where the alias leads. */
	readonly alias?: string;
}

export interface ServiceFigures {
	readonly dnsName: string;
	/** Endpoints of the Service, by Pod or hand-written address: all and those that are ready. */
	readonly endpoints: number;
	readonly ready: number;
	readonly written: ConfigurationFigures;
	/** Headless for a Service with a virtual IP, and the other way round; absent for an ExternalName. */
	readonly other?: ConfigurationFigures;
}

export interface FiguresContext {
	readonly simulation: Simulation;
	readonly clusterDomain: string;
	readonly admission: AdmissionContext;
	readonly assumptions?: Assumptions;
	readonly corefile?: string;
}

/** The figures of a Service as written and with the other choice of clusterIP. */
export function serviceFigures(target: IndexedService, context: FiguresContext): ServiceFigures {
	const { service } = target;
	const { name, namespace } = service.metadata;
	const dnsName = `${name}.${namespace}.svc.${context.clusterDomain}`;
	const written = figuresOf(target, 'as-written', dnsName, context);
	const otherName = isHeadless(service.spec) ? 'clusterip' : 'headless';
	const endpoints = endpointsOf(
		context.simulation.cluster(target.indexed.scope, context.assumptions),
		service,
	);
	return {
		dnsName,
		endpoints: endpoints.all,
		ready: endpoints.ready,
		written,
		...(service.spec.type === 'ExternalName'
			? {}
			: { other: figuresOf(target, otherName, dnsName, context) }),
	};
}

function figuresOf(
	target: IndexedService,
	configuration: Configuration,
	dnsName: string,
	{ simulation, assumptions, corefile }: FiguresContext,
): ConfigurationFigures {
	const change = { object: target.indexed, configuration };
	const cluster = simulation.cluster(target.indexed.scope, assumptions, change);
	const server = simulation.nameServer(cluster, corefile);
	const ask = (type: number) => server.ask({ name: `${dnsName}.`, type, class: RecordClass.IN }).message;
	const answers = [ask(RecordType.A), ask(RecordType.AAAA)] as const;
	const dataOf = (message: (typeof answers)[number], type: number) =>
		(message?.answer ?? []).flatMap((record) => (record.type === type ? [dataText(record.data)] : []));
	const [alias] = dataOf(answers[0], RecordType.CNAME);
	return {
		configuration,
		service: storedService(cluster, target.service),
		rcode: rcodeName(answers[0]?.rcode ?? 2),
		a: dataOf(answers[0], RecordType.A),
		aaaa: dataOf(answers[1], RecordType.AAAA),
		...(alias === undefined ? {} : { alias }),
	};
}

/** The Service of that name in a simulated cluster. */
export function storedService(cluster: Cluster, { metadata }: Service): Service {
	const found = cluster.services.find(
		(service) => service.metadata.name === metadata.name && service.metadata.namespace === metadata.namespace,
	);
	if (found === undefined)
		throw new Error(`the simulated cluster has no Service ${metadata.namespace}/${metadata.name}`);
	return found;
}

function endpointsOf(cluster: Cluster, { metadata }: Service): { all: number; ready: number } {
	const all = new Set<string>();
	const ready = new Set<string>();
	for (const slice of cluster.endpointSlices) {
		if (
			slice.metadata.namespace !== metadata.namespace ||
			slice.metadata.labels[serviceNameLabel] !== metadata.name
		)
			continue;
		for (const endpoint of slice.endpoints) {
			// A dual-stack Pod stands in two slices.
			const id = endpoint.targetRef?.name ?? endpoint.addresses[0] ?? '';
			all.add(id);
			if (endpoint.ready !== false) ready.add(id);
		}
	}
	return { all: all.size, ready: ready.size };
}
