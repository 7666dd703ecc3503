import { isList } from '../../../kubernetes/objects/json.ts';
import { hasChange } from '../../../kubernetes/versions.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { editFix, nameOfField, removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, ruledKinds } from '../api-rule.ts';
import type { ApiStatement } from '../statement.ts';
import { valueAt } from '../written-value.ts';

/** Fields that a kind once had: what became of them. */
const removed: Readonly<Record<string, string>> = {
	'Service spec.topologyKeys': 'was removed in Kubernetes 1.22; spec.trafficDistribution took its place',
	'Service spec.ipFamily': 'was replaced by the list spec.ipFamilies in Kubernetes 1.20',
	'Deployment spec.rollbackTo': 'was removed with extensions/v1beta1; kubectl rollout undo does it',
};

export const removedField = apiRule({
	id: 'removed-field',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Field that Kubernetes has no more',
		what: 'The object has a field that older releases had and current ones do not.',
		why: '`kubectl apply` refuses the file (“unknown field”), and with `--validate=false` the field is dropped in silence.',
		whatToDo:
			'Use what took its place: `trafficDistribution` for `topologyKeys`, `ipFamilies` for `ipFamily`.',
		invalid: exampleService({ name: 'web', spec: 'topologyKeys:\n  - topology.kubernetes.io/zone' }),
		valid: exampleService({ name: 'web', spec: 'trafficDistribution: PreferSameZone' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#traffic-distribution'],
	},
	claims: isRemoved,
	judge: (subject) => {
		const { statement, object } = subject;
		const fate = removed[keyOf(statement, object)] ?? '';
		const replacement = replacementOf(subject);
		return {
			on: 'key',
			message: `${nameOfField(statement.path)} ${fate}.`,
			fixes: [...(replacement === undefined ? [] : [replacement]), removeFix(subject, statement.path)],
		};
	},
});

export function isRemoved(statement: ApiStatement, object: IndexedObject): boolean {
	return statement.kind === 'unknown-field' && Object.hasOwn(removed, keyOf(statement, object));
}

function keyOf({ shape }: ApiStatement, { object }: IndexedObject): string {
	return `${object.kind} ${shape}`;
}

function replacementOf(subject: ApiSubject): Fix | undefined {
	const { statement, value, context } = subject;
	const written = valueAt(value, statement.path);
	const same = hasChange(context.admission.kubernetesVersion, 'sameTrafficDistribution');
	if (statement.shape === 'spec.topologyKeys' && isList(written)) {
		if (valueAt(value, ['spec', 'trafficDistribution']) !== undefined) return undefined;
		const [nearest] = written;
		const zonal = same ? 'PreferSameZone' : 'PreferClose';
		const distribution = nearest === 'kubernetes.io/hostname' && same ? 'PreferSameNode' : zonal;
		return replaceFix(subject, 'trafficDistribution', distribution);
	}
	if (statement.shape === 'spec.ipFamily' && typeof written === 'string') {
		if (valueAt(value, ['spec', 'ipFamilies']) !== undefined) return undefined;
		return replaceFix(subject, 'ipFamilies', { block: `\n  - ${written}` }, `ipFamilies: [${written}]`);
	}
	return undefined;
}

function replaceFix(
	subject: ApiSubject,
	field: string,
	value: string | { readonly block: string },
	shown = `${field}: ${String(value)}`,
): Fix {
	const { path } = subject.statement;
	const name = nameOfField(path);
	return editFix(
		subject,
		`Replace ${name} by ${shown}`,
		false,
		(editor) => editor.set(['spec', field], value, { after: [name] }) && editor.remove(path),
	);
}
