import { isHeadless } from '../../kubernetes/objects/service.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { muslOf } from '../../workspace/image-libc.ts';
import { type IndexedObject, isWorkload } from '../../workspace/object-index.ts';
import { podSpecPath } from '../../workspace/pod-template.ts';
import { servicesSelecting } from '../../workspace/service-references.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleWorkload } from '../example-manifests.ts';
import { mentionsOfService, type ServiceMention } from '../mention-targets.ts';
import { askAsPod, podSpecOf } from '../names/name-answer.ts';
import { serviceAndStatefulSet } from '../names/name-rule.ts';
import type { Fix, Rule } from '../rule.ts';

const shards = (image: string) =>
	exampleFiles(serviceAndStatefulSet('shard', 'data', { replicas: 100, number: 7000 }), {
		'client.yaml': exampleWorkload({
			name: 'router',
			namespace: 'data',
			container: 'env:\n  - name: SHARDS\n    value: shard.data.svc.cluster.local:7000',
		}).replace('registry.example/router:1', image),
	});

/** The first Alpine whose musl asks again over TCP is 3.18; this one is newer. */
const newerAlpine = '3.22';

export const dnsAnswerTruncated: Rule = {
	id: 'dns-answer-truncated',
	severity: 'warning',
	kinds: ['StatefulSet.apps', 'Deployment.apps', 'ReplicaSet.apps'],
	fixable: true,
	docs: {
		title: 'More Pods than an old Alpine client sees',
		what: 'A headless Service has more Pods than fit into a DNS answer of 512 bytes, and a client from an Alpine image before 3.18 asks for it.',
		why: 'musl before 1.2.4 does not ask again over TCP when an answer is cut. The program gets about 29 addresses, and the other Pods get no traffic from it.',
		whatToDo: 'Use a newer base image for the client, or a Service with a virtual IP.',
		invalid: shards('alpine:3.15'),
		valid: shards('alpine:3.20'),
		links: ['https://wiki.musl-libc.org/functional-differences-from-glibc.html#Name-Resolver/DNS'],
	},
	*check(object, context) {
		const { typed } = object;
		// Fewer addresses fit into any answer.
		if (!isWorkload(typed) || typed.replicas === undefined || typed.replicas < 20) return;
		for (const service of servicesSelecting(context.lookup, object)) {
			if (!isHeadless(service.service.spec) || context.isPatched(object)) continue;
			const [client] = [...mentionsOfService(service, context)].filter(isOldAlpine);
			if (client === undefined) continue;
			const seen = addressesSeen(client, context);
			if (seen === undefined || seen >= typed.replicas) continue;
			const { name } = service.service.metadata;
			const image = imageOf(client);
			yield {
				path: ['spec', 'replicas'],
				message: `${client.object.object.kind} ${client.object.name} (${image}) gets only ${seen} of the ${typed.replicas} addresses of headless Service ${name}: its musl does not ask again over TCP when an answer is cut at 512 bytes.`,
				related: [
					{
						object: client.object,
						path: client.mention.field.path,
						message: `Asks for ${client.mention.host} from ${image}`,
					},
				],
				fixes: newerImageFix(client, context),
			};
			return;
		}
	},
};

function imageOf({ object, mention }: ServiceMention): string {
	const { container } = mention.field;
	const [list, index] = container?.slice(podSpecPath(object.object)?.length ?? 0) ?? [];
	const spec = podSpecOf(object);
	const containers = list === 'initContainers' ? spec?.initContainers : spec?.containers;
	return typeof index === 'number' ? (containers?.[index]?.image ?? '') : '';
}

function isOldAlpine(client: ServiceMention): boolean {
	const { reading } = client;
	return (
		reading.pod === undefined && reading.record === undefined && muslOf(imageOf(client)) === 'musl-1.2.3'
	);
}

function addressesSeen({ object, mention }: ServiceMention, context: RuleContext): number | undefined {
	const pod = podSpecOf(object);
	const { outcome } = askAsPod(context, {
		name: mention.host,
		namespace: object.namespace,
		resolver: 'musl-1.2.3',
		family: 'ipv4',
		...(pod === undefined ? {} : { pod }),
	}).resolution;
	return outcome.kind === 'addresses' ? outcome.addresses.length : undefined;
}

/** For plain Alpine images the newer one has the same name. */
function newerImageFix(client: ServiceMention, context: RuleContext): readonly Fix[] {
	const { container } = client.mention.field;
	const match = /^((?:docker\.io\/)?(?:library\/)?alpine:)3\.\d+(?:\.\d+)?$/.exec(imageOf(client));
	if (match === null || container === undefined) return [];
	const image = `${match[1]}${newerAlpine}`;
	return [
		{
			title: `Use ${image} in ${client.object.object.kind} ${client.object.name} (its musl asks again over TCP)`,
			safe: false,
			edits: () => {
				const editor = new FieldEditor(context.workspace, client.object as IndexedObject);
				return editor.set([...container, 'image'], image) ? editor.edits() : undefined;
			},
		},
	];
}
