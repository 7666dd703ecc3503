import { isList, isObject, objectAt } from '../../kubernetes/objects/json.ts';
import type { PodSpec } from '../../kubernetes/objects/pod.ts';
import { countDots } from '../../resolver/names.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { muslOf } from '../../workspace/image-libc.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { podGroupKinds, podSpecPath, writtenPodSpec } from '../../workspace/pod-template.ts';
import { isTemplated } from '../context.ts';
import { exampleFiles, exampleWorkload } from '../example-manifests.ts';
import { type MentionedService, mentionedServices } from '../mention-targets.ts';
import { askAsPod, podSpecOf } from '../names/name-answer.ts';
import { serviceAndDeployment } from '../names/name-rule.ts';
import type { Rule } from '../rule.ts';

const app = (ndots: number) =>
	exampleFiles(
		exampleWorkload({
			name: 'cart',
			namespace: 'shop',
			podSpec: `dnsConfig:\n  options:\n    - name: ndots\n      value: "${ndots}"`,
			container: 'env:\n  - name: REDIS_ADDR\n    value: redis.cache:6379',
		}).replace('cart:1', 'cart:1-alpine3.20'),
		{ 'redis.yaml': serviceAndDeployment('redis', 'cache', 6379) },
	);

export const muslNdots: Rule = {
	id: 'musl-ndots',
	severity: 'warning',
	kinds: podGroupKinds,
	fixable: true,
	docs: {
		title: 'ndots that keeps Alpine from the search list',
		what: 'A container from an Alpine image uses a name with at least as many dots as the Pod’s `ndots`, and the name needs the search list.',
		why: 'musl, Alpine’s C library, asks for such a name only as it stands; glibc would go on with the search list. `redis.cache` is NXDOMAIN then.',
		whatToDo: 'Raise `ndots` above the dots of the name, or write the full name.',
		invalid: app(1),
		valid: app(2),
		links: ['https://wiki.musl-libc.org/functional-differences-from-glibc.html#Name-Resolver/DNS'],
	},
	*check(object, context) {
		const base = podSpecPath(object.object);
		const spec = podSpecOf(object);
		const option = spec?.dnsConfig?.options.find(({ name }) => name === 'ndots');
		if (base === undefined || spec === undefined || option?.value === undefined) return;
		const options = objectAt(writtenPodSpec(object.object), 'dnsConfig').options;
		const index = isList(options)
			? options.findIndex((entry) => isObject(entry) && entry.name === 'ndots')
			: -1;
		const path = [...base, 'dnsConfig', 'options', index, 'value'];
		if (index === -1 || isTemplated(object, path) || context.isPatched(object)) return;
		for (const target of mentionedServices(object, context)) {
			const { mention, namespace, reading } = target;
			const resolver = resolverOf(target, object, spec);
			const dots = countDots(mention.host);
			if (resolver === undefined || dots < Number(option.value) || reading.form === 'full') continue;
			const answer = askAsPod(context, {
				name: mention.host,
				namespace: object.namespace,
				pod: spec,
				resolver,
			});
			if (answer.resolution.outcome.kind !== 'error') continue;
			const full = [...(reading.pod === undefined ? [] : [reading.pod]), reading.service, namespace, 'svc'];
			const host = [...full, context.settings.clusterDomain].join('.');
			yield {
				path,
				message: `With ndots ${option.value} the Alpine image asks for ${mention.host} only as it stands (${dots} ${dots === 1 ? 'dot' : 'dots'}), never with the search list: NXDOMAIN. Raise ndots to ${dots + 1}, or write ${host}.`,
				related: [{ object, path: mention.field.path, message: `Uses ${mention.host}` }],
				fixes: [
					{
						title: `Set ndots to ${dots + 1}`,
						safe: false,
						edits: () => {
							const editor = new FieldEditor(context.workspace, object);
							return editor.set(path, String(dots + 1)) ? editor.edits() : undefined;
						},
					},
					{
						title: `Write the full name ${host}`,
						safe: false,
						edits: () => {
							const editor = new FieldEditor(context.workspace, object);
							return editor.replacePart(mention.field.path, mention, host) ? editor.edits() : undefined;
						},
					},
				],
			};
			return;
		}
	},
};

/** The resolver of the container that a mention belongs to, if its image says so. */
function resolverOf(
	{ mention }: MentionedService,
	object: IndexedObject,
	spec: PodSpec,
): ReturnType<typeof muslOf> {
	const [list, index] = mention.field.container?.slice(podSpecPath(object.object)?.length ?? 0) ?? [];
	if (typeof index !== 'number') return undefined;
	const containers = list === 'initContainers' ? spec.initContainers : spec.containers;
	return muslOf(containers[index]?.image ?? '');
}
