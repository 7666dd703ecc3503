import { suggest } from '../../kubernetes/decoding/suggestion.ts';
import type { ServicePort } from '../../kubernetes/objects/service.ts';
import { portNameErrors } from '../../kubernetes/validation/names.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { listText, nameOf } from '../wording.ts';
import { type KnownBacking, knownBackingOf, likelyTargets, portName } from './known-backing.ts';

export const targetPortName: Rule = {
	id: 'target-port-name',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Named targetPort that no container declares',
		what: 'The Service’s `targetPort` is a name, and no container of the Pods behind it declares a port of that name.',
		why: 'A name is looked up in the containers’ `ports`, sidecars (init containers that stay) included. Where it is not found, the EndpointSlice has the addresses but no port: connections to the Service are refused, and SRV records are missing.',
		whatToDo:
			'Use a name that the container declares, give the container port that name, or write the number.',
		invalid: exampleFiles(
			exampleService({ name: 'web', ports: '- name: http\n  port: 80\n  targetPort: web' }),
			{ 'deployment.yaml': exampleWorkload({ name: 'web' }) },
		),
		valid: exampleFiles(
			exampleService({ name: 'web', ports: '- name: http\n  port: 80\n  targetPort: http' }),
			{ 'deployment.yaml': exampleWorkload({ name: 'web' }) },
		),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	*check(object, context) {
		if (!hasNamedTarget(object.typed)) return;
		const known = knownBackingOf(object, context);
		if (known === undefined) return;
		for (const [index, port] of known.service.spec.ports.entries()) {
			const name = port.targetPort;
			if (typeof name !== 'string' || portNameErrors(name).length > 0 || isInjected(name)) continue;
			if (known.declared.some((declaration) => declaration.port.name === name)) continue;
			const declared = [...new Set(known.declared.map(portName))];
			yield {
				path: ['spec', 'ports', index, 'targetPort'],
				message: `No container behind ${nameOf(object)} declares a port named ${name} (${declared.length === 0 ? 'they declare none' : `they declare ${listText(declared)}`}), so port ${port.port} leads nowhere.`,
				related: known.backing.slice(0, 3).map((source) => ({
					object: source,
					path: known.declared.find((declaration) => declaration.object === source)?.path ?? ['spec'],
					message: `The ports of ${nameOf(source)}`,
				})),
				fixes: fixesFor(known, index, port, context),
			};
		}
	},
};

function hasNamedTarget(typed: KnownBacking['indexed']['typed']): boolean {
	return (
		typed?.kind === 'Service' && typed.spec.ports.some(({ targetPort }) => typeof targetPort === 'string')
	);
}

/** Sidecars that an admission webhook adds declare ports that no manifest shows. */
function isInjected(name: string): boolean {
	return /envoy|istio|linkerd|dapr|mesh|consul|kuma/.test(name);
}

function fixesFor(
	known: KnownBacking,
	index: number,
	port: ServicePort,
	context: RuleContext,
): readonly Fix[] {
	const { indexed } = known;
	const path = ['spec', 'ports', index, 'targetPort'] as const;
	const wanted = String(port.targetPort);
	const targets = likelyTargets(known, port);
	const near = suggest(
		wanted,
		targets.map((target) => target.port.name).filter((name) => name !== ''),
	);
	const named = targets
		.filter((target) => target.port.name !== '')
		.toSorted((a, b) => Number(b.port.name === near) - Number(a.port.name === near));
	const unnamed = targets.filter((target) => target.port.name === '');
	const setTo = (value: string | number, title: string): Fix => ({
		title,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(context.workspace, indexed);
			return editor.set(path, value) ? editor.edits() : undefined;
		},
	});
	return [
		...unnamed.slice(0, 1).map(
			(target): Fix => ({
				title: `Name container port ${target.port.containerPort} of ${nameOf(target.object)} ${wanted}`,
				safe: false,
				edits: () => {
					const editor = new FieldEditor(context.workspace, target.object);
					return editor.set([...target.path, 'name'], wanted, { first: true }) ? editor.edits() : undefined;
				},
			}),
		),
		...named
			.slice(0, 3)
			.map((target) =>
				setTo(target.port.name, `Set targetPort to ${target.port.name} (${target.port.containerPort})`),
			),
		...unnamed
			.slice(0, 1)
			.map((target) =>
				setTo(
					target.port.containerPort,
					`Set targetPort to ${target.port.containerPort}, the container's port`,
				),
			),
	];
}
