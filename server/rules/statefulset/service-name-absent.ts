import { FieldEditor } from '../../workspace/field-editor.ts';
import { asStatefulSet, isComplete, writtenServiceName } from '../../workspace/governing.ts';
import { type PodNameUse, useOfPodName } from '../../workspace/named-pods.ts';
import type { StatefulSetObject } from '../../workspace/service-backing.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { nameOf } from '../wording.ts';

const others = {
	'service.yaml': exampleService({
		name: 'pg',
		spec: 'clusterIP: None',
		ports: '- name: postgres\n  port: 5432',
	}),
	'app.yaml': exampleWorkload({
		name: 'reports',
		container: 'env:\n  - name: PGHOST\n    value: pg-0.pg',
	}),
};
const pg = (spec: string) =>
	exampleFiles(
		exampleWorkload({
			kind: 'StatefulSet',
			name: 'pg',
			spec,
			container: 'ports:\n  - name: postgres\n    containerPort: 5432',
		}),
		others,
	);

export const serviceNameAbsent: Rule = {
	id: 'service-name-absent',
	severity: 'warning',
	kinds: ['StatefulSet.apps'],
	fixable: true,
	docs: {
		title: 'StatefulSet without serviceName whose Pods are called by name',
		what: 'The StatefulSet has no `serviceName`, and some program is told the name of one of its Pods (`pg-0.pg`).',
		why: '`serviceName` becomes the Pods’ subdomain, and DNS names a Pod only under the Service that is its subdomain. Without it the name does not resolve. (A StatefulSet whose Pods nobody calls by name needs none.)',
		whatToDo:
			'Set `serviceName` to the headless Service that selects the Pods. The field cannot be changed on a running StatefulSet: delete it with `--cascade=orphan` and create it again.',
		invalid: pg('replicas: 3'),
		valid: pg('serviceName: pg\nreplicas: 3'),
		links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id'],
	},
	*check(object, context) {
		const set = asStatefulSet(object);
		if (set === undefined || writtenServiceName(set) !== '') return;
		if (!isComplete(set.workload) || !isWrittenOut(object) || context.isPatched(object)) return;
		const use = podNameInUse(set, context);
		if (use === undefined) return;
		const { by, mention } = use;
		const { name } = use.service.indexed;
		yield {
			path: ['spec', 'serviceName'],
			message: `Without serviceName the Pods of ${nameOf(object)} have no names in DNS, and ${nameOf(by)} is told ${mention.host}, which does not resolve.`,
			related: [{ object: by, path: mention.field.path, message: `${mention.host} is used here` }],
			fixes: [
				{
					title: `Add serviceName: ${name}`,
					safe: false,
					edits: () => {
						const editor = new FieldEditor(context.workspace, object);
						return editor.set(['spec', 'serviceName'], name, { after: ['replicas'], first: true })
							? editor.edits()
							: undefined;
					},
				},
			],
		};
	},
};

/** How many ordinals are looked for: programs are told the first members, or all of a few. */
const lookedFor = 9;

function podNameInUse(
	{ indexed, workload }: StatefulSetObject,
	{ lookup }: RuleContext,
): PodNameUse | undefined {
	const start = workload.statefulSet?.ordinalStart ?? 0;
	const count = Math.min(workload.replicas ?? 1, lookedFor);
	for (let ordinal = start; ordinal < start + count; ordinal++) {
		const use = useOfPodName(lookup, indexed, `${indexed.name}-${ordinal}`);
		if (use !== undefined) return use;
	}
	return undefined;
}
