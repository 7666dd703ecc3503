// Invariant: ports are compared only where every Pod behind the Service is written out: no template, no patch.
import type { ServicePort } from '../../kubernetes/objects/service.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { type PortDeclaration, portDeclarationsOf } from '../../workspace/port-declarations.ts';
import { asService, backingOf, type IndexedService } from '../../workspace/service-backing.ts';
import type { RuleContext } from '../context.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';

/** A Service and everything that its Pods declare. */
export interface KnownBacking extends IndexedService {
	/** At least one. */
	readonly backing: readonly IndexedObject[];
	readonly declared: readonly PortDeclaration[];
	/** True if the containers of every workload declare some port of that protocol: then others are missing on purpose or by mistake. */
	readonly declaresAll: (protocol: string) => boolean;
}

/** Behind more workloads than this none was meant alone. */
const mostBacking = 100;

export function knownBackingOf(object: IndexedObject, context: RuleContext): KnownBacking | undefined {
	const target = asService(object);
	if (target === undefined || target.service.spec.type === 'ExternalName') return undefined;
	if (!isWrittenOut(object) || context.isPatched(object)) return undefined;
	const backing = backingOf(context.lookup, target);
	if (backing.length > mostBacking) return undefined;
	// Pods of another folder may be another edition of the same program.
	if (!backing.some((source) => standTogether(source, object))) return undefined;
	if (backing.some((source) => !isWrittenOut(source) || context.isPatched(source))) return undefined;
	const perObject = backing.map(portDeclarationsOf);
	return {
		...target,
		backing,
		declared: perObject.flat(),
		declaresAll: (protocol) =>
			perObject.every((ports) => ports.some(({ port }) => port.protocol === protocol)),
	};
}

/** The declarations that a Service port may mean, likeliest first: the same name, the same number, then the order of the manifest; each port once. */
export function likelyTargets(
	{ declared }: KnownBacking,
	{ name, port, protocol }: ServicePort,
): readonly PortDeclaration[] {
	const rank = (declaration: PortDeclaration) =>
		(name !== '' && declaration.port.name === name ? 0 : 2) +
		(declaration.port.containerPort === port ? 0 : 1);
	const unique = new Map(
		declared
			.filter((declaration) => declaration.port.protocol === protocol && declaration.port.containerPort > 0)
			.map((declaration) => [`${declaration.port.name} ${declaration.port.containerPort}`, declaration]),
	);
	return [...unique.values()].toSorted((a, b) => rank(a) - rank(b));
}

/**
 * Those of them that no other port of the Service leads to: only such a one can have been meant. Of several ports each is
 * called after its own: `gateways` is not for `client`.
 */
export function unservedTargets(known: KnownBacking, port: ServicePort): readonly PortDeclaration[] {
	const others = known.service.spec.ports.filter((other) => other !== port);
	const isOther = (name: string) =>
		others.length > 0 && name !== '' && port.name !== '' && name !== port.name;
	return likelyTargets(known, port).filter(
		({ port: { name, containerPort, protocol } }) =>
			!isOther(name) &&
			others.every(
				(other) =>
					other.protocol !== protocol ||
					(other.targetPort !== containerPort && (name === '' || other.targetPort !== name)),
			),
	);
}

/** `8080 (http)`, `8080`. */
export function portName({ port: { name, containerPort } }: PortDeclaration): string {
	return name === '' ? String(containerPort) : `${containerPort} (${name})`;
}
