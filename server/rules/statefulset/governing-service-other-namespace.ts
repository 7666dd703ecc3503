import { asStatefulSet, governingServices, isComplete } from '../../workspace/governing.ts';
import { asService } from '../../workspace/service-backing.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { moveTo } from '../selector/namespace-moves.ts';
import { nameOf } from '../wording.ts';
import { movedServices } from './missing-governing-service.ts';

const statefulSet = exampleWorkload({
	kind: 'StatefulSet',
	name: 'pg',
	namespace: 'data',
	spec: 'serviceName: pg\nreplicas: 3',
	container: 'ports:\n  - name: postgres\n    containerPort: 5432',
});
const pg = (namespace: string) =>
	exampleFiles(
		exampleService({
			name: 'pg',
			namespace,
			spec: 'clusterIP: None',
			ports: '- name: postgres\n  port: 5432',
		}),
		{ 'statefulset.yaml': statefulSet },
	);

export const governingServiceOtherNamespace: Rule = {
	id: 'governing-service-other-namespace',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Service of a StatefulSet in another namespace',
		what: 'A StatefulSet names this Service in `serviceName` and the Service selects its Pods, but the two are in different namespaces.',
		why: '`serviceName` is a name of the StatefulSet’s own namespace, and a selector looks only into the Service’s own. The Service has no endpoints, and the Pods have no names in DNS.',
		whatToDo: 'Put the Service into the StatefulSet’s namespace.',
		invalid: pg('shop'),
		valid: pg('data'),
		links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id'],
	},
	*check(object, context) {
		const target = asService(object);
		if (target === undefined || !isWrittenOut(object) || !context.seesWholeScope()) return;
		const selector = target.service.spec.selector ?? {};
		if (Object.keys(selector).length === 0 || context.isPatched(object)) return;
		const set = context.lookup
			.podSourcesAnywhere(selector)
			.flatMap((source) => asStatefulSet(source) ?? [])
			.find(
				(candidate) =>
					candidate.indexed.namespace !== object.namespace &&
					isComplete(candidate.workload) &&
					isWrittenOut(candidate.indexed) &&
					governingServices(context.lookup, candidate).length === 0 &&
					movedServices(candidate, context).some(({ indexed }) => indexed === object),
			);
		if (set === undefined) return;
		const { namespace } = set.indexed;
		const move = moveTo(context, object, namespace, `, the namespace of ${nameOf(set.indexed)}`);
		yield {
			path: ['metadata', 'namespace'],
			message: `${nameOf(set.indexed)} of namespace ${namespace} takes its Pods' names from a Service ${object.name} of its own namespace; this one is in ${object.namespace}, selects nothing there and names no Pods.`,
			related: [
				{ object: set.indexed, path: ['spec', 'serviceName'], message: `${nameOf(set.indexed)} names it` },
			],
			fixes: move === undefined ? [] : [move],
		};
	},
};
