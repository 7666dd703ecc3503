// Invariant: a preview is plain data, computed from the manifests and the assumptions that the page sent; the page only draws.
import { type Assumptions, defaultAssumptions } from '../../cluster/assumptions.ts';
import { readCorefile } from '../../dns/corefile/corefile.ts';
import { kubeadmCorefile } from '../../dns/corefile/default-corefile.ts';
import type { Configuration } from '../../kubernetes/configuration.ts';
import { isHeadless } from '../../kubernetes/objects/service.ts';
import type { AdmissionContext } from '../../kubernetes/validation/context.ts';
import type { TextRange } from '../../manifest/node.ts';
import type { NoPreview, PreviewAssumptions, PreviewCard, ServicePreview } from '../../protocol.ts';
import { clientKinds } from '../../resolver/clients.ts';
import { stubResolvers } from '../../resolver/stub-resolvers.ts';
import { rangeOfPath } from '../../rules/finding-range.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { asService, backingOf, type IndexedService } from '../../workspace/service-backing.ts';
import { isRefusal } from '../../workspace/service-edits.ts';
import { siblingName } from '../../workspace/sibling-service.ts';
import type { Simulation } from '../../workspace/simulation.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { configurationChange } from '../service-actions.ts';
import { storedService } from '../service-figures.ts';
import { answerOf, compareWith } from './preview-answer.ts';
import { namesOf } from './preview-names.ts';
import { podsBehind, workloadsBehind } from './preview-pods.ts';
import { type Question, resolveQuestion } from './preview-question.ts';
import { clientKindOf, trafficOf } from './preview-traffic.ts';
import { onRunningService } from './running-service.ts';
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
	const cards = cardsOf(context, target, { assumed, assumptions, corefileText, question, pods, shuffled });
	return {
		kind: 'service',
		service: {
			name,
			namespace,
			type: isHeadless(service.spec) ? 'Headless' : service.spec.type,
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
			resolvers: stubResolvers.map(({ id }) => ({ id, label: id })),
			corefiles: context.corefiles.map(({ id, label }) => ({ id, label })),
			clients: clientKinds.map((id) => ({ id, label: words.clients[id] })),
			types,
		},
		trafficClient: { client: clientKindOf(assumed.client), connections: connectionsOf(assumed) },
		notes: 'problem' in read ? [words.notes.corefileProblem(read.problem.message)] : [],
	};
}

interface CardInput {
	readonly assumed: PreviewAssumptions;
	readonly assumptions: Assumptions;
	readonly corefileText: string;
	readonly question: Question;
	readonly pods: ReturnType<typeof podsBehind>;
	/** The Corefile has `loadbalance`. */
	readonly shuffled: boolean;
}

const alternatives: readonly Exclude<Configuration, 'as-written'>[] = [
	'clusterip',
	'headless',
	'headless-publish-not-ready',
];

function cardsOf(context: PreviewContext, target: IndexedService, input: CardInput): readonly PreviewCard[] {
	const current = currentConfiguration(target);
	const asWritten = cardOf(context, target, 'as-written', input);
	if (current === undefined) return [asWritten];
	return [
		asWritten,
		...alternatives
			.filter((configuration) => configuration !== current)
			.map((configuration) => {
				const card = cardOf(context, target, configuration, input);
				return {
					...card,
					answer: compareWith(asWritten.answer, card.answer),
					...changeTo(context, target, configuration),
				};
			}),
	];
}

/** Which of the choices the text has made; undefined for an ExternalName, which has none. */
function currentConfiguration({ service }: IndexedService): Exclude<Configuration, 'as-written'> | undefined {
	if (service.spec.type === 'ExternalName') return undefined;
	if (!isHeadless(service.spec)) return 'clusterip';
	return service.spec.publishNotReadyAddresses ? 'headless-publish-not-ready' : 'headless';
}

function cardOf(
	context: PreviewContext,
	target: IndexedService,
	configuration: Configuration,
	input: CardInput,
): PreviewCard {
	const { simulation, words } = context;
	const { indexed } = target;
	const cluster = simulation.cluster(indexed.scope, input.assumptions, { object: indexed, configuration });
	const server = simulation.nameServer(cluster, input.corefileText);
	const stored = storedService(cluster, target.service);
	const written = new Set(target.service.spec.clusterIPs);
	// Each card resolves for itself: what exists, and so where a search list ends, differs between them.
	const { foundAs } = resolveQuestion(input.question, server, words);
	const { name } = input.question;
	const asked =
		foundAs ??
		(name === target.service.metadata.name
			? `${name}.${target.service.metadata.namespace}.svc.${context.clusterDomain}`
			: name);
	const effective =
		configuration === 'as-written' ? (currentConfiguration(target) ?? 'externalname') : configuration;
	const answer = answerOf(
		server,
		cluster,
		{ service: stored, pods: input.pods, written },
		asked.endsWith('.') ? asked : `${asked}.`,
		input.question.type,
	);
	const isAlias = effective === 'externalname';
	const headless = isHeadless(stored.spec);
	const nobody = !isAlias && input.pods.length === 0 && stored.spec.selector !== undefined;
	return {
		configuration,
		title: words.titles[effective],
		isCurrent: configuration === 'as-written',
		answer,
		picks: words.picks[isAlias ? 'alias' : nobody ? 'nobody' : headless ? 'client' : 'proxy'],
		explanation:
			words.explanations[
				nobody
					? 'no-pods'
					: headless && answer.rcode === 'NXDOMAIN'
						? 'no-ready-pod'
						: effective === 'headless-publish-not-ready'
							? 'publish-not-ready'
							: effective
			],
		traffic: trafficOf({
			cluster,
			server,
			service: stored,
			dnsName: `${target.service.metadata.name}.${target.service.metadata.namespace}.svc.${context.clusterDomain}`,
			shuffled: input.shuffled,
			pods: input.pods,
			client: clientKindOf(input.assumed.client),
			connections: connectionsOf(input.assumed),
			words,
		}),
	};
}

function changeTo(
	context: PreviewContext,
	target: IndexedService,
	configuration: Exclude<Configuration, 'as-written'>,
): Partial<PreviewCard> {
	const { workspace, admission, words } = context;
	const change = configurationChange(workspace, target, configuration, false);
	if (isRefusal(change)) return { notApplicable: change.refused };
	const running = onRunningService(workspace, target, change, admission, words);
	const sibling =
		configuration === 'headless' && !isHeadless(target.service.spec)
			? configurationChange(workspace, target, configuration, true)
			: undefined;
	return {
		apply: { title: words.apply[configuration] },
		...(running === undefined ? {} : { onRunningService: running }),
		...(sibling === undefined || isRefusal(sibling)
			? {}
			: { applyAsSibling: { title: words.sibling(siblingName(target.service.metadata.name)) } }),
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
