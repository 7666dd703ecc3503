import { documentBehind } from '../../workspace/document-behind.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import {
	asStatefulSet,
	coversPodsOf,
	governingServices,
	writtenServiceName,
} from '../../workspace/governing.ts';
import { governingServiceText } from '../../workspace/governing-service-text.ts';
import { standsBefore, standTogether } from '../../workspace/neighbourhood.ts';
import { setPodLabel } from '../../workspace/pod-labels.ts';
import { governedBy, type IndexedService, type StatefulSetObject } from '../../workspace/service-backing.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { nameOf, pairText } from '../wording.ts';

const set = (name: string, serviceName: string, app: string) =>
	exampleWorkload({
		kind: 'StatefulSet',
		name,
		labels: { app },
		spec: `serviceName: ${serviceName}\nreplicas: 3`,
		container: 'ports:\n  - name: postgres\n    containerPort: 5432',
	});
const service = (name: string) =>
	exampleService({ name, spec: 'clusterIP: None', ports: '- name: postgres\n  port: 5432' });

export const governingServiceShared: Rule = {
	id: 'governing-service-shared',
	severity: 'info',
	kinds: ['StatefulSet.apps'],
	fixable: true,
	docs: {
		title: 'Two StatefulSets behind one Service',
		what: 'Another StatefulSet of the namespace names the same Service in `serviceName`, and the Service selects the Pods of both.',
		why: 'The name of the Service answers with the members of both sets: programs that find each other by it (A or SRV records) form one cluster out of two.',
		whatToDo: 'Unless the two belong together, give each StatefulSet its own labels and its own Service.',
		invalid: exampleFiles(set('pg-a', 'pg', 'pg'), {
			'statefulset-b.yaml': set('pg-b', 'pg', 'pg'),
			'service.yaml': service('pg'),
		}),
		valid: exampleFiles(set('pg-a', 'pg', 'pg'), {
			'statefulset-b.yaml': set('pg-b', 'pg-b', 'pg-b'),
			'service.yaml': `${service('pg')}---\n${service('pg-b')}`,
		}),
		links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id'],
	},
	*check(object, context) {
		const own = asStatefulSet(object);
		if (own === undefined || !isWrittenOut(object)) return;
		const [governing] = governingServices(context.lookup, own);
		if (governing === undefined || !coversPodsOf(governing, own.workload)) return;
		const other = governedBy(context.lookup, governing).find(
			({ indexed, workload }) =>
				indexed.name !== object.name &&
				coversPodsOf(governing, workload) &&
				standTogether(indexed, object) &&
				standsBefore(indexed, object, (item) => context.workspace.offsetOf(item)),
		);
		if (other === undefined) return;
		const name = writtenServiceName(own);
		const fix = separate(own, other, governing, context);
		yield {
			path: ['spec', 'serviceName'],
			message: `${nameOf(other.indexed)} names Service ${name} too, and the Service selects the Pods of both: ${name} answers with the members of two sets.`,
			related: [
				{
					object: other.indexed,
					path: ['spec', 'serviceName'],
					message: `${nameOf(other.indexed)} names Service ${name} too`,
				},
			],
			fixes: fix === undefined ? [] : [fix],
		};
	},
};

/** Gives the set a label value, a Service and a `serviceName` of its own, all by its own name. */
function separate(
	own: StatefulSetObject,
	other: StatefulSetObject,
	{ service: { spec } }: IndexedService,
	{ lookup, workspace }: RuleContext,
): Fix | undefined {
	const { indexed, workload } = own;
	const { name, namespace } = indexed;
	const { labels } = workload.template.metadata;
	const key = Object.keys(spec.selector ?? {}).find(
		(candidate) => workload.selector.matchLabels[candidate] !== undefined,
	);
	const isFree = lookup.find('Service', namespace, name).length === 0;
	if (key === undefined || !isFree || other.workload.template.metadata.labels[key] !== labels[key])
		return undefined;
	return {
		title: `Give ${nameOf(indexed)} its own label ${pairText(key, name)} and its own headless Service ${name}`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(workspace, indexed);
			const done = setPodLabel(editor, indexed, key, name) && editor.set(['spec', 'serviceName'], name);
			const selector = { ...workload.selector.matchLabels, [key]: name };
			const added = documentBehind(workspace, indexed, governingServiceText(indexed, name, selector));
			return done && added !== undefined ? [...editor.edits(), added] : undefined;
		},
	};
}
