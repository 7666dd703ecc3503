// Invariant: these questions are about what is written; what the API server would fill in is written down where it counts.
import { isList, isObject, objectAt, stringAt } from '../../kubernetes/objects/json.ts';
import type { FieldEditor } from '../../workspace/field-editor.ts';
import type { ApiSubject } from './api-rule.ts';

type Written = Pick<ApiSubject, 'value'>;

export const serviceTypes: readonly string[] = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

/** ClusterIP where nothing is written. */
export function writtenType({ value }: Written): string {
	return stringAt(objectAt(value, 'spec'), 'type') || 'ClusterIP';
}

/** False while the type itself is wrong: what hangs on it is then not worth a word. */
export function hasKnownType(written: Written): boolean {
	return serviceTypes.includes(writtenType(written));
}

/** Writes the first address at every place where one stands: clusterIP and clusterIPs[0]. */
export function setClusterIP(editor: FieldEditor, { value }: Written, address: string): boolean {
	const { clusterIP, clusterIPs } = objectAt(value, 'spec');
	const listed = isList(clusterIPs) && clusterIPs.length > 0;
	return (
		(!listed || editor.set(['spec', 'clusterIPs', 0], address)) &&
		((clusterIP === undefined && listed) || editor.set(['spec', 'clusterIP'], address, { after: ['type'] }))
	);
}

/** Removes the addresses, so that the cluster picks them. */
export function removeClusterIP(editor: FieldEditor, { value }: Written): boolean {
	const spec = objectAt(value, 'spec');
	const written = ['clusterIP', 'clusterIPs'].filter((field) => spec[field] !== undefined);
	return written.length > 0 && written.every((field) => editor.remove(['spec', field]));
}

/** The indices of the ports that ask for a node port. */
export function nodePortsOf({ value }: Written): readonly number[] {
	const { ports } = objectAt(value, 'spec');
	return (isList(ports) ? ports : []).flatMap((port, index) =>
		isObject(port) && port.nodePort !== undefined ? [index] : [],
	);
}
