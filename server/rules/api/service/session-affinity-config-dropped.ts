import { objectAt, stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleService } from '../../example-manifests.ts';
import type { Rule } from '../../rule.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { mayBeOtherwise } from '../statement.ts';

const config = 'sessionAffinityConfig:\n  clientIP:\n    timeoutSeconds: 600';
const path = ['spec', 'sessionAffinityConfig'];
const affinityPath = ['spec', 'sessionAffinity'];

export const sessionAffinityConfigDropped: Rule = {
	id: 'session-affinity-config-dropped',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'sessionAffinityConfig without sessionAffinity: ClientIP',
		what: 'A Service has a `sessionAffinityConfig`, and `sessionAffinity` is absent or `None`.',
		why: 'The default is `None`, and with it the API server drops `sessionAffinityConfig` in silence: the Service has no affinity at all.',
		whatToDo: 'Set `sessionAffinity: ClientIP`, or remove the settings.',
		invalid: exampleService({ name: 'web', spec: config }),
		valid: exampleService({ name: 'web', spec: `sessionAffinity: ClientIP\n${config}` }),
		links: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity'],
	},
	*check(object, context) {
		const spec = objectAt(object.object.value, 'spec');
		if (Object.keys(objectAt(spec, 'sessionAffinityConfig')).length === 0) return;
		if ((stringAt(spec, 'sessionAffinity') || 'None') !== 'None') return;
		if (mayBeOtherwise(object, affinityPath, context)) return;
		const target = { object, context };
		yield {
			path,
			on: 'key',
			message:
				'sessionAffinity is None, so the API server drops sessionAffinityConfig in silence: clients do not stick to a Pod.',
			fixes: [
				setFix(target, affinityPath, 'ClientIP', { title: 'Set sessionAffinity: ClientIP' }),
				removeFix(target, path),
			],
		};
	},
};
