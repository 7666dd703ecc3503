import { isHeadless } from '../../kubernetes/objects/service.ts';
import { resolveTargetPort } from '../../kubernetes/target-port.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { textFieldsOf } from '../../workspace/host-names/text-fields.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { backingOf, podSpecsOf } from '../../workspace/service-backing.ts';
import { isRefusal, switchToHeadless } from '../../workspace/service-edits.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import { type MentionedService, mentionedServices } from '../mention-targets.ts';
import type { Fix, Rule } from '../rule.ts';
import { podsBehind } from './headless-mentions.ts';

const app = (spec?: string) =>
	exampleFiles(
		exampleWorkload({
			name: 'web',
			namespace: 'shop',
			container: [
				'env:',
				'  - name: ORDERS_TARGET',
				'    value: dns:///orders.shop.svc.cluster.local:50051',
				'  - name: GRPC_LB_POLICY',
				'    value: round_robin',
			].join('\n'),
		}),
		{
			'service.yaml': exampleService({
				name: 'orders',
				namespace: 'shop',
				...(spec === undefined ? {} : { spec }),
				ports: '- name: grpc\n  port: 50051\n  targetPort: grpc',
			}),
			'orders.yaml': exampleWorkload({
				name: 'orders',
				namespace: 'shop',
				spec: 'replicas: 2',
				container: 'ports:\n  - name: grpc\n    containerPort: 50051',
			}),
		},
	);

export const grpcRoundRobinOverVirtualIp: Rule = {
	id: 'grpc-round-robin-over-virtual-ip',
	severity: 'warning',
	kinds: ['*'],
	fixable: true,
	docs: {
		title: 'gRPC round_robin over a virtual IP',
		what: 'A program is told to balance gRPC calls with `round_robin`, and its target is a Service with a virtual IP.',
		why: 'The resolver gets one address, the virtual IP, so there is nothing to go round: one connection carries all calls, to the Pod that kube-proxy picked for it.',
		whatToDo: 'Use a headless Service, whose DNS answer lists the Pods, or leave balancing to a mesh.',
		invalid: app(),
		valid: app('clusterIP: None'),
		links: ['https://grpc.io/docs/guides/custom-load-balancing/'],
	},
	*check(object, context) {
		for (const target of mentionedServices(object, context)) {
			const { mention, service, reading } = target;
			const { spec } = service.service;
			if (spec.type === 'ExternalName' || isHeadless(spec) || reading.pod !== undefined) continue;
			if (!speaksGrpc(target) || !isToldToGoRound(object, target)) continue;
			const pods = podsBehind(service, context);
			if (pods === 1 || (pods === undefined && !context.seesWholeScope())) continue;
			if (context.isPatched(service.indexed)) continue;
			const { name } = service.service.metadata;
			yield {
				path: mention.field.path,
				within: { start: mention.start, end: mention.end },
				message: `round_robin gets one address here, the virtual IP of Service ${name}: one connection carries all calls to one Pod. A headless Service lists the Pods.`,
				related: [
					{
						object: service.indexed,
						path: ['spec', 'clusterIP'],
						message: `Service ${name} has a virtual IP`,
					},
				],
				fixes: [headlessFix(object, target, context)],
			};
		}
	},
};

/** `dns:///…` is gRPC's own way to write a target; otherwise the Service's port says what it speaks. */
function speaksGrpc({ mention, service }: MentionedService): boolean {
	if (mention.scheme === 'dns') return true;
	if (mention.scheme !== undefined && mention.scheme !== 'grpc') return false;
	const port = service.service.spec.ports.find((own) => own.port === mention.port?.number);
	return port !== undefined && (/grpc/.test(port.name) || /grpc/.test(port.appProtocol ?? ''));
}

function isToldToGoRound(object: IndexedObject, { mention }: MentionedService): boolean {
	const { field } = mention;
	if (/round_?robin/i.test(field.text)) return true;
	if (field.container === undefined) return false;
	const own = field.container.join('/');
	return textFieldsOf(object.object).some(
		({ container, text }) =>
			container?.join('/') === own && /^["']?round_?robin["']?$|\bround_robin\b/i.test(text),
	);
}

function headlessFix(object: IndexedObject, target: MentionedService, context: RuleContext): Fix {
	const { mention, service } = target;
	return {
		title: `Make Service ${service.service.metadata.name} headless (clusterIP: None)`,
		safe: false,
		edits: () => {
			const change = switchToHeadless(context.workspace, service, false);
			if (isRefusal(change)) return undefined;
			const port = service.service.spec.ports.find((own) => own.port === mention.port?.number);
			const [podSpec] = podSpecsOf(backingOf(context.lookup, service));
			const number =
				port === undefined || podSpec === undefined ? undefined : resolveTargetPort(podSpec, port);
			if (mention.port === undefined || number === undefined || number === mention.port.number)
				return change.edits;
			// Headless Services do not translate ports: the client dials the Pods' own.
			const editor = new FieldEditor(context.workspace, object);
			return editor.replacePart(mention.field.path, mention.port, String(number))
				? [...change.edits, ...editor.edits()]
				: undefined;
		},
	};
}
