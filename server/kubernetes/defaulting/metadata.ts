// Sources: apiserver pkg/registry/rest/create.go (BeforeCreate), meta.go, pkg/storage/names/generate.go.
import type { MetaObject, OwnerReferenceObject } from '../decoding/metadata.ts';

const suffixLetters = 'bcdfghjklmnpqrstvwxz2456789';
const maxBaseLength = 58;

/** What the API server does to the metadata of a new object before it is validated: namespace, generated name. */
export function prepareMetadata(metadata: MetaObject, namespace: string): MetaObject {
	const { deletionTimestamp: _, deletionGracePeriodSeconds: __, managedFields: ___, ...kept } = metadata;
	const name = metadata.name || exampleName(metadata.generateName ?? '');
	return { ...kept, namespace: metadata.namespace || namespace, ...(name === '' ? {} : { name }) };
}

/** True if the prepared metadata's name was generated, not written. */
export function hasGeneratedName({ name = '', generateName = '' }: MetaObject): boolean {
	return generateName !== '' && name === exampleName(generateName);
}

/** A name like those that the API server generates; the same base always gets the same one. */
function exampleName(base: string): string {
	if (base === '') return '';
	let hash = 2166136261;
	for (let index = 0; index < base.length; index++) {
		hash = Math.imul(hash ^ base.charCodeAt(index), 16777619) >>> 0;
	}
	let suffix = '';
	for (let index = 0; index < 5; index++) {
		suffix += suffixLetters.charAt(hash % suffixLetters.length);
		hash = Math.floor(hash / suffixLetters.length) + 7919;
	}
	return base.slice(0, maxBaseLength) + suffix;
}

/**
 * The owner references without those that stand twice, and the uids of the ones that are left out
 * (apiserver pkg/endpoints/handlers/rest.go, dedupOwnerReferences).
 */
export function distinctOwners(metadata: MetaObject): { metadata: MetaObject; repeated: readonly string[] } {
	const owners = metadata.ownerReferences ?? [];
	const kept = new Map<string, OwnerReferenceObject>();
	const repeated: string[] = [];
	for (const owner of owners) {
		const { apiVersion = '', kind = '', name = '', uid = '', controller, blockOwnerDeletion } = owner;
		const identity = JSON.stringify([apiVersion, kind, name, uid, controller, blockOwnerDeletion]);
		if (kept.has(identity)) repeated.push(uid);
		else kept.set(identity, owner);
	}
	if (repeated.length === 0) return { metadata, repeated };
	return { metadata: { ...metadata, ownerReferences: [...kept.values()] }, repeated };
}

/** The metadata as stored; a mark stands for a generated name, and what only a running cluster knows is left out. */
export function storedMetadata(prepared: MetaObject, written: MetaObject): MetaObject {
	const { uid: _, creationTimestamp: __, selfLink: ___, ...kept } = prepared;
	return written.name || !written.generateName ? kept : { ...kept, name: '<allocated>' };
}
