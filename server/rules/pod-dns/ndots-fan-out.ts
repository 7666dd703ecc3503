import { assumedUpstream } from '../../resolver/exchange.ts';
import { countDots } from '../../resolver/names.ts';
import { resolveAsPod } from '../../resolver/resolve-as-pod.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { type HostMention, hostMentionsOf } from '../../workspace/host-names/host-mention.ts';
import { NameLookup } from '../../workspace/host-names/name-lookup.ts';
import { targetOf } from '../../workspace/host-names/name-target.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { podGroupKinds, podSpecPath } from '../../workspace/pod-template.ts';
import { isTemplated, type RuleContext } from '../context.ts';
import { asksCluster, nodeDNS, podSpecOf } from '../names/name-answer.ts';
import { exampleClient } from '../names/name-rule.ts';
import type { Fix, Rule } from '../rule.ts';

const app = (podSpec?: string) =>
	exampleClient('shop', 'STRIPE_URL', 'https://api.stripe.com', podSpec === undefined ? {} : { podSpec });

export const ndotsFanOut: Rule = {
	id: 'ndots-fan-out',
	severity: 'hint',
	kinds: podGroupKinds,
	fixable: true,
	docs: {
		title: 'Host outside the cluster that is first looked for inside',
		what: 'A variable, or an argument that is a URL, names a host outside the cluster that has fewer dots than `ndots` (5 unless `dnsConfig` says otherwise). One is shown for each Pod.',
		why: 'Every lookup first tries all search domains, for A and for AAAA: six queries that end in NXDOMAIN before the two that find the host.',
		whatToDo: 'Where lookups are frequent, set `ndots` to 2 in `dnsConfig`, or end the name with a dot.',
		invalid: app(),
		valid: app('dnsConfig:\n  options:\n    - name: ndots\n      value: "2"'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config'],
	},
	*check(object, context) {
		const base = podSpecPath(object.object);
		const spec = podSpecOf(object);
		if (base === undefined || spec === undefined || !asksCluster(spec, context)) return;
		if (isTemplated(object, [...base, 'dnsConfig']) || context.isPatched(object)) return;
		for (const mention of hostMentionsOf(object.object)) {
			if (!isOutside(mention, object, context) || isTemplated(object, mention.field.path)) continue;
			const { queries } = resolveAsPod(
				{ name: mention.host, namespace: object.namespace, pod: spec, node: nodeDNS(context) },
				// Nothing is found inside, so the last two queries are the ones that count.
				assumedUpstream,
			);
			if (queries.length <= 2 || queries[0]?.name === `${mention.host}.`) continue;
			const dots = countDots(mention.host);
			const wanted = Math.min(2, dots);
			const fixes: Fix[] = [];
			if (spec.dnsConfig === undefined && wanted === 2) {
				fixes.push({
					title: 'Set ndots to 2 in dnsConfig (names with two dots are asked for as they stand first)',
					safe: false,
					edits: () => {
						const editor = new FieldEditor(context.workspace, object);
						const block = '\n  options:\n    - name: ndots\n      value: "2"';
						return editor.set([...base, 'dnsConfig'], { block }, { first: true })
							? editor.edits()
							: undefined;
					},
				});
			}
			// The name in a certificate has no final dot.
			if (!/^(?:https|wss|grpcs)$/.test(mention.scheme ?? '')) fixes.push(dotFix(mention, object, context));
			yield {
				path: mention.field.path,
				within: { start: mention.start, end: mention.end },
				message: `Each lookup of ${mention.host} takes ${queries.length} queries, ${queries.length - 2} of them in the cluster's search domains, because it has fewer dots than ndots. Where that matters, set ndots to ${wanted} in dnsConfig or write ${mention.host}. with a final dot.`,
				fixes,
			};
			return;
		}
	},
};

function dotFix(mention: HostMention, object: IndexedObject, context: RuleContext): Fix {
	return {
		title: `Write ${mention.host}. with a final dot (nothing is searched)`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(context.workspace, object);
			return editor.replacePart(mention.field.path, mention, `${mention.host}.`) ? editor.edits() : undefined;
		},
	};
}

/** Suffixes that hosts of the internet have and namespaces have not; the two-letter ones are countries'. */
const publicSuffix =
	/^(?:com|org|net|io|dev|app|cloud|ai|gov|edu|mil|int|info|biz|tech|online|site|xyz|[a-z]{2})$/;

/** A host that a program is told in a variable or as a URL alone, looks like one of the internet, and is no name of the cluster. */
function isOutside(mention: HostMention, object: IndexedObject, context: RuleContext): boolean {
	const { field, host, form, scheme } = mention;
	// What a script fetches, it fetches once.
	const isUrlAlone = field.source === 'argument' && scheme !== undefined && !/\s/.test(field.text);
	if (field.source !== 'variable' && !isUrlAlone) return false;
	if (form === 'service-record' || host.endsWith('.')) return false;
	const last = host.slice(host.lastIndexOf('.') + 1).toLowerCase();
	if (!host.includes('.') || !publicSuffix.test(last)) return false;
	const names = new NameLookup(context.lookup, object.scope);
	// `pg-0.pg` is a Pod, not a host in Papua New Guinea.
	if (names.services(object.namespace, last).length > 0 || host.startsWith(`${last}-`)) return false;
	return (
		!names.knowsNamespace(last) && targetOf(names, host, object, context.settings.clusterDomain) === undefined
	);
}
