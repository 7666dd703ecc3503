import { isHeadless } from '../../kubernetes/objects/service.ts';
import { coversPodsOf } from '../../workspace/governing.ts';
import { asService, governedBy } from '../../workspace/service-backing.ts';
import {
	addHeadlessSibling,
	isRefusal,
	type Refusal,
	type ServiceChange,
	switchToHeadless,
} from '../../workspace/service-edits.ts';
import { isTemplated } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { nameOf } from '../wording.ts';

const statefulSet = exampleWorkload({
	kind: 'StatefulSet',
	name: 'pg',
	spec: 'serviceName: pg\nreplicas: 3',
	container: 'ports:\n  - name: postgres\n    containerPort: 5432',
});
const pg = (spec: string) =>
	exampleFiles(exampleService({ name: 'pg', spec, ports: '- name: postgres\n  port: 5432' }), {
		'statefulset.yaml': statefulSet,
	});

export const governingServiceNotHeadless: Rule = {
	id: 'governing-service-not-headless',
	severity: 'info',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Service of a StatefulSet that is not headless',
		what: 'A StatefulSet names this Service in `serviceName`, and the Service has a virtual IP.',
		why: 'Kubernetes asks for a headless Service here, and only for those does the DNS specification promise a name for each Pod (`pg-0.pg`). CoreDNS answers such names for a Service with a virtual IP too; other DNS servers may not. The Service’s own name leads to any of the Pods instead of to all of them.',
		whatToDo:
			'Set `clusterIP: None` before the Service is created; on a running one it takes deleting and creating it again. Or add a headless Service beside it and name that one.',
		invalid: pg('type: ClusterIP'),
		valid: pg('clusterIP: None'),
		links: [
			'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations',
			'https://github.com/kubernetes/dns/blob/master/docs/specification.md',
		],
	},
	*check(object, { lookup, workspace }) {
		const target = asService(object);
		if (target === undefined || isHeadless(target.service.spec)) return;
		if (target.service.spec.type === 'ExternalName' || isTemplated(object, ['spec', 'clusterIP'])) return;
		const set = governedBy(lookup, target).find(({ workload }) => coversPodsOf(target, workload));
		if (set === undefined) return;
		const fix = (title: string, change: () => ServiceChange | Refusal): Fix => ({
			title,
			safe: false,
			edits: () => {
				const done = change();
				return isRefusal(done) ? undefined : done.edits;
			},
		});
		const sibling = `${object.name}-headless`;
		yield {
			path: ['spec', 'clusterIP'],
			message: `${nameOf(set.indexed)} takes its Pods' names from ${nameOf(object)}, which has a virtual IP. Only a headless Service (clusterIP: None) promises a name for each Pod; CoreDNS answers ${set.indexed.name}-0.${object.name} all the same.`,
			related: [
				{ object: set.indexed, path: ['spec', 'serviceName'], message: `${nameOf(set.indexed)} names it` },
			],
			fixes: [
				fix('Make the Service headless (clusterIP: None; a running one must be created again)', () =>
					switchToHeadless(workspace, target, target.service.spec.publishNotReadyAddresses),
				),
				...(isRefusal(addHeadlessSibling(workspace, target))
					? []
					: [
							fix(`Add the headless Service ${sibling} and name it in ${nameOf(set.indexed)}`, () =>
								addHeadlessSibling(workspace, target),
							),
						]),
			],
		};
	},
};
