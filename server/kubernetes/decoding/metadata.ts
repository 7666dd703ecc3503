// Invariant: the members are those of the schema's ObjectMeta, so a decoded object's metadata has this shape.
import type { StringMap } from '../validation/labels.ts';

/** `metadata` of a decoded object. */
export interface MetaObject {
	readonly name?: string;
	readonly generateName?: string;
	readonly namespace?: string;
	readonly labels?: StringMap;
	readonly annotations?: StringMap;
	readonly finalizers?: readonly string[];
	readonly ownerReferences?: readonly OwnerReferenceObject[];
	readonly generation?: number | bigint;
	readonly resourceVersion?: string;
	readonly uid?: string;
	readonly creationTimestamp?: string;
	readonly deletionTimestamp?: string;
	readonly deletionGracePeriodSeconds?: number | bigint;
	readonly selfLink?: string;
	readonly managedFields?: readonly unknown[];
}

export interface OwnerReferenceObject {
	readonly apiVersion?: string;
	readonly kind?: string;
	readonly name?: string;
	readonly uid?: string;
	readonly controller?: boolean;
	readonly blockOwnerDeletion?: boolean;
}
