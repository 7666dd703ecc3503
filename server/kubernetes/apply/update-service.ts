// Invariant: the API server's steps in its order: carry over, allocate, drop, validate, warn. Allocation comes before
// validation, so an update that cannot get its addresses is rejected for that alone.
// Sources: pkg/registry/core/service/storage/storage.go (beginUpdate), apiserver pkg/registry/rest/update.go (BeforeUpdate).
import type { ServiceObject } from '../decoding/service-object.ts';
import { allocateService } from '../defaulting/allocate-service.ts';
import { defaultService } from '../defaulting/service.ts';
import type { Cause } from '../validation/cause.ts';
import type { AdmissionContext } from '../validation/context.ts';
import { serviceWarnings } from '../validation/service-warnings.ts';
import type { Warning } from '../validation/warning.ts';
import { normalizeUpdatedClusterIPs, patchAllocatedValues } from './carry-over.ts';
import { dropTypeDependentFields } from './drop-fields.ts';
import type { AllocatedMarks } from './marks.ts';
import { reallocate } from './reallocate.ts';
import { serviceUpdateErrors } from './service-update-errors.ts';

/** A Service as the cluster holds it after its creation, stand-ins in the places of what the cluster chose. */
export function createService(
	decoded: ServiceObject,
	marks: AllocatedMarks,
	context: AdmissionContext,
): ServiceObject | undefined {
	const allocated = allocateService(defaultService(decoded), context);
	return allocated.causes === undefined
		? marks.withMarkedPorts(readBack(allocated.service), allocated.picked)
		: undefined;
}

export type ServiceUpdate =
	| { readonly service: ServiceObject; readonly warnings: readonly Warning[]; readonly causes?: undefined }
	| { readonly causes: readonly Cause[] };

/** What becomes of a running Service that a client wants to be `decoded` (defaults not yet filled in). */
export function updateService(
	decoded: ServiceObject,
	before: ServiceObject,
	marks: AllocatedMarks,
	context: AdmissionContext,
): ServiceUpdate {
	const wanted = defaultService(decoded);
	const carried = patchAllocatedValues(wanted.spec, before.spec);
	const spec = normalizeUpdatedClusterIPs(carried, before.spec);
	const reallocated = reallocate({ ...wanted, spec }, before, marks, context);
	if (reallocated.causes !== undefined) return reallocated;
	const after = { ...wanted, spec: dropTypeDependentFields(reallocated.spec, before.spec) };
	const causes = serviceUpdateErrors(after, before, context);
	if (causes.length > 0) return { causes };
	return { service: readBack(after), warnings: serviceWarnings(after, context) };
}

/** An ExternalName is shown without internalTrafficPolicy (storage.go defaultOnReadService). */
function readBack(service: ServiceObject): ServiceObject {
	if (service.spec.type !== 'ExternalName') return service;
	const { internalTrafficPolicy: _, ...spec } = service.spec;
	return { ...service, spec };
}
