import { isHeadless } from '../../kubernetes/objects/service.ts';
import { resolveTargetPort } from '../../kubernetes/target-port.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { asService, governedBy, type IndexedService, podSpecsOf } from '../../workspace/service-backing.ts';
import { caughtBy, tellingPairs } from '../../workspace/service-controllers.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { listText, nameOf, pairsText, pairText } from '../wording.ts';
import { isWrittenOut } from './dangling-selector.ts';

const shop = {
	'web.yaml': exampleWorkload({
		name: 'web',
		labels: { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'shop' },
	}),
	'db.yaml': exampleWorkload({
		name: 'db',
		labels: { 'app.kubernetes.io/name': 'db', 'app.kubernetes.io/part-of': 'shop' },
		container: 'ports:\n  - name: postgres\n    containerPort: 5432',
	}),
};

export const selectorCatchesSeveral: Rule = {
	id: 'selector-catches-several',
	severity: 'info',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Selector that catches the Pods of several workloads',
		what: 'The Service’s selector picks the Pods of more than one Deployment, StatefulSet or DaemonSet.',
		why: 'Connections are spread over all of them. For a canary that is the point; for a front end whose selector also fits its database it means that a part of the connections fails.',
		whatToDo: 'If only one workload is meant, add a pair to the selector that only its Pods carry.',
		invalid: exampleFiles(exampleService({ name: 'web', selector: 'app.kubernetes.io/part-of: shop' }), shop),
		valid: exampleFiles(exampleService({ name: 'web', selector: 'app.kubernetes.io/name: web' }), shop),
		links: ['https://kubernetes.io/docs/concepts/workloads/management/#canary-deployments'],
	},
	*check(object, context) {
		const target = asService(object);
		if (target === undefined || !isWrittenOut(object) || context.isPatched(object)) return;
		const { lasting } = caughtBy(context.lookup, target);
		if (lasting.length < 2 || lasting.some((source) => !isWrittenOut(source))) return;
		const governed = new Set(governedBy(context.lookup, target).map(({ indexed }) => indexed));
		if (lasting.every((source) => governed.has(source))) return;
		const deaf = lasting.filter((source) => missesPort(target, source));
		const served = deaf.length === lasting.length ? [] : deaf;
		yield {
			path: ['spec', 'selector'],
			message: messageFor(target, lasting, served),
			related: lasting
				.slice(0, 5)
				.map((item) => ({ object: item, path: ['metadata', 'name'], message: nameOf(item) })),
			fixes: fixesFor(target, lasting, served, context),
		};
	},
};

function messageFor(
	{ service: { spec } }: IndexedService,
	lasting: readonly IndexedObject[],
	deaf: readonly IndexedObject[],
): string {
	const selected = `${pairsText(Object.entries(spec.selector ?? {}))} selects the Pods of ${listText(lasting.map(nameOf))}`;
	const spread = isHeadless(spec)
		? 'DNS answers with the addresses of all of them'
		: 'connections are spread over all of them';
	if (deaf.length === 0) return `${selected}: ${spread}.`;
	const targets = spec.ports.map(({ targetPort }) => targetPort);
	// A Pod without the named port becomes an endpoint without a port, which kube-proxy passes over.
	if (targets.every((target) => typeof target === 'string') && !isHeadless(spec)) {
		const [name, ...names] = new Set(targets);
		const missed = names.length === 0 ? `no port named ${name}` : "none of the Service's named ports";
		return `${selected}: those of ${listText(deaf.map(nameOf))} declare ${missed}, so they are endpoints that get no connections.`;
	}
	return `${selected}: ${spread}. ${listText(deaf.map(nameOf))} ${deaf.length === 1 ? 'does' : 'do'} not declare the Service's target port.`;
}

/** True if nothing that a workload's containers declare is what the Service leads to; a number may be served undeclared. */
function missesPort({ service }: IndexedService, source: IndexedObject): boolean {
	return podSpecsOf([source]).every((spec) => {
		const declared = spec.containers.flatMap(({ ports }) => ports);
		return service.spec.ports.every((port) => {
			const number = resolveTargetPort(spec, port);
			if (typeof port.targetPort === 'string') return number === undefined;
			return declared.length > 0 && !declared.some(({ containerPort }) => containerPort === number);
		});
	});
}

function fixesFor(
	{ indexed }: IndexedService,
	lasting: readonly IndexedObject[],
	deaf: readonly IndexedObject[],
	context: RuleContext,
): readonly Fix[] {
	const meant = lasting
		.filter((source) => !deaf.includes(source))
		.toSorted((a, b) => Number(b.name === indexed.name) - Number(a.name === indexed.name));
	return meant.slice(0, 3).flatMap((source): readonly Fix[] => {
		const others = lasting.filter((other) => other !== source);
		const [pair] = tellingPairs([source], others);
		if (pair === undefined) return [];
		const [key, value] = pair;
		return [
			{
				title: `Add ${pairText(key, value)} to the selector: only ${nameOf(source)} carries it`,
				safe: false,
				edits: () => {
					const editor = new FieldEditor(context.workspace, indexed);
					return editor.set(['spec', 'selector', key], value) ? editor.edits() : undefined;
				},
			},
		];
	});
}
