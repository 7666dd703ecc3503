// Sources: apimachinery pkg/api/validation/objectmeta.go (ValidateObjectMetaAccessor), pkg/apis/core/validation
// (ValidateObjectMeta), apiserver pkg/registry/rest/create.go and pkg/storage/names/generate.go.
import type { MetaObject, OwnerReferenceObject } from '../decoding/metadata.ts';
import { type Cause, invalid, invalidEach, required, typed } from './cause.ts';
import { type AdmissionContext, has } from './context.ts';
import { annotationErrors, labelErrors } from './labels.ts';
import { dnsLabelErrors, type NameRule, qualifiedNameErrors } from './names.ts';

/** ValidateObjectMeta of a namespaced object whose name has been generated where it must be. */
export function metadataErrors(metadata: MetaObject, nameRule: NameRule, context: AdmissionContext): Cause[] {
	const { name = '', generateName = '', namespace = '', generation = 0, finalizers = [] } = metadata;
	const causes: Cause[] = [];
	if (generateName !== '') {
		causes.push(...invalidEach('metadata.generateName', generateName, nameRule(generateName, true)));
	}
	if (name === '') causes.push(required('metadata.name', 'name or generateName is required'));
	else causes.push(...invalidEach('metadata.name', name, nameRule(name, false)));
	if (namespace === '') causes.push(required('metadata.namespace'));
	else causes.push(...invalidEach('metadata.namespace', namespace, dnsLabelErrors(namespace)));
	if (generation < 0) {
		causes.push(invalid('metadata.generation', generation, 'must be greater than or equal to 0'));
	}
	causes.push(
		...labelErrors('metadata.labels', metadata.labels),
		...annotationErrors('metadata.annotations', metadata.annotations),
		...ownerErrors(metadata.ownerReferences ?? [], context),
		...finalizerErrors(finalizers),
	);
	return causes;
}

const path = 'metadata.ownerReferences';

function ownerErrors(owners: readonly OwnerReferenceObject[], context: AdmissionContext): Cause[] {
	const indexed = has(context, 'indexedOwnerErrors');
	const causes: Cause[] = [];
	let controller: string | undefined;
	for (const [index, owner] of owners.entries()) {
		causes.push(
			...(indexed ? ownerReferenceErrors(`${path}[${index}]`, owner) : unindexedOwnerErrors(owner)),
			...bannedOwnerErrors(indexed ? `${path}[${index}]` : path, owner),
		);
		if (owner.controller !== true) continue;
		const name = `${owner.kind ?? ''}/${owner.name ?? ''}`;
		if (controller === undefined) controller = name;
		else {
			causes.push(
				invalid(
					path,
					typed(owners.map(ownerJson)),
					`Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`,
				),
			);
		}
	}
	return causes;
}

/** <group>/<version> or <version>. */
const groupVersion = /^(?:[^/]*\/)?[^/]+$/;

function ownerReferenceErrors(field: string, owner: OwnerReferenceObject): Cause[] {
	const { apiVersion = '', kind = '', name = '', uid = '' } = owner;
	const causes: Cause[] = [];
	if (apiVersion === '') causes.push(required(`${field}.apiVersion`, 'must not be empty'));
	else if (!groupVersion.test(apiVersion)) {
		causes.push(invalid(`${field}.apiVersion`, apiVersion, 'must be <group>/<version> or <version>'));
	}
	if (kind === '') causes.push(required(`${field}.kind`, 'must not be empty'));
	if (name === '') causes.push(required(`${field}.name`, 'must not be empty'));
	if (uid === '') causes.push(required(`${field}.uid`, 'must not be empty'));
	return causes;
}

/** Before 1.37: the list's path, and nothing is required. */
function unindexedOwnerErrors(owner: OwnerReferenceObject): Cause[] {
	const causes: Cause[] = [];
	const { apiVersion = '' } = owner;
	if (!groupVersion.test(apiVersion)) {
		causes.push(invalid(`${path}.apiVersion`, apiVersion, 'version must not be empty'));
	}
	for (const field of ['kind', 'name', 'uid'] as const) {
		if ((owner[field] ?? '') === '') causes.push(invalid(`${path}.${field}`, '', 'must not be empty'));
	}
	return causes;
}

function bannedOwnerErrors(field: string, owner: OwnerReferenceObject): Cause[] {
	if (owner.apiVersion !== 'v1' || owner.kind !== 'Event') return [];
	return [invalid(field, typed(ownerJson(owner)), '/v1, Kind=Event is disallowed from being an owner')];
}

/** In the order of Go's struct. */
function ownerJson(owner: OwnerReferenceObject): unknown {
	return {
		apiVersion: owner.apiVersion ?? '',
		kind: owner.kind ?? '',
		name: owner.name ?? '',
		uid: owner.uid ?? '',
		controller: owner.controller,
		blockOwnerDeletion: owner.blockOwnerDeletion,
	};
}

const standardFinalizers: readonly string[] = ['kubernetes', 'orphan', 'foregroundDeletion'];

function finalizerErrors(finalizers: readonly string[]): Cause[] {
	const causes: Cause[] = [];
	for (const finalizer of finalizers) {
		causes.push(...invalidEach('metadata.finalizers', finalizer, qualifiedNameErrors(finalizer)));
	}
	if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
		causes.push(
			invalid(
				'metadata.finalizers',
				typed(finalizers),
				'finalizer orphan and foregroundDeletion cannot be both set',
			),
		);
	}
	for (const [index, finalizer] of finalizers.entries()) {
		if (!finalizer.includes('/') && !standardFinalizers.includes(finalizer)) {
			causes.push(
				invalid(
					`metadata.finalizers[${index}]`,
					finalizer,
					'name is neither a standard finalizer name nor is it fully qualified',
				),
			);
		}
	}
	return causes;
}
