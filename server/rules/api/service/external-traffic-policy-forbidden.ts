import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { hasKnownType, writtenType } from '../service-fields.ts';
import { at } from '../statement.ts';
import { valueAt } from '../written-value.ts';

const path = ['spec', 'externalTrafficPolicy'];

export const externalTrafficPolicyForbidden = apiRule({
	id: 'external-traffic-policy-forbidden',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'externalTrafficPolicy on a Service without outside access',
		what: '`externalTrafficPolicy` stands on a Service of type ClusterIP (the default) without `externalIPs`, or of type ExternalName.',
		why: 'Nothing from outside comes in there, so there is nothing to decide. The API server refuses the Service.',
		whatToDo: 'Remove the field; traffic from inside the cluster has `internalTrafficPolicy`.',
		invalid: exampleService({ name: 'web', spec: 'type: ClusterIP\nexternalTrafficPolicy: Local' }),
		valid: exampleService({ name: 'web', spec: 'type: NodePort\nexternalTrafficPolicy: Local' }),
		links: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy'],
	},
	claims: ({ shape, reason }) => shape === 'spec.externalTrafficPolicy' && reason === 'FieldValueInvalid',
	dependsOn: [at('spec.type'), at('spec.externalIPs')],
	judge: (subject) =>
		hasKnownType(subject)
			? {
					message: `externalTrafficPolicy is for Services that are reached from outside: this one has type ${writtenType(subject)} and no externalIPs.`,
					fixes: fixesFor(subject),
				}
			: [],
});

function fixesFor(subject: ApiSubject): readonly Fix[] {
	const remove = removeFix(subject, path);
	if (writtenType(subject) !== 'ClusterIP' || valueAt(subject.value, ['spec', 'clusterIP']) === 'None')
		return [remove];
	return [remove, setFix(subject, ['spec', 'type'], 'LoadBalancer', { title: 'Set type: LoadBalancer' })];
}
