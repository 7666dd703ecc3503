import { FieldEditor } from '../../workspace/field-editor.ts';
import { type MissedPair, type NearMiss, nearMisses } from '../../workspace/near-miss.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import { type IndexedObject, podLabelsOf } from '../../workspace/object-index.ts';
import { podLabelsPath, setPodLabel } from '../../workspace/pod-labels.ts';
import { servicesSelecting } from '../../workspace/service-references.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { nameOf, pairsText, pairText } from '../wording.ts';
import { type DanglingSelector, danglingSelectorOf, isWrittenOut } from './dangling-selector.ts';

export const selectorNearMiss: Rule = {
	id: 'selector-near-miss',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Selector that narrowly misses the Pods it was written for',
		what: 'No Pod carries all pairs of the Service’s selector, but a workload beside it carries nearly the same ones: another spelling, another key, or all but one pair.',
		why: 'A Pod is selected only if it carries every pair, letter by letter (case counts), in its own labels; labels of the Deployment itself do not count. Without Pods the Service has no endpoints: connections are refused, and a headless name does not resolve.',
		whatToDo: 'Make the selector and the labels of the Pod template agree, on either side.',
		invalid: exampleFiles(exampleService({ name: 'orders', selector: 'app: order' }), {
			'deployment.yaml': exampleWorkload({ name: 'orders' }),
		}),
		valid: exampleFiles(exampleService({ name: 'orders' }), {
			'deployment.yaml': exampleWorkload({ name: 'orders' }),
		}),
		links: [
			'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
			'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/',
		],
	},
	*check(object, context) {
		const dangling = danglingSelectorOf(object, context);
		if (dangling === undefined || dangling.elsewhere.length > 0 || dangling.governed.length > 0) return;
		const miss = nearestMiss(dangling, context);
		if (miss === undefined) return;
		const [first] = miss.missed;
		// A label of the workload itself explains its pair, whoever else carries it.
		const scattered = !miss.missed.some(({ onWorkload }) => onWorkload) && isScattered(dangling, context);
		yield {
			path: scattered || first === undefined ? ['spec', 'selector'] : ['spec', 'selector', first.key],
			message: messageFor(dangling, miss, scattered),
			related: relatedTo(miss),
			fixes: fixesFor(dangling, miss, context),
		};
	},
};

function nearestMiss({ indexed, selector }: DanglingSelector, context: RuleContext): NearMiss | undefined {
	const { lookup } = context;
	const candidates = lookup
		.nearPodSources(indexed.namespace, selector, indexed.name)
		.filter(
			(source) =>
				standTogether(source, indexed) &&
				isWrittenOut(source) &&
				!context.isPatched(source) &&
				!isOneOfVersions(source, indexed, context),
		);
	const count = (labels: Readonly<Record<string, string>>) =>
		lookup.podSources(indexed.namespace, labels).filter((source) => standTogether(source, indexed)).length;
	const question = { selector, name: indexed.name, uri: indexed.uri, count };
	const near = nearMisses(question, candidates).find(
		(miss) => !miss.missed.some(({ uncertain }) => uncertain) || isMeant(indexed, miss, context),
	);
	return near ?? onDifferentWorkloads(selector, indexed, candidates);
}

/** True if other files hold the workload in other versions: then another file's is not the one that the Service goes with. */
function isOneOfVersions(source: IndexedObject, { uri }: IndexedObject, { lookup }: RuleContext): boolean {
	return source.uri !== uri && lookup.find(source.groupKind, source.namespace, source.name).length > 1;
}

/** One or two letters apart may be another program, unless no other Service stands for this one. */
function isMeant(service: IndexedObject, { object, missed }: NearMiss, { lookup }: RuleContext): boolean {
	const names = [object.name, ...missed.map(({ actual }) => actual?.value ?? '')];
	if (names.some((name) => name !== '' && (service.name.startsWith(name) || name.startsWith(service.name))))
		return true;
	return servicesSelecting(lookup, object).length === 0;
}

/** Each pair is on some workload, but all of them on none: the one that carries most of them was probably meant. */
function onDifferentWorkloads(
	selector: Readonly<Record<string, string>>,
	service: IndexedObject,
	candidates: readonly IndexedObject[],
): NearMiss | undefined {
	const pairs = Object.entries(selector);
	if (pairs.length < 2) return undefined;
	const carries = (source: IndexedObject, [key, value]: readonly [string, string]) =>
		podLabelsOf(source)?.[key] === value;
	if (!pairs.every((pair) => candidates.some((source) => carries(source, pair)))) return undefined;
	const rank = (source: IndexedObject) =>
		pairs.filter((pair) => carries(source, pair)).length * 2 + (source.name === service.name ? 1 : 0);
	const [object] = candidates.toSorted((a, b) => rank(b) - rank(a));
	if (object === undefined) return undefined;
	const labels = podLabelsOf(object) ?? {};
	const missed = pairs.flatMap(([key, value]): MissedPair[] => {
		const own = labels[key];
		if (own === value) return [];
		const pair = { key, value, onWorkload: false, uncertain: false };
		return [
			own === undefined
				? { ...pair, kind: 'extra' }
				: { ...pair, kind: 'value', actual: { key, value: own } },
		];
	});
	return { object, missed };
}

/** True if each pair is on some workload: then the selector as a whole is off, not one pair of it. */
function isScattered({ indexed, selector }: DanglingSelector, { lookup }: RuleContext): boolean {
	const pairs = Object.entries(selector);
	return (
		pairs.length > 1 &&
		pairs.every(([key, value]) =>
			lookup.podSources(indexed.namespace, { [key]: value }).some((source) => standTogether(source, indexed)),
		)
	);
}

function messageFor(
	{ indexed, selector }: DanglingSelector,
	{ object, missed }: NearMiss,
	scattered: boolean,
): string {
	const none = `No Pod in namespace ${indexed.namespace} carries ${pairsText(Object.entries(selector))}, so ${nameOf(indexed)} has no endpoints.`;
	if (scattered)
		return `${none} Each pair is on some Pods, but no Pod has them all; ${object.object.kind === 'Pod' ? `${nameOf(object)} carries` : `those of ${nameOf(object)} carry`} ${pairsText(Object.entries(podLabelsOf(object) ?? {}))}.`;
	const [pair] = missed;
	const carried = missed.flatMap(({ actual }) => actual ?? []);
	if (pair?.onWorkload)
		return `${none} ${pairText(pair.key, pair.value)} is a label of ${nameOf(object)} itself, not of its Pods (spec.template.metadata.labels).`;
	if (carried.length === 0)
		return `${none} ${podsCarry(object)} all but ${pairsText(missed.map(({ key, value }) => [key, value]))}.`;
	return `${none} ${podsCarry(object)} ${pairsText(carried.map(({ key, value }) => [key, value]))}.`;
}

function podsCarry(object: IndexedObject): string {
	return object.object.kind === 'Pod' ? `${nameOf(object)} carries` : `The Pods of ${nameOf(object)} carry`;
}

/** A Pod that stands in a manifest itself is no workload with Pods. */
function podsText(object: IndexedObject): string {
	return object.object.kind === 'Pod' ? nameOf(object) : `the Pods of ${nameOf(object)}`;
}

function relatedTo({ object, missed }: NearMiss) {
	const labels = podLabelsPath(object);
	if (labels === undefined) return [];
	const key = missed[0]?.actual?.key;
	return [
		{
			object,
			path: key === undefined ? labels : [...labels, key],
			message: `The labels of ${podsText(object)}`,
		},
	];
}

function fixesFor(
	{ indexed, selector }: DanglingSelector,
	miss: NearMiss,
	context: RuleContext,
): readonly Fix[] {
	const { object, missed } = miss;
	const carried = missed.flatMap(({ actual }) => actual ?? []);
	const written = pairsText(carried.map(({ key, value }) => [key, value]));
	const dropped = missed.filter(({ actual }) => actual === undefined);
	const keepsOne = Object.keys(selector).length > dropped.length;
	const doing = [
		...(written === '' ? [] : [`select ${written}`]),
		...(dropped.length === 0 ? [] : [`drop ${pairsText(dropped.map(({ key, value }) => [key, value]))}`]),
	].join(' and ');
	const onService: Fix = {
		title: `${capitalised(doing)}: the labels of ${podsText(object)}`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(context.workspace, indexed);
			const done = missed.every((pair) => mendSelector(editor, pair));
			return done ? editor.edits() : undefined;
		},
	};
	const labels = pairsText(missed.map(({ key, value }) => [key, value]));
	const onWorkload: Fix = {
		title: `Set ${labels} on ${podsText(object)}`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(context.workspace, object);
			const done = missed.every(({ key, value }) => setPodLabel(editor, object, key, value));
			return done ? editor.edits() : undefined;
		},
	};
	return [...(keepsOne ? [onService] : []), ...(isNeededAsItIs(miss, context) ? [] : [onWorkload])];
}

function mendSelector(editor: FieldEditor, { key, actual }: MissedPair): boolean {
	const path = ['spec', 'selector', key];
	if (actual === undefined) return editor.remove(path);
	if (actual.key === key) return editor.set(path, actual.value);
	return editor.set(['spec', 'selector', actual.key], actual.value, { after: [key] }) && editor.remove(path);
}

/** True if other Services select the Pods by a value that would change. */
function isNeededAsItIs({ object, missed }: NearMiss, { lookup }: RuleContext): boolean {
	const changed = missed.filter(({ kind }) => kind === 'value').map(({ key }) => key);
	return servicesSelecting(lookup, object).some(({ service }) =>
		changed.some((key) => service.spec.selector?.[key] !== undefined),
	);
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
