// Invariant: a kind is looked up as kubectl looks up a resource: in any case, by its singular, plural or short name, with or
// without its group.

/** A kind whose Pods a Service can stand before. */
export interface ExposableKind {
	readonly kind: string;
	readonly group: string;
	/** Lower case; the first is the singular. */
	readonly names: readonly string[];
}

/** The kinds that kubectl exposes (polymorphichelpers/canbeexposed.go), and two that it does not. */
export const exposableKinds: readonly ExposableKind[] = [
	{ kind: 'Deployment', group: 'apps', names: ['deployment', 'deployments', 'deploy'] },
	{ kind: 'ReplicaSet', group: 'apps', names: ['replicaset', 'replicasets', 'rs'] },
	{
		kind: 'ReplicationController',
		group: '',
		names: ['replicationcontroller', 'replicationcontrollers', 'rc'],
	},
	{ kind: 'Pod', group: '', names: ['pod', 'pods', 'po'] },
	{ kind: 'Service', group: '', names: ['service', 'services', 'svc'] },
	{ kind: 'StatefulSet', group: 'apps', names: ['statefulset', 'statefulsets', 'sts'] },
	{ kind: 'DaemonSet', group: 'apps', names: ['daemonset', 'daemonsets', 'ds'] },
];

/** `deploy`, `Deployments`, `deployment.apps`, `deployments.v1.apps`; undefined for every other resource. */
export function findExposableKind(resource: string): ExposableKind | undefined {
	const [name = '', ...rest] = resource.toLowerCase().split('.');
	const group = /^v\d/.test(rest[0] ?? '') ? rest.slice(1).join('.') : rest.join('.');
	return exposableKinds.find(
		(entry) => entry.names.includes(name) && (group === '' || group === entry.group),
	);
}

/** The group of an apiVersion: 'apps' of apps/v1, '' of v1. */
export function groupOf(apiVersion: string): string {
	const slash = apiVersion.indexOf('/');
	return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** `StatefulSet.apps`, `Pod`: Go's schema.GroupKind.String. */
export function groupKindText(apiVersion: string, kind: string): string {
	const group = groupOf(apiVersion);
	return group === '' ? kind : `${kind}.${group}`;
}
