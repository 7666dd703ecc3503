import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Finding, Rule } from '../rule.ts';
import { nameOf, pairsText } from '../wording.ts';
import { type DanglingSelector, danglingSelectorOf } from './dangling-selector.ts';
import { moveTo } from './namespace-moves.ts';

export const selectorOtherNamespace: Rule = {
	id: 'selector-other-namespace',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Service whose Pods run in another namespace',
		what: 'No Pod in the Service’s namespace carries the labels that it selects; a workload in another namespace does, and both namespaces are written down.',
		why: 'A selector looks only into the Service’s own namespace. The Service has no endpoints there.',
		whatToDo:
			'Put the Service into the namespace of its Pods. Clients elsewhere reach it as `NAME.NAMESPACE`.',
		invalid: exampleFiles(exampleService({ name: 'catalog', namespace: 'shop' }), {
			'deployment.yaml': exampleWorkload({ name: 'catalog', namespace: 'shop-backend' }),
		}),
		valid: exampleFiles(exampleService({ name: 'catalog', namespace: 'shop-backend' }), {
			'deployment.yaml': exampleWorkload({ name: 'catalog', namespace: 'shop-backend' }),
		}),
		links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
	},
	*check(object, context) {
		const dangling = danglingSelectorOf(object, context);
		if (dangling === undefined || namesBoth(dangling) !== true) return;
		yield* otherNamespaceFinding(dangling, context);
	},
};

/** True if Service and Pods both say where they belong; undefined where no Pods elsewhere fit, or a StatefulSet's Service is meant. */
export function namesBoth({ indexed, elsewhere, governed }: DanglingSelector): boolean | undefined {
	const [source] = elsewhere;
	if (source === undefined || governed.length > 0) return undefined;
	// Where a StatefulSet there names this Service, that says more.
	if (elsewhere.some(({ typed }) => governs(typed, indexed.name))) return undefined;
	return [indexed, source].every(({ object }) => object.writtenNamespace !== '');
}

function governs(typed: DanglingSelector['indexed']['typed'], name: string): boolean {
	return typed?.kind === 'StatefulSet' && 'statefulSet' in typed && typed.statefulSet?.serviceName === name;
}

export function* otherNamespaceFinding(
	{ indexed, selector, elsewhere }: DanglingSelector,
	context: RuleContext,
): Iterable<Finding> {
	const [source] = elsewhere;
	if (source === undefined) return;
	const { namespace } = source;
	const written = indexed.object.writtenNamespace !== '';
	const moves = [
		moveTo(context, indexed, namespace, `, where the Pods of ${nameOf(source)} run`),
		moveTo(context, source, indexed.namespace, ', where the Service is'),
	];
	// An object that says nothing is mended before one that does.
	if (written && source.object.writtenNamespace === '') moves.reverse();
	yield {
		path: ['metadata', 'namespace'],
		message: `${nameOf(indexed)} is in namespace ${indexed.namespace}${written ? '' : ' (none is written)'}, but the Pods that carry ${pairsText(Object.entries(selector))} are in ${namespace}${source.object.writtenNamespace === '' ? ' (none is written)' : ''}: a selector does not cross namespaces, so the Service has no endpoints.`,
		related: [
			{ object: source, path: ['metadata', 'namespace'], message: `${nameOf(source)} is in ${namespace}` },
		],
		fixes: moves.flatMap((fix) => fix ?? []),
	};
}
