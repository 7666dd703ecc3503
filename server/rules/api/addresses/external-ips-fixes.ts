import { objectAt, stringAt } from '../../../kubernetes/objects/json.ts';
import type { EditFix } from '../../rule.ts';
import { editFix } from '../api-fixes.ts';
import type { ApiSubject } from '../api-rule.ts';
import { writtenType } from '../service-fields.ts';

/** `type: LoadBalancer` in place of externalIPs; undefined where the type has to stay. */
export function loadBalancerFix(subject: ApiSubject, title: string): EditFix | undefined {
	const type = writtenType(subject);
	if (type !== 'ClusterIP' && type !== 'NodePort') return undefined;
	if (stringAt(objectAt(subject.value, 'spec'), 'clusterIP') === 'None') return undefined;
	return editFix(
		subject,
		title,
		false,
		(editor) =>
			editor.set(['spec', 'type'], 'LoadBalancer', { first: true }) && editor.remove(['spec', 'externalIPs']),
	);
}
