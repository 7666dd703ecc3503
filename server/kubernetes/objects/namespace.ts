import { type JsonValue, objectAt, objectsAt, stringAt, stringsAt } from './json.ts';
import { type ObjectMeta, readMeta } from './meta.ts';

export interface Namespace {
	readonly kind: 'Namespace';
	readonly metadata: ObjectMeta;
}

/** A multicluster.x-k8s.io ServiceImport, as CoreDNS's `multicluster` zones read it. */
export interface ServiceImport {
	readonly kind: 'ServiceImport';
	readonly metadata: ObjectMeta;
	/** ClusterSetIP or Headless. */
	readonly type: string;
	readonly ips: readonly string[];
	readonly ports: readonly {
		readonly name: string;
		readonly protocol: string;
		readonly port: number;
	}[];
}

export function readNamespace(value: JsonValue | undefined): Namespace {
	return { kind: 'Namespace', metadata: readMeta(value, '') };
}

export function readServiceImport(value: JsonValue | undefined, defaultNamespace: string): ServiceImport {
	const spec = objectAt(value, 'spec');
	return {
		kind: 'ServiceImport',
		metadata: readMeta(value, defaultNamespace),
		type: stringAt(spec, 'type') ?? '',
		ips: stringsAt(spec, 'ips'),
		ports: objectsAt(spec, 'ports').map((port) => ({
			name: stringAt(port, 'name') ?? '',
			protocol: stringAt(port, 'protocol') ?? '',
			port: typeof port.port === 'number' ? port.port : 0,
		})),
	};
}
