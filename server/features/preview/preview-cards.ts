// Invariant: each card is computed from a cluster of its own, in which nothing differs but this Service's configuration.
import type { Assumptions } from '../../cluster/assumptions.ts';
import type { Configuration } from '../../kubernetes/configuration.ts';
import { isHeadless, type Service } from '../../kubernetes/objects/service.ts';
import type { PreviewAnswer, PreviewCard, PreviewPod } from '../../protocol.ts';
import type { ClientKind } from '../../resolver/clients.ts';
import type { IndexedService } from '../../workspace/service-backing.ts';
import { isRefusal } from '../../workspace/service-edits.ts';
import { siblingName } from '../../workspace/sibling-service.ts';
import { configurationChange } from '../service-actions.ts';
import { storedService } from '../service-figures.ts';
import type { PreviewContext } from './preview.ts';
import { answerOf, compareWith } from './preview-answer.ts';
import { type Question, resolveQuestion } from './preview-question.ts';
import { trafficOf } from './preview-traffic.ts';
import { onRunningService } from './running-service.ts';
import type { PreviewWords } from './words.ts';

/** What all cards of a preview share. */
export interface CardInput {
	readonly client: ClientKind;
	readonly connections: number;
	readonly assumptions: Assumptions;
	readonly corefileText: string;
	readonly question: Question;
	readonly pods: readonly PreviewPod[];
	/** A workload makes Pods for this Service, or would with more replicas. */
	readonly hasWorkload: boolean;
	/** The Corefile has `loadbalance`. */
	readonly shuffled: boolean;
}

const alternatives: readonly Exclude<Configuration, 'as-written'>[] = [
	'clusterip',
	'headless',
	'headless-publish-not-ready',
];

export function cardsOf(
	context: PreviewContext,
	target: IndexedService,
	input: CardInput,
): readonly PreviewCard[] {
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
	return {
		configuration,
		title:
			configuration === 'as-written' && effective === 'clusterip'
				? stored.spec.type
				: words.titles[effective],
		fields: fieldsOf(
			effective,
			configuration === 'as-written' ? target.service.spec.clusterIP : undefined,
			words,
		),
		isCurrent: configuration === 'as-written',
		answer,
		...sayings(effective, stored, answer, input, words),
		traffic: trafficOf({
			cluster,
			server,
			service: stored,
			dnsName: `${target.service.metadata.name}.${target.service.metadata.namespace}.svc.${context.clusterDomain}`,
			shuffled: input.shuffled,
			pods: input.pods,
			client: input.client,
			connections: input.connections,
			words,
		}),
	};
}

type Effective = Exclude<Configuration, 'as-written'> | 'externalname';

/** What a manifest says that has this configuration. */
function fieldsOf(effective: Effective, clusterIP: string | undefined, words: PreviewWords): string {
	switch (effective) {
		case 'clusterip':
			return clusterIP === undefined || clusterIP === '' ? words.noClusterIP : `clusterIP: ${clusterIP}`;
		case 'headless':
			return 'clusterIP: None';
		case 'headless-publish-not-ready':
			return 'clusterIP: None, publishNotReadyAddresses: true';
		case 'externalname':
			return 'type: ExternalName';
	}
}

/** Who picks the Pod, and what this configuration is about. */
function sayings(
	effective: Effective,
	{ spec }: Service,
	{ rcode }: PreviewAnswer,
	{ pods, hasWorkload }: CardInput,
	{ picks, explanations }: PreviewWords,
): Pick<PreviewCard, 'picks' | 'explanation'> {
	if (effective === 'externalname') return { picks: picks.alias, explanation: explanations.externalname };
	const headless = isHeadless(spec);
	const isEmpty = headless && rcode === 'NXDOMAIN';
	if (spec.selector === undefined) {
		return {
			picks: picks[headless ? 'client-endpoint' : 'proxy-endpoint'],
			explanation:
				explanations[isEmpty ? 'no-endpoints' : headless ? 'headless-endpoints' : 'clusterip-endpoints'],
		};
	}
	if (pods.length === 0)
		return { picks: picks.nobody, explanation: explanations[hasWorkload ? 'no-replicas' : 'no-pods'] };
	return {
		picks: picks[headless ? 'client' : 'proxy'],
		explanation:
			explanations[
				isEmpty
					? 'no-ready-pod'
					: effective === 'headless-publish-not-ready'
						? 'publish-not-ready'
						: effective
			],
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
	const sibling =
		configuration === 'headless' && !isHeadless(target.service.spec)
			? configurationChange(workspace, target, configuration, true)
			: undefined;
	const hasSibling = sibling !== undefined && !isRefusal(sibling);
	const running = onRunningService(workspace, target, change, admission, words, hasSibling);
	return {
		apply: { title: words.apply[configuration] },
		...(running === undefined ? {} : { onRunningService: running }),
		...(hasSibling
			? { applyAsSibling: { title: words.sibling(siblingName(target.service.metadata.name)) } }
			: {}),
	};
}
