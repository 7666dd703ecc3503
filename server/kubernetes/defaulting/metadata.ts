// Sources: apiserver pkg/registry/rest/create.go (BeforeCreate), meta.go, pkg/storage/names/generate.go.
import type { MetaObject } from '../decoding/metadata.ts';

const suffixLetters = 'bcdfghjklmnpqrstvwxz2456789';
const maxBaseLength = 58;

/** What the API server does to the metadata of a new object before it is validated: namespace, generated name. */
export function prepareMetadata(metadata: MetaObject, namespace: string): MetaObject {
	const { deletionTimestamp: _, deletionGracePeriodSeconds: __, managedFields: ___, ...kept } = metadata;
	const name = metadata.name || exampleName(metadata.generateName ?? '');
	return { ...kept, namespace: metadata.namespace || namespace, ...(name === '' ? {} : { name }) };
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

/** The metadata as stored; a mark stands for a generated name, and what only a running cluster knows is left out. */
export function storedMetadata(prepared: MetaObject, written: MetaObject): MetaObject {
	const { uid: _, creationTimestamp: __, resourceVersion: ___, selfLink: ____, ...kept } = prepared;
	return written.name || !written.generateName ? kept : { ...kept, name: '<allocated>' };
}
