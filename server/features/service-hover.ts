import { isHeadless, type Service } from '../kubernetes/objects/service.ts';
import type { TextRange } from '../manifest/node.ts';
import { asService, type IndexedService } from '../workspace/service-backing.ts';
import { isFilledIn, templatedText } from '../workspace/template-text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { outcomeOf, outcomeText } from './apply-lens.ts';
import { code, count, escapeMarkdown, item, wrap } from './markdown.ts';
import { objectAtOffset } from './object-at.ts';
import {
	type ConfigurationFigures,
	type FiguresContext,
	type ServiceFigures,
	serviceFigures,
} from './service-figures.ts';
import { switchNotes } from './switch-notes.ts';

export interface HoverText {
	readonly markdown: string;
	/** Offsets in the file. */
	readonly range: TextRange;
}

const explained: ReadonlySet<string> = new Set([
	'kind',
	'metadata.name',
	'spec.clusterIP',
	'spec.clusterIPs',
	'spec.type',
]);

/** Explains clusterIP, type, name and kind of a Service: what it does now and what the other choice would change. */
export function serviceHover(
	workspace: Workspace,
	uri: string,
	offset: number,
	context: FiguresContext,
): HoverText | undefined {
	const found = objectAtOffset(workspace, uri, offset);
	if (found?.at === undefined || found.at.on === 'gap') return undefined;
	const field = found.path.slice(0, 2).join('.');
	const target = asService(found.object);
	// Without a name there is no name in DNS yet.
	if (target === undefined || !explained.has(field) || target.service.metadata.name === '') return undefined;
	const { start, end } = found.at.range;
	return {
		markdown: explainService(workspace, target, context),
		range: { start: start + found.placed.offset, end: end + found.placed.offset },
	};
}

/** The explanation of one Service, in Markdown of at most 80 columns. */
export function explainService(
	workspace: Workspace,
	target: IndexedService,
	context: FiguresContext,
): string {
	const figures = serviceFigures(target, context);
	// Without a selector to look at, no Pod here says that there is none there.
	const unknown = figures.endpoints === 0 && isSelectorUnknown(target);
	const sentences = (choice: ConfigurationFigures) =>
		unknown && choice.alias === undefined
			? unknownPodsSentence(figures, choice)
			: `${answerSentence(figures, choice)} ${pickSentence(figures, choice)}`;
	const paragraphs = [
		wrap(headline(target)),
		...templateSentences(target).map((sentence) => wrap(sentence)),
		wrap(`**Now:** ${sentences(figures.written)}`),
	];
	if (figures.other !== undefined) {
		const choice =
			figures.other.configuration === 'headless'
				? `With ${code('clusterIP: None')} (headless)`
				: `Without ${code('clusterIP: None')} (virtual IP)`;
		paragraphs.push(wrap(`**${choice}:** ${sentences(figures.other)}`));
	}
	paragraphs.push(wrap(podsSentence(figures, target)));
	const outcome = outcomeOf(workspace, target.indexed, context.admission);
	if (outcome !== undefined) {
		paragraphs.push(
			wrap(
				`**kubectl apply** of what differs from the last commit: ${escapeMarkdown(outcomeText(outcome))}.`,
			),
		);
	}
	const notes = switchNotes(workspace, target, figures);
	if (notes.length > 0) paragraphs.push(['**Beware**', ...notes.map(({ text }) => item(text))].join('\n'));
	paragraphs.push(links(target.service));
	return paragraphs.join('\n\n');
}

function headline({ indexed, service: { metadata, spec } }: IndexedService): string {
	const what = isFilledIn(indexed.object, ['spec', 'type'])
		? 'Service, of a type that a template fills in,'
		: isHeadless(spec)
			? 'headless Service'
			: spec.type === 'ClusterIP'
				? 'Service with a virtual IP'
				: `${escapeMarkdown(spec.type)} Service`;
	const article = /^[aeiou]/i.test(what) ? 'an' : 'a';
	return `**${escapeMarkdown(metadata.name)}** is ${article} ${what} in namespace ${code(metadata.namespace)}.`;
}

/** What the words stand for that are read instead of template expressions. */
function templateSentences({ indexed: { object }, service: { metadata } }: IndexedService): string[] {
	const named = (['name', 'namespace'] as const).flatMap((field) => {
		const written = templatedText(object, ['metadata', field]);
		return written === undefined ? [] : [`${code(metadata[field])} stands for ${code(written)}`];
	});
	return named.length === 0 ? [] : [`A template fills in: ${named.join(', ')}.`];
}

/** True if a template decides which Pods the Service picks. */
function isSelectorUnknown({ indexed: { object } }: IndexedService): boolean {
	return (
		isFilledIn(object, ['spec', 'selector']) ||
		(object.document.expressions.length > 0 && isFilledIn(object, ['spec']))
	);
}

function answerSentence(
	figures: ServiceFigures,
	{ a, aaaa, alias, rcode, service }: ConfigurationFigures,
): string {
	const name = code(figures.dnsName);
	if (alias !== undefined)
		return `DNS answers ${name} with an alias (CNAME) to ${code(alias.replace(/\.$/, ''))}.`;
	if (rcode === 'NXDOMAIN')
		return `DNS says that ${name} **does not exist** (NXDOMAIN), because no Pod is ready.`;
	const records = [
		...(a.length > 0 || aaaa.length === 0 ? [`**${count(a.length, 'A record')}**`] : []),
		...(aaaa.length > 0 ? [`**${count(aaaa.length, 'AAAA record')}**`] : []),
	].join(' and ');
	if (a.length + aaaa.length === 0) return `DNS answers ${name} without any address (no data).`;
	const each = isHeadless(service.spec)
		? ', one for each ready Pod'
		: `, the virtual IP${a.length + aaaa.length > 1 ? 's' : ''} ${[...a, ...aaaa].join(' and ')}`;
	return `DNS answers ${name} with ${records}${each}.`;
}

/** What is sure where nobody knows the Pods. */
function unknownPodsSentence(
	{ dnsName }: ServiceFigures,
	{ a, aaaa, service }: ConfigurationFigures,
): string {
	if (isHeadless(service.spec))
		return `DNS answers ${code(dnsName)} with one record for each ready Pod. The client picks the Pod and connects to it directly.`;
	const addresses = [...a, ...aaaa];
	return `DNS answers ${code(dnsName)} with the virtual IP${addresses.length > 1 ? 's' : ''} ${addresses.join(' and ')}. kube-proxy takes each connection to one of the ready Pods.`;
}

function pickSentence({ ready }: ServiceFigures, { alias, service }: ConfigurationFigures): string {
	if (alias !== undefined || service.spec.type === 'ExternalName')
		return 'There is no proxy and no port translation: clients connect to that host themselves.';
	if (isHeadless(service.spec)) return 'The client picks the Pod and connects to it directly.';
	return ready === 0
		? 'kube-proxy refuses connections as long as no Pod is ready.'
		: `kube-proxy takes each connection to one of **${count(ready, 'ready Pod')}**.`;
}

function podsSentence({ endpoints, ready }: ServiceFigures, target: IndexedService): string {
	const { spec } = target.service;
	if (spec.type === 'ExternalName')
		return 'An ExternalName has no Pods behind it; `selector` and `ports` do nothing.';
	if (endpoints === 0 && isSelectorUnknown(target))
		return 'A template fills in its selector: which Pods it picks shows once that is rendered.';
	if (spec.selector === undefined) {
		return `No selector: its endpoints are those of hand-written EndpointSlices (${count(endpoints, 'endpoint')}, ${ready} ready).`;
	}
	if (endpoints === 0) return 'No Pod in the open folder matches its selector.';
	return `${count(endpoints, 'Pod')} in the manifests ${endpoints === 1 ? 'matches' : 'match'} its selector; addresses and readiness are assumed.`;
}

const docs = 'https://kubernetes.io/docs/concepts/services-networking';

function links({ spec }: Service): string {
	const list: [string, string][] = [['Services', `${docs}/service/`]];
	if (spec.type === 'ExternalName') list.push(['ExternalName', `${docs}/service/#externalname`]);
	else list.push(['Headless Services', `${docs}/service/#headless-services`]);
	list.push(['DNS for Services and Pods', `${docs}/dns-pod-service/`]);
	return list.map(([title, url]) => `[${title}](${url})`).join(' ·\n');
}
