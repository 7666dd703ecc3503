import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { danglingSelectorOf } from './dangling-selector.ts';
import { namesBoth, otherNamespaceFinding } from './selector-other-namespace.ts';

export const selectorNamespaceOmitted: Rule = {
	id: 'selector-namespace-omitted',
	severity: 'info',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Namespace written on the Pods or on the Service only',
		what: 'The Service selects Pods that stand beside it in the manifests, but only one of the two says which namespace it belongs to.',
		why: 'What says nothing goes to the current namespace of whoever applies it (`default` if nobody chose one). Unless that happens to be the other’s namespace, the Service has no endpoints.',
		whatToDo: 'Write the namespace on both, or on neither.',
		invalid: exampleFiles(exampleService({ name: 'catalog' }), {
			'deployment.yaml': exampleWorkload({ name: 'catalog', namespace: 'shop' }),
		}),
		valid: exampleFiles(exampleService({ name: 'catalog', namespace: 'shop' }), {
			'deployment.yaml': exampleWorkload({ name: 'catalog', namespace: 'shop' }),
		}),
		links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
	},
	*check(object, context) {
		const dangling = danglingSelectorOf(object, context);
		if (dangling === undefined || namesBoth(dangling) !== false) return;
		yield* otherNamespaceFinding(dangling, context);
	},
};
