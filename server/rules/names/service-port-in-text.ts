import { isHeadless } from '../../kubernetes/objects/service.ts';
import { resolveTargetPort } from '../../kubernetes/target-port.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { isHostKey, isImageKey } from '../../workspace/host-names/host-key.ts';
import type { HostMention } from '../../workspace/host-names/host-mention.ts';
import { backingOf, podSpecsOf } from '../../workspace/service-backing.ts';
import { isTemplated, type RuleContext } from '../context.ts';
import { type MentionedService, mentionedServices } from '../mention-targets.ts';
import type { Fix, Rule } from '../rule.ts';
import { listText } from '../wording.ts';
import { exampleClient, withService } from './name-rule.ts';

const url = (port: string) =>
	withService(
		exampleClient('shop', 'CATALOG_URL', `http://catalog.shop:${port}/items`),
		'catalog',
		'shop',
		80,
	);

export const servicePortInText: Rule = {
	id: 'service-port-in-text',
	severity: 'warning',
	kinds: ['*'],
	fixable: true,
	docs: {
		title: 'Port that the Service does not have',
		what: 'A URL or `host:port` leads to a Service with a virtual IP and names a port that is not in its `ports`.',
		why: 'The virtual IP answers on the Service’s own ports only, whatever the Pods listen on: the connection is refused. (A headless Service is different: there the Pods’ own ports count.)',
		whatToDo: 'Write a port of the Service, or add the port to it.',
		invalid: url('8080'),
		valid: url('80'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	*check(object, context) {
		for (const target of mentionedServices(object, context)) {
			const { mention } = target;
			const { port } = mention;
			if (port === undefined || target.reading.pod !== undefined || !isPort(mention, port.number)) continue;
			const ports = portsOf(target, context);
			if (ports === undefined || ports.some((own) => own.port === port.number)) continue;
			const { service } = target.service;
			const numbers = listText(ports.map((own) => String(own.port)));
			const isPods = ports.some((own) => own.target === port.number);
			const own = isPods ? `${port.number} is the Pods' port, and the virtual IP` : 'the virtual IP';
			yield {
				path: mention.field.path,
				within: { start: port.start, end: port.end },
				message: `Service ${service.metadata.name} has no port ${port.number}: ${own} answers on ${numbers} only, so connections are refused.`,
				related: [{ object: target.service.indexed, path: ['spec', 'ports'], message: `Ports: ${numbers}` }],
				fixes: ports
					.toSorted((a, b) => Number(b.target === port.number) - Number(a.target === port.number))
					.slice(0, 4)
					.map((wanted) => {
						const named = wanted.name === '' ? '' : ` (${wanted.name})`;
						return {
							title: `Write port ${wanted.port}${named} of Service ${service.metadata.name}`,
							safe: false,
							edits: () => {
								const editor = new FieldEditor(context.workspace, object);
								return editor.replacePart(mention.field.path, port, String(wanted.port))
									? editor.edits()
									: undefined;
							},
						} satisfies Fix;
					}),
			};
		}
	},
};

/** Before a number, a word that is no URL may be an image or a setting: then only usual ports count. */
function isPort({ form, key, field }: HostMention, number: number): boolean {
	if (number < 1 || number > 65535) return false;
	if (form !== 'host-port') return true;
	const named = key ?? field.key;
	if (named !== undefined && isHostKey(named)) return true;
	return (named === undefined || !isImageKey(named)) && (number >= 1024 || number === 80 || number === 443);
}

/** The ports of the virtual IPs that a mention leads to; undefined where something else decides. */
function portsOf(
	{ services }: MentionedService,
	context: RuleContext,
):
	| readonly { readonly port: number; readonly name: string; readonly target: number | undefined }[]
	| undefined {
	const ports = [];
	for (const target of services) {
		const { spec } = target.service;
		if (isHeadless(spec) || spec.type === 'ExternalName' || spec.ports.length === 0) return undefined;
		if (isTemplated(target.indexed, ['spec', 'ports']) || context.isPatched(target.indexed)) return undefined;
		const [podSpec] = podSpecsOf(backingOf(context.lookup, target).slice(0, 1));
		for (const port of spec.ports) {
			const { targetPort } = port;
			const resolved = podSpec === undefined ? undefined : resolveTargetPort(podSpec, port);
			ports.push({
				port: port.port,
				name: port.name,
				target: typeof targetPort === 'number' ? targetPort : resolved,
			});
		}
	}
	return ports;
}
