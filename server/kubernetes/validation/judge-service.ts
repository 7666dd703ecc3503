import type { ServiceObject } from '../decoding/service-object.ts';
import { allocateService } from '../defaulting/allocate-service.ts';
import { defaultService } from '../defaulting/service.ts';
import { markAllocated } from '../defaulting/stored-service.ts';
import type { Judge } from './judgement.ts';
import { serviceCreateErrors } from './service.ts';
import { serviceWarnings } from './service-warnings.ts';

/** Addresses come before validation, so a Service that cannot get any is rejected for that alone (Store.Create, BeginCreate). */
export const judgeService: Judge = (decoded, context) => {
	const { status: _, ...created } = decoded as ServiceObject;
	const allocated = allocateService(defaultService(created), context);
	if (allocated.causes !== undefined) return allocated;
	const causes = serviceCreateErrors(allocated.service, context);
	if (causes.length > 0) return { causes };
	const warnings = serviceWarnings(allocated.service, context);
	return { object: markAllocated(allocated.service, allocated.picked), warnings };
};
