import { isList, isObject, objectAt, stringAt } from '../../../kubernetes/objects/json.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import { isTemplated, type RuleContext } from '../../context.ts';
import { exampleService } from '../../example-manifests.ts';
import type { Finding, Rule } from '../../rule.ts';
import { removeFix, setFix } from '../api-fixes.ts';

const ports = (port: number) => `- name: http\n  port: 80\n  targetPort: http\n  nodePort: ${port}`;

export const nodePortRange: Rule = {
	id: 'node-port-range',
	severity: 'info',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'nodePort outside the cluster’s range',
		what: 'A `nodePort` (or `healthCheckNodePort`) lies outside the range from which the cluster gives node ports: 30000-32767 unless it was started with `--service-node-port-range`.',
		why: 'The API server refuses the Service: “provided port is not in the valid range”. As long as the setting `nodePortRange` does not say what your cluster’s range is, this is information only.',
		whatToDo:
			'Use a port of the range, or leave `nodePort` out: then the cluster picks one. If your cluster has another range, set `nodePortRange`.',
		invalid: exampleService({ name: 'web', spec: 'type: NodePort', ports: ports(8080) }),
		valid: exampleService({ name: 'web', spec: 'type: NodePort', ports: ports(30080) }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#nodeport-custom-port'],
	},
	*check(object, context) {
		const spec = objectAt(object.object.value, 'spec');
		const type = stringAt(spec, 'type');
		if (type !== 'NodePort' && type !== 'LoadBalancer') return;
		const entries = isList(spec.ports) ? spec.ports : [];
		for (const [index, entry] of entries.entries()) {
			if (isObject(entry))
				yield* outside(entry.nodePort, ['spec', 'ports', index, 'nodePort'], object, context);
		}
		if (type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local') {
			yield* outside(spec.healthCheckNodePort, ['spec', 'healthCheckNodePort'], object, context);
		}
	},
};

function* outside(
	port: unknown,
	path: readonly (string | number)[],
	object: IndexedObject,
	context: RuleContext,
): Iterable<Finding> {
	const { from, to } = context.settings.nodePortRange;
	const isSet = context.settings.nodePortRangeSet;
	if (typeof port !== 'number' || port < 1 || port > 65535 || (port >= from && port <= to)) return;
	if (isTemplated(object, path)) return;
	const message = `provided port is not in the valid range. The range of valid ports is ${from}-${to}`;
	const inside = from + (port % 1000);
	yield {
		path,
		...(isSet ? { severity: 'error' as const } : {}),
		api: { verdict: 'rejects', reason: 'FieldValueInvalid', message },
		message: isSet
			? `The cluster gives node ports from ${from} to ${to}: the API server refuses ${port}.`
			: `Most clusters give node ports from ${from} to ${to}, and their API server refuses ${port}.`,
		fixes: [
			...(inside <= to ? [setFix({ object, context }, path, inside)] : []),
			removeFix({ object, context }, path, { title: `Remove ${String(path.at(-1))}: the cluster picks one` }),
		],
	};
}
