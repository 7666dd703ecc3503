import type { EndpointSliceObject } from '../decoding/endpointslice-object.ts';
import { defaultEndpointSlice } from '../defaulting/endpointslice.ts';
import { endpointSliceErrors, endpointSliceWarnings } from './endpointslice.ts';
import type { Judge } from './judgement.ts';

export const judgeEndpointSlice: Judge = (decoded, context) => {
	const slice = defaultEndpointSlice(decoded as EndpointSliceObject, context);
	const causes = endpointSliceErrors(slice, context);
	if (causes.length > 0) return { causes };
	return { object: slice, warnings: endpointSliceWarnings(slice, context) };
};
