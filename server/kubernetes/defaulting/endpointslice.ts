// Sources: pkg/apis/discovery/v1/defaults.go, pkg/registry/discovery/endpointslice/strategy.go (PrepareForCreate).
import type { EndpointObject, EndpointSliceObject } from '../decoding/endpointslice-object.ts';
import { type AdmissionContext, has } from '../validation/context.ts';

/** Fills in ports' names and protocols, and drops what a v1 request cannot write. */
export function defaultEndpointSlice(
	slice: EndpointSliceObject,
	context: AdmissionContext,
): EndpointSliceObject {
	return {
		...slice,
		metadata: { ...slice.metadata, generation: 1 },
		...(slice.ports === undefined
			? {}
			: {
					ports: slice.ports.map((port) => ({
						...port,
						name: port.name ?? '',
						protocol: port.protocol ?? 'TCP',
					})),
				}),
		...(slice.endpoints === undefined
			? {}
			: { endpoints: slice.endpoints.map((endpoint) => prepareEndpoint(endpoint, context)) }),
	};
}

function prepareEndpoint(endpoint: EndpointObject, context: AdmissionContext): EndpointObject {
	const { deprecatedTopology: _, hints, ...kept } = endpoint;
	if (hints === undefined) return kept;
	if (has(context, 'sameTrafficDistribution')) return { ...kept, hints };
	const { forNodes: __, ...others } = hints;
	return { ...kept, hints: others };
}
