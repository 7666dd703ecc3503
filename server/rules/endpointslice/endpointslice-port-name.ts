import { managedByLabel } from '../../kubernetes/objects/endpointslice.ts';
import { isHeadless, type ServicePort } from '../../kubernetes/objects/service.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import type { IndexedService } from '../../workspace/service-backing.ts';
import {
	asSlice,
	endpointSliceKind,
	type IndexedSlice,
	isSelectorless,
	serviceOfSlice,
	slicesOf,
} from '../../workspace/slices-of-service.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Finding, Fix, Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { listText, nameOf } from '../wording.ts';
import { legacyService, legacySlice } from './example-slice.ts';

export const endpointslicePortName: Rule = {
	id: 'endpointslice-port-name',
	severity: 'warning',
	kinds: [endpointSliceKind],
	fixable: true,
	docs: {
		title: 'EndpointSlice port that no port of the Service goes to',
		what: 'A port of the slice has a name (or protocol) that no port of its Service has, while a Service port has no slice port.',
		why: 'kube-proxy matches the ports of slices to those of the Service by name and protocol; the numbers do not matter. Without a match the Service port has no backend, and connections are refused.',
		whatToDo: 'Give the slice port the Service port’s name; both unnamed is a match too.',
		invalid: exampleFiles(legacySlice({ ports: [{ name: 'pg', port: 5432, protocol: 'TCP' }] }), {
			'service.yaml': legacyService,
		}),
		valid: exampleFiles(legacySlice(), { 'service.yaml': legacyService }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors'],
	},
	*check(object, context) {
		const target = asSlice(object);
		if (target === undefined || !isWrittenOut(object) || isManaged(target)) return;
		const service = serviceOfSlice(context.lookup, target);
		if (service === undefined || !isSelectorless(service) || !isWrittenOut(service.indexed)) return;
		// Without a virtual IP nothing matches ports: DNS answers with what the slice has.
		if (isHeadless(service.service.spec) || service.service.spec.ports.length === 0) return;
		if (context.isPatched(object) || context.isPatched(service.indexed)) return;
		const offered = slicesOf(context.lookup, service).flatMap(({ slice }) => slice.ports);
		const unserved = service.service.spec.ports.filter(
			(port) => !offered.some((other) => other.name === port.name && protocolOf(other) === port.protocol),
		);
		if (unserved.length === 0) return;
		for (const [index, port] of target.slice.ports.entries()) {
			const namesake = service.service.spec.ports.find(({ name }) => name === port.name);
			if (namesake !== undefined && namesake.protocol === protocolOf(port)) continue;
			yield findingFor(target, service, index, unserved, namesake, context);
		}
	},
};

/** Slices of controllers (in a snapshot) follow the Service by themselves. */
function isManaged({ slice }: IndexedSlice): boolean {
	return slice.metadata.labels[managedByLabel]?.endsWith('.k8s.io') ?? false;
}

function protocolOf({ protocol }: { readonly protocol: string }): string {
	return protocol || 'TCP';
}

function findingFor(
	target: IndexedSlice,
	{ indexed, service }: IndexedService,
	index: number,
	unserved: readonly ServicePort[],
	namesake: ServicePort | undefined,
	{ workspace }: RuleContext,
): Finding {
	const port = target.slice.ports[index];
	const base = ['ports', index] as const;
	const said = port?.name === undefined || port.name === '' ? 'has no name' : `is called ${port.name}`;
	const related = [
		{
			object: indexed,
			path: ['spec', 'ports', service.spec.ports.indexOf(namesake ?? unserved[0] ?? emptyPort)],
			message: `The ports of ${nameOf(indexed)}`,
		},
	];
	const edit = (change: (editor: FieldEditor) => boolean) => () => {
		const editor = new FieldEditor(workspace, target.indexed);
		return change(editor) ? editor.edits() : undefined;
	};
	if (namesake !== undefined) {
		return {
			path: [...base, 'protocol'],
			message: `This port ${said}, as port ${namesake.port} of ${nameOf(indexed)}, but its protocol is ${protocolOf(port ?? emptyPort)} and the Service's is ${namesake.protocol}: kube-proxy matches both.`,
			related,
			fixes: [
				{
					title: `Set protocol to ${namesake.protocol}`,
					safe: false,
					edits: edit((editor) => editor.set([...base, 'protocol'], namesake.protocol)),
				},
			],
		};
	}
	return {
		path: [...base, 'name'],
		message: `This port ${said}, but ${nameOf(indexed)} has ${listText(unserved.map(describe))} without an endpoint: kube-proxy matches slice ports to Service ports by name.`,
		related,
		fixes: unserved.slice(0, 3).map(
			({ name }): Fix =>
				name === ''
					? {
							title: "Remove the name: the Service's port has none",
							safe: false,
							edits: edit((editor) => editor.remove([...base, 'name'])),
						}
					: {
							title: `Set name to ${name}, the Service's port`,
							safe: false,
							edits: edit((editor) => editor.set([...base, 'name'], name, { first: true })),
						},
		),
	};
}

const emptyPort: ServicePort = { name: '', protocol: 'TCP', port: 0, targetPort: 0 };

function describe({ name, port, protocol }: ServicePort): string {
	return name === '' ? `an unnamed port ${port}/${protocol}` : `port ${name}`;
}
