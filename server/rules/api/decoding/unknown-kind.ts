import { ownKindsOf, ownVersions } from '../../../kubernetes/decoding/schema.ts';
import { suggest } from '../../../kubernetes/decoding/suggestion.ts';
import { stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleService } from '../../example-manifests.ts';
import { withArticle } from '../../wording.ts';
import { setFix } from '../api-fixes.ts';
import { type ApiSubject, allKinds, apiRule } from '../api-rule.ts';

const service = exampleService({ name: 'web' });

/** The kinds that most people write, in this order of likelihood. */
const common = [
	'Service',
	'Deployment',
	'StatefulSet',
	'DaemonSet',
	'Pod',
	'Job',
	'CronJob',
	'EndpointSlice',
];

/** Kinds that left Kubernetes' own groups (or never were in them) for a group with a domain. */
const movedKinds: ReadonlyMap<string, string> = new Map([
	['ClusterRole', 'rbac.authorization.k8s.io/v1'],
	['ClusterRoleBinding', 'rbac.authorization.k8s.io/v1'],
	['EndpointSlice', 'discovery.k8s.io/v1'],
	['Gateway', 'gateway.networking.k8s.io/v1'],
	['HTTPRoute', 'gateway.networking.k8s.io/v1'],
	['Ingress', 'networking.k8s.io/v1'],
	['IngressClass', 'networking.k8s.io/v1'],
	['NetworkPolicy', 'networking.k8s.io/v1'],
	['Role', 'rbac.authorization.k8s.io/v1'],
	['RoleBinding', 'rbac.authorization.k8s.io/v1'],
	['StorageClass', 'storage.k8s.io/v1'],
]);

export const unknownKind = apiRule({
	id: 'unknown-kind',
	kinds: allKinds,
	fixable: true,
	docs: {
		title: 'apiVersion and kind that Kubernetes does not have',
		what: 'The pair of `apiVersion` and `kind` names nothing in Kubernetes’ own API groups: a kind of another group, a misspelled kind, or a version that is gone.',
		why: 'kubectl finds no resource for it (“no matches for kind”), and nothing of the file is applied.',
		whatToDo:
			'Write the apiVersion to which the kind belongs: `v1` for Services and Pods, `apps/v1` for Deployments and StatefulSets.',
		invalid: service.replace('apiVersion: v1', 'apiVersion: apps/v1'),
		valid: service,
		links: ['https://kubernetes.io/docs/concepts/overview/kubernetes-api/#api-groups-and-versioning'],
	},
	claims: ({ kind }) => kind === 'unknown-kind',
	judge: (subject) => {
		const { value, statement } = subject;
		const apiVersion = stringAt(value, 'apiVersion') ?? '';
		const kind = stringAt(value, 'kind') ?? '';
		if (kind === '') return { message: 'kind is missing: nothing says what this object is.', fixes: [] };
		const home = homeOf(kind);
		if (home !== undefined) {
			const message =
				apiVersion === ''
					? `apiVersion is missing: that of ${withArticle(kind)} is ${home}.`
					: `There is no kind ${kind} in apiVersion ${apiVersion}: the apiVersion of ${withArticle(kind)} is ${home}.`;
			// A beta's fields may be others than those of the version that followed it.
			const safe = !/alpha|beta/.test(apiVersion);
			return { path: ['apiVersion'], message, fixes: [setFix(subject, ['apiVersion'], home, { safe })] };
		}
		const moved = movedKinds.get(kind);
		if (moved !== undefined) {
			return {
				path: ['apiVersion'],
				message: `There is no kind ${kind} in apiVersion ${apiVersion || '(none)'}: the apiVersion of ${withArticle(kind)} is ${moved}, whose fields differ from those of older versions.`,
				fixes: [setFix(subject, ['apiVersion'], moved)],
			};
		}
		const meant = meantKind(kind);
		// A chart keeps what Kubernetes no longer has for the clusters that still have it, behind a condition of some sort.
		if (meant === undefined && subject.object.object.document.expressions.length > 0) return [];
		const known = ownKindsOf(apiVersion) !== undefined || statement.path[0] === 'kind';
		const message = known
			? `Kubernetes has no kind ${kind} in apiVersion ${apiVersion}${meant === undefined ? '' : `: ${meant} is probably meant`}.`
			: `Kubernetes has no apiVersion ${apiVersion || '(none)'}, and no kind ${kind} in any of its own groups.`;
		return { message, fixes: meant === undefined ? [] : kindFixes(subject, meant) };
	},
});

function kindFixes(subject: ApiSubject, meant: string) {
	return [setFix(subject, ['kind'], meant)];
}

function homeOf(kind: string): string | undefined {
	return ownVersions.find((version) => ownKindsOf(version)?.includes(kind));
}

function meantKind(kind: string): string | undefined {
	const all = ownVersions.flatMap((version) => ownKindsOf(version) ?? []);
	return kind === 'Svc' ? 'Service' : (suggest(kind, common) ?? suggest(kind, all));
}
