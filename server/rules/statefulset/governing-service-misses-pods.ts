import { FieldEditor } from '../../workspace/field-editor.ts';
import { coversPodsOf, isComplete } from '../../workspace/governing.ts';
import { setPodLabel } from '../../workspace/pod-labels.ts';
import {
	asService,
	governedBy,
	type IndexedService,
	type StatefulSetObject,
} from '../../workspace/service-backing.ts';
import { servicesSelecting } from '../../workspace/service-references.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { nameOf, pairsText } from '../wording.ts';

const statefulSet = exampleWorkload({
	kind: 'StatefulSet',
	name: 'pg',
	spec: 'serviceName: pg\nreplicas: 3',
	container: 'ports:\n  - name: postgres\n    containerPort: 5432',
});
const pg = (selector: string) =>
	exampleFiles(
		exampleService({
			name: 'pg',
			spec: 'clusterIP: None',
			selector,
			ports: '- name: postgres\n  port: 5432',
		}),
		{ 'statefulset.yaml': statefulSet },
	);

export const governingServiceMissesPods: Rule = {
	id: 'governing-service-misses-pods',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Service of a StatefulSet that does not select its Pods',
		what: 'A StatefulSet names this Service in `serviceName`, but the Service’s selector does not fit the labels of the StatefulSet’s Pods.',
		why: 'A Pod has a name in DNS only as an endpoint of the Service that it is named under. Pods that the Service does not select have none: `pg-0.pg` does not resolve.',
		whatToDo: 'Select the labels of the StatefulSet’s Pod template.',
		invalid: pg('app: postgres'),
		valid: pg('app: pg'),
		links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id'],
	},
	*check(object, context) {
		const target = asService(object);
		const selector = target?.service.spec.selector ?? {};
		if (target === undefined || Object.keys(selector).length === 0 || !isWrittenOut(object)) return;
		const missed = governedBy(context.lookup, target).filter(
			({ indexed, workload }) =>
				isComplete(workload) && isWrittenOut(indexed) && !coversPodsOf(target, workload),
		);
		const [set] = missed;
		if (set === undefined || context.isPatched(object) || context.isPatched(set.indexed)) return;
		const { labels } = set.workload.template.metadata;
		const off = Object.entries(selector).filter(([key, value]) => labels[key] !== value);
		const [first] = off;
		if (first === undefined) return;
		yield {
			path: ['spec', 'selector', first[0]],
			message: `${nameOf(set.indexed)} takes its Pods' names from ${nameOf(object)}, which does not select them: they carry ${pairsText(Object.entries(labels))}, not ${pairsText(off)}. ${set.indexed.name}-0.${object.name} does not resolve.`,
			related: [
				{ object: set.indexed, path: ['spec', 'serviceName'], message: `${nameOf(set.indexed)} names it` },
			],
			fixes: fixesFor(target, set, off, context),
		};
	},
};

function fixesFor(
	{ indexed, service }: IndexedService,
	set: StatefulSetObject,
	off: readonly (readonly [string, string])[],
	{ lookup, workspace }: RuleContext,
): readonly Fix[] {
	const { labels } = set.workload.template.metadata;
	const own = set.workload.selector.matchLabels;
	const selector = service.spec.selector ?? {};
	// The pairs that the StatefulSet itself goes by, and those of the Service that fit.
	const wanted = Object.entries({ ...own, ...selector }).filter(([key, value]) => labels[key] === value);
	for (const [key] of off) {
		const value = labels[key];
		if (value !== undefined && !wanted.some(([known]) => known === key)) wanted.push([key, value]);
	}
	const pairs: readonly (readonly [string, string])[] =
		wanted.length > 0 ? wanted : Object.entries(labels).slice(0, 1);
	const onService: Fix = {
		title: `Select ${pairsText(pairs)}, the labels of the Pods of ${nameOf(set.indexed)}`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(workspace, indexed);
			const written = pairs.every(([key, value]) =>
				selector[key] === value
					? true
					: editor.set(['spec', 'selector', key], value, {
							after: off.map(([missed]) => missed),
						}),
			);
			const cleared = off.every(
				([key]) => labels[key] !== undefined || editor.remove(['spec', 'selector', key]),
			);
			return written && cleared ? editor.edits() : undefined;
		},
	};
	const changed = off.filter(([key]) => labels[key] !== undefined).map(([key]) => key);
	const needed = servicesSelecting(lookup, set.indexed).some((other) =>
		changed.some((key) => other.service.spec.selector?.[key] !== undefined),
	);
	const onPods: Fix = {
		title: `Set ${pairsText(off)} on the Pods of ${nameOf(set.indexed)}`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(workspace, set.indexed);
			return off.every(([key, value]) => setPodLabel(editor, set.indexed, key, value))
				? editor.edits()
				: undefined;
		},
	};
	return needed ? [onService] : [onService, onPods];
}
