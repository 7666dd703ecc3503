// Invariant: a preview is plain data, computed from the manifests and the assumptions that the page sent; the page only draws.
import { type Assumptions, defaultAssumptions } from '../../cluster/assumptions.ts';
import { readCorefile } from '../../dns/corefile/corefile.ts';
import { kubeadmCorefile } from '../../dns/corefile/default-corefile.ts';
import { isHeadless } from '../../kubernetes/objects/service.ts';
import type { AdmissionContext } from '../../kubernetes/validation/context.ts';
import type { TextRange } from '../../manifest/node.ts';
import type { NoPreview, PreviewAssumptions, ServicePreview } from '../../protocol.ts';
import { clientKinds } from '../../resolver/clients.ts';
import type { ResolverId } from '../../resolver/resolution.ts';
import { stubResolvers } from '../../resolver/stub-resolvers.ts';
import { rangeOfPath } from '../../rules/finding-range.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { asService, backingOf, type IndexedService } from '../../workspace/service-backing.ts';
import type { Simulation } from '../../workspace/simulation.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { storedService } from '../service-figures.ts';
import { cardsOf } from './preview-cards.ts';
import { namesOf } from './preview-names.ts';
import { podsBehind, workloadsBehind } from './preview-pods.ts';
import { type Question, resolveQuestion } from './preview-question.ts';
import { clientKindOf } from './preview-traffic.ts';
import { serviceAt } from './service-at.ts';
import type { PreviewWords } from './words.ts';

/** What a preview needs beside the manifests. */
export interface PreviewContext {
	readonly workspace: Workspace;
	readonly simulation: Simulation;
	readonly clusterDomain: string;
	readonly admission: AdmissionContext;
	readonly words: PreviewWords;
	/** Corefiles to choose from; the first is the default. */
	readonly corefiles: readonly { readonly id: string; readonly label: string; readonly text: string }[];
}

/** A place whose range is in offsets of its file. */
export interface OffsetPlace {
	readonly uri: string;
	readonly range: TextRange;
}

/** A preview whose places are still offsets; the LSP layer turns them into lines and columns. */
export type UnplacedPreview =
	| (Omit<ServicePreview, 'service' | 'workloads' | 'textVersion'> & {
			readonly service: Omit<ServicePreview['service'], 'place'> & { readonly place: OffsetPlace };
			readonly workloads: readonly (Omit<ServicePreview['workloads'][number], 'place'> & {
				readonly place: OffsetPlace;
			})[];
	  })
	| (Omit<NoPreview, 'place'> & { readonly place?: OffsetPlace });

/** Where people meet a resolver: they know images and programs rather than C libraries. */
const resolverHints: Readonly<Partial<Record<ResolverId, string>>> = {
	glibc: 'Debian, Ubuntu, Red Hat',
	'musl-1.2.5': 'Alpine 3.20 and later',
	'musl-1.2.3': 'Alpine 3.16 and 3.17',
	'node-lookup': 'Node.js: dns.lookup',
	'c-ares': 'Node.js: dns.resolve',
};

const types = ['A', 'AAAA', 'SRV', 'CNAME', 'TXT', 'PTR', 'NS', 'SOA', 'ANY', 'HTTPS', 'MX'];

/** The preview of the Service at an offset, or of a named one (a locked preview). */
export function previewAt(
	context: PreviewContext,
	uri: string,
	at: { readonly offset?: number; readonly service?: { readonly namespace: string; readonly name: string } },
	assumed: PreviewAssumptions = {},
): UnplacedPreview {
	const found =
		at.service === undefined
			? serviceAt(context.workspace, uri, at.offset, context.clusterDomain)
			: serviceCalled(context.workspace, uri, at.service);
	if ('none' in found) {
		const { problem, ...none } = found.none;
		return { kind: 'none', ...none, ...(problem === undefined ? {} : { place: { uri, range: problem } }) };
	}
	return previewOf(context, found.target, assumed);
}

function serviceCalled(
	workspace: Workspace,
	uri: string,
	{ namespace, name }: { namespace: string; name: string },
): ReturnType<typeof serviceAt> {
	const all = [...workspace.indexes().values()].flatMap((index) => index.find('Service', namespace, name));
	const indexed = all.find((object) => object.uri === uri) ?? all[0];
	const target = indexed && asService(indexed);
	return target === undefined
		? { none: { reason: 'no-service', message: `Service ${namespace}/${name} is gone.` } }
		: { target };
}

function previewOf(
	context: PreviewContext,
	target: IndexedService,
	assumed: PreviewAssumptions,
): UnplacedPreview {
	const { simulation, workspace, words, clusterDomain } = context;
	const { indexed, service } = target;
	const assumptions = assumptionsOf(assumed);
	const corefile = context.corefiles.find(({ id }) => id === assumed.corefile) ?? context.corefiles[0];
	const corefileText = corefile?.text ?? kubeadmCorefile(clusterDomain);
	const { name, namespace } = service.metadata;
	const dnsName = `${name}.${namespace}.svc.${clusterDomain}`;
	const question: Question = {
		name: assumed.question?.name ?? name,
		type: assumed.question?.type ?? 'A',
		clientNamespace: assumed.clientNamespace ?? namespace,
		resolver: assumed.resolver ?? 'glibc',
		corefile: corefile?.id ?? '',
		clusterDomain,
	};
	const written = simulation.cluster(indexed.scope, assumptions);
	const server = simulation.nameServer(written, corefileText);
	const backing = backingOf(workspace.indexOf(indexed), target);
	const pods = podsBehind(written, namespace, service.spec.selector, backing);
	const workloads = workloadsBehind(backing, assumptions.replicas, pods);
	const read = readCorefile(corefileText);
	const shuffled =
		'corefile' in read &&
		read.corefile.blocks.some(({ plugins }) => plugins.some((plugin) => plugin.name === 'loadbalance'));
	const cards = cardsOf(context, target, {
		client: clientKindOf(assumed.client),
		connections: connectionsOf(assumed),
		assumptions,
		corefileText,
		question,
		pods,
		hasWorkload: workloads.length > 0,
		shuffled,
	});
	return {
		kind: 'service',
		service: {
			name,
			namespace,
			type: isHeadless(service.spec) ? 'Headless' : service.spec.type,
			selectsPods: service.spec.selector !== undefined,
			place: placeOf(workspace, indexed, ['metadata', 'name']),
			dnsName,
		},
		cards,
		pods,
		workloads: workloads.map(({ object, ...workload }) => ({
			...workload,
			place: placeOf(workspace, object, ['metadata', 'name']),
		})),
		names: namesOf(written, server, storedService(written, service), dnsName),
		question: resolveQuestion(question, server, words),
		choices: {
			namespaces: written.namespaces.map(({ metadata }) => metadata.name).sort(),
			resolvers: stubResolvers.map(({ id }) => {
				const hint = resolverHints[id];
				return { id, label: id, ...(hint === undefined ? {} : { hint }) };
			}),
			corefiles: context.corefiles.map(({ id, label }) => ({ id, label })),
			clients: clientKinds.map((id) => ({ id, label: words.clients[id] })),
			types,
		},
		trafficClient: { client: clientKindOf(assumed.client), connections: connectionsOf(assumed) },
		notes: 'problem' in read ? [words.notes.corefileProblem(read.problem.message)] : [],
	};
}

function assumptionsOf(assumed: PreviewAssumptions): Assumptions {
	const { replicas = {}, notReady = [], terminating = [] } = assumed;
	if (Object.keys(replicas).length === 0 && notReady.length === 0 && terminating.length === 0)
		return defaultAssumptions;
	return {
		...defaultAssumptions,
		replicas: new Map(Object.entries(replicas)),
		notReady: new Set(notReady),
		terminating: new Set(terminating),
	};
}

function connectionsOf({ connections }: PreviewAssumptions): number {
	return connections === undefined ? 100 : Math.min(100_000, Math.max(0, Math.round(connections)));
}

function placeOf(workspace: Workspace, object: IndexedObject, path: readonly string[]): OffsetPlace {
	const { start, end } = rangeOfPath(object, path);
	const offset = workspace.offsetOf(object) ?? 0;
	return { uri: object.uri, range: { start: start + offset, end: end + offset } };
}
