// Invariant: what is recognised is a row of the table; image before StatefulSet before port before name.
import { type Database, databases } from './database-table.ts';
import type { PodSpec } from './objects/pod.ts';
import type { Service } from './objects/service.ts';

/** How a database was recognised; the surest sign first. */
export interface DatabaseSign {
	/** Absent where only the StatefulSet gives it away. */
	readonly label?: string;
	readonly by: 'image' | 'statefulset' | 'name' | 'port';
}

/** What a Service's Pods look like, as far as it tells a database from another program. */
export interface BackingPods {
	readonly fromStatefulSet: boolean;
	readonly spec: PodSpec;
}

/** Says whether a database stands behind a Service, and which; undefined if nothing speaks for one. */
export function recogniseDatabase(
	service: Service,
	backing: readonly BackingPods[],
): DatabaseSign | undefined {
	const byImage = databases.find((row) => backing.some(({ spec }) => runsImageOf(row, spec)));
	if (byImage !== undefined) return { label: byImage.label, by: 'image' };
	const named = databases.find((row) => isNamedAfter(row, service.metadata.name));
	const onPort = databases.find((row) => listensOn(row, service));
	// An HTTP front end of a database shares its name; behind a StatefulSet the name or port says which one it is.
	if (backing.some(({ fromStatefulSet }) => fromStatefulSet)) {
		const label = named?.label ?? onPort?.label;
		return { by: 'statefulset', ...(label === undefined ? {} : { label }) };
	}
	if (onPort !== undefined) return { label: onPort.label, by: 'port' };
	return named === undefined ? undefined : { label: named.label, by: 'name' };
}

/** The database that a Pod's containers run, by image. */
export function databaseOfPod(spec: PodSpec): string | undefined {
	return databases.find((row) => runsImageOf(row, spec))?.label;
}

/** What Services are called that are called just as a database is: `redis`, `postgres`. */
export const databaseNames: readonly string[] = databases.flatMap(({ names }) => names);

function runsImageOf(row: Database, spec: PodSpec): boolean {
	return spec.containers.some(({ image }) => {
		const path = `/${repositoryOf(image)}`;
		// `spilo-16`, `postgres16`: some put the release into the name.
		const withoutRelease = path.replace(/-?\d+(?:\.\d+)*$/, '');
		return row.images.some((known) => path.endsWith(`/${known}`) || withoutRelease.endsWith(`/${known}`));
	});
}

/** `docker.io/bitnami/postgresql:16` → `docker.io/bitnami/postgresql`; a registry's port stays. */
function repositoryOf(image: string): string {
	const withoutDigest = image.split('@')[0] ?? '';
	return withoutDigest.replace(/:[^/]*$/, '').toLowerCase();
}

/** Words that say: this is something beside the database. */
const besides =
	/^(?:admin|adminer|agent|backup|cli|client|commander|connect|console|dashboard|dashboards|exporter|express|gui|init|insight|manager|metrics|migrate|migrations?|monitor|operator|proxy|rest|sync|ui|web|webhook)$/;

function isNamedAfter(row: Database, serviceName: string): boolean {
	const words = serviceName.toLowerCase().split(/[-.]/);
	if (words.some((word) => besides.test(word))) return false;
	return row.names.some((name) => words.some((word) => word === name || word.replace(/\d+$/, '') === name));
}

function listensOn(row: Database, service: Service): boolean {
	return service.spec.ports.some(
		({ port, targetPort }) =>
			row.ports.includes(port) || (typeof targetPort === 'number' && row.ports.includes(targetPort)),
	);
}
