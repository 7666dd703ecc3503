import { objectAt, stringAt } from '../kubernetes/objects/json.ts';
import type { ObjectLookup } from './object-index.ts';

/** Where a custom resource says which namespace it fills: Flux, k3s and Argo CD. */
const deployers: readonly { readonly groupKind: string; readonly target: readonly string[] }[] = [
	{ groupKind: 'HelmRelease.helm.toolkit.fluxcd.io', target: ['spec', 'targetNamespace'] },
	{ groupKind: 'HelmChart.helm.cattle.io', target: ['spec', 'targetNamespace'] },
	{ groupKind: 'Application.argoproj.io', target: ['spec', 'destination', 'namespace'] },
];

/** True if a chart or an application is deployed into the namespace: it then holds objects that no manifest shows. */
export function hidesObjects(index: ObjectLookup, namespace: string): boolean {
	return index
		.namespaceNames()
		.some((home) =>
			deployers.some(({ groupKind, target }) =>
				index
					.ofKind(groupKind, home)
					.some(({ object }) => targetOf(object.value, target, home) === namespace),
			),
		);
}

function targetOf(
	value: Parameters<typeof objectAt>[0],
	[first = '', second = '', third]: readonly string[],
	home: string,
): string {
	const outer = objectAt(value, first);
	const written = third === undefined ? stringAt(outer, second) : stringAt(objectAt(outer, second), third);
	return written || home;
}
