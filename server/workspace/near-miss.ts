// Invariant: a near miss is a workload whose Pods were surely meant: each pair that it lacks is explained by a slip of the
// pen, never by likeness alone. Labels that programs set while they run (a database's role) explain nothing.
import { suggest } from '../kubernetes/decoding/suggestion.ts';
import { isControllerLabel } from './controller-labels.ts';
import { type IndexedObject, podLabelsOf } from './object-index.ts';

type Labels = Readonly<Record<string, string>>;

/** A pair of a selector that the Pods of a workload do not carry. */
export interface MissedPair {
	readonly key: string;
	readonly value: string;
	/**
	 * `value`: they carry the key with another value; `key`: the value under another key; `extra`: nothing like it.
	 */
	readonly kind: 'value' | 'key' | 'extra';
	/** What they carry instead. */
	readonly actual?: { readonly key: string; readonly value: string };
	/** True if the workload itself carries the pair in `metadata.labels`, where no selector looks. */
	readonly onWorkload: boolean;
	/** True if the two differ in letters that may as well name another program. */
	readonly uncertain: boolean;
}

export interface NearMiss {
	readonly object: IndexedObject;
	readonly missed: readonly MissedPair[];
}

export interface SelectorQuestion {
	readonly selector: Labels;
	/** The Service's name as written: a workload of the same name is probably the one. */
	readonly name: string;
	readonly uri: string;
	/** How many workloads carry all these labels. */
	readonly count: (labels: Labels) => number;
}

/** The workloads that a selector probably meant, nearest first; `candidates` must stand together with the Service. */
export function nearMisses(
	question: SelectorQuestion,
	candidates: readonly IndexedObject[],
): readonly NearMiss[] {
	const found = candidates.flatMap((object) => {
		const missed = missedPairs(question, object);
		return missed === undefined ? [] : [{ object, missed }];
	});
	return found.sort((a, b) => rank(question, a) - rank(question, b));
}

function rank({ name, uri }: SelectorQuestion, { object, missed }: NearMiss): number {
	const far = missed.filter(({ uncertain }) => uncertain).length;
	return missed.length * 8 + far * 4 + (object.name === name ? 0 : 2) + (object.uri === uri ? 0 : 1);
}

/** The pairs that are off, if each is explained; undefined where one is not, or where the Pods are selected. */
function missedPairs(question: SelectorQuestion, object: IndexedObject): readonly MissedPair[] | undefined {
	const labels = podLabelsOf(object) ?? {};
	// Fragments of objects (what a test expects to see) have no template to speak of.
	if (Object.keys(labels).length === 0) return undefined;
	const pairs = Object.entries(question.selector);
	const matched = pairs.filter(([key, value]) => labels[key] === value);
	const missed: MissedPair[] = [];
	for (const [key, value] of pairs) {
		if (labels[key] === value) continue;
		const pair = explain(question, object, Object.fromEntries(matched), key, value);
		if (pair === undefined) return undefined;
		missed.push(pair);
	}
	return missed.length === 0 ? undefined : missed;
}

function explain(
	{ selector, name, count }: SelectorQuestion,
	object: IndexedObject,
	matched: Labels,
	key: string,
	value: string,
): MissedPair | undefined {
	const labels = podLabelsOf(object) ?? {};
	const onWorkload = object.typed?.metadata.labels[key] === value;
	// Programs that label what runs label Pods, not the workload: there its author wrote the pair.
	if (isControllerLabel(key) || (isSetAtRunTime(key, value) && !onWorkload)) return undefined;
	const own = labels[key];
	const namesake = object.name === name;
	if (own !== undefined) {
		const likeness = likenessOf(value, own);
		if (likeness === undefined && !namesake && !onWorkload) return undefined;
		const uncertain = likeness === 'letters' && !namesake;
		return { key, value, kind: 'value', actual: { key, value: own }, onWorkload, uncertain };
	}
	const other = Object.entries(labels).find(
		([candidate, text]) =>
			!(candidate in selector) &&
			meansTheSame(key, candidate) &&
			(text === value || namesake || likenessOf(value, text) === 'spelling'),
	);
	if (other !== undefined) {
		const actual = { key: other[0], value: other[1] };
		return { key, value, kind: 'key', actual, onWorkload, uncertain: false };
	}
	// The other pairs must point at this workload alone, or the workload itself carry the label.
	const identified = Object.keys(matched).length > 0 && count(matched) === 1;
	if (!onWorkload && !identified && !namesake) return undefined;
	return { key, value, kind: 'extra', onWorkload, uncertain: false };
}

const roles =
	/^(?:master|primary|leader|active|main|replica|slave|standby|secondary|follower|stable|canary|preview|candidate)$/;

/** Keys that say with true or false what a Pod is at the moment, as Vault's `vault-active`. */
const states = /(?:^|[-_.])(?:active|initialized|leader|master|primary|sealed|standby)$/;

/** Operators and failover managers label running Pods by what they are at the moment. */
function isSetAtRunTime(key: string, value: string): boolean {
	const segment = key.slice(key.lastIndexOf('/') + 1).toLowerCase();
	const last = value.toLowerCase().split(/[-_.]/).at(-1) ?? '';
	if (/^(?:true|false)$/.test(last) && states.test(segment)) return true;
	return /(?:^|[-_.])role$/.test(segment) || roles.test(last) || /hash$|revision$/.test(segment);
}

/** Keys under which people write what program a Pod runs. */
const identities: ReadonlySet<string> = new Set([
	'app',
	'name',
	'run',
	'k8s-app',
	'service',
	'application',
	'io.kompose.service',
	'app.kubernetes.io/name',
	'app.kubernetes.io/instance',
]);

function meansTheSame(a: string, b: string): boolean {
	if (identities.has(a) && identities.has(b)) return true;
	const [left, right] = [a, b].map((key) => key.slice(key.lastIndexOf('/') + 1));
	return left === right || suggest(a, [b]) !== undefined;
}

/** Words that people hang on a name without meaning another program. */
const neutral =
	/^(?:svc|service|srv|app|application|deploy|deployment|statefulset|sts|server|pods?|container)$/;

/** How two names are alike: the same but for case, separators or a neutral word; or one or two letters apart. */
function likenessOf(a: string, b: string): 'spelling' | 'letters' | undefined {
	if (likenessKey(a) === likenessKey(b)) return 'spelling';
	// web-1 and web-2, shard-a and shard-b are different things by intent.
	if (template(a) === template(b)) return undefined;
	return suggest(a, [b]) === undefined ? undefined : 'letters';
}

/** What is left of a name without case, separators and neutral words: names that mean the same have the same. */
export function likenessKey(text: string): string {
	const words = text.toLowerCase().split(/[-_.]/);
	const kept = words.filter((word) => !neutral.test(word));
	return (kept.length === 0 ? words : kept).join('');
}

function template(text: string): string {
	return text.replace(/\d+/g, '#').replace(/(?<=[-_.])[a-z](?=$|[-_.])/gi, '#');
}
