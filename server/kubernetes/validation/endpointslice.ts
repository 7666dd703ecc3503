// Sources: pkg/apis/discovery/validation/validation.go, pkg/apis/discovery/v1/zz_generated.validations.go,
// pkg/registry/discovery/endpointslice/strategy.go (warnings).
import type {
	EndpointHintsObject,
	EndpointObject,
	EndpointPortObject,
	EndpointSliceObject,
} from '../decoding/endpointslice-object.ts';
import {
	type Cause,
	duplicate,
	invalid,
	invalidEach,
	notSupported,
	required,
	tooMany,
	typed,
} from './cause.ts';
import { type AdmissionContext, has } from './context.ts';
import {
	canonicalIPErrors,
	endpointIPErrors,
	ipWarnings,
	isIPv4,
	isIPv6,
	legacyIPErrors,
} from './ip-address.ts';
import {
	dnsLabelErrors,
	dnsSubdomainErrors,
	labelValueErrors,
	nameIsSubdomain,
	qualifiedNameErrors,
} from './names.ts';
import { metadataErrors } from './object-meta.ts';
import type { Warning } from './warning.ts';

const maxAddresses = 100;
const maxEndpoints = 1000;
const maxHints = 8;
const maxPorts = 20000;
const addressTypes = ['FQDN', 'IPv4', 'IPv6'];
const protocols = ['SCTP', 'TCP', 'UDP'];

/** Why a new EndpointSlice is rejected. */
export function endpointSliceErrors(slice: EndpointSliceObject, context: AdmissionContext): Cause[] {
	const { addressType = '', endpoints = [], ports = [] } = slice;
	return [
		...metadataErrors(slice.metadata, nameIsSubdomain, context),
		...addressTypeErrors(addressType),
		...portErrors(ports),
		...endpointErrors(endpoints, addressType, context),
	];
}

function addressTypeErrors(addressType: string): Cause[] {
	if (addressType === '') return [required('addressType')];
	return addressTypes.includes(addressType)
		? []
		: [notSupported('addressType', typed(addressType), addressTypes)];
}

function portErrors(ports: readonly EndpointPortObject[]): Cause[] {
	if (ports.length > maxPorts) return [tooMany('ports', ports.length, maxPorts)];
	const causes: Cause[] = [];
	const names = new Set<string>();
	for (const [index, { name = '', protocol = '', appProtocol }] of ports.entries()) {
		const path = `ports[${index}]`;
		if (name !== '') causes.push(...invalidEach(`${path}.name`, name, dnsLabelErrors(name)));
		if (names.has(name)) causes.push(duplicate(`${path}.name`, typed(name)));
		names.add(name);
		if (!protocols.includes(protocol)) {
			causes.push(notSupported(`${path}.protocol`, typed(protocol), protocols));
		}
		if (appProtocol !== undefined) {
			causes.push(...invalidEach(`${path}.appProtocol`, appProtocol, qualifiedNameErrors(appProtocol)));
		}
	}
	return causes;
}

function endpointErrors(
	endpoints: readonly EndpointObject[],
	addressType: string,
	context: AdmissionContext,
): Cause[] {
	// The declarative rules look at every endpoint, the hand-written ones stop at too many.
	if (endpoints.length > maxEndpoints) {
		return [
			tooMany('endpoints', endpoints.length, maxEndpoints),
			...endpoints.flatMap((endpoint, index) => countErrors(`endpoints[${index}]`, endpoint, context)),
		];
	}
	return endpoints.flatMap((endpoint, index) => {
		const path = `endpoints[${index}]`;
		return [
			...countErrors(path, endpoint, context),
			...(endpoint.addresses ?? []).flatMap((address, at) =>
				addressErrors(`${path}.addresses`, at, address, addressType, context),
			),
			...memberErrors(path, endpoint),
		];
	});
}

/** Each endpoint has between 1 and 100 addresses. */
function countErrors(path: string, { addresses = [] }: EndpointObject, context: AdmissionContext): Cause[] {
	const field = `${path}.addresses`;
	if (addresses.length === 0) {
		const detail = has(context, 'declarativeValidation') ? '' : 'must contain at least 1 address';
		return [required(field, detail)];
	}
	return addresses.length > maxAddresses ? [tooMany(field, addresses.length, maxAddresses)] : [];
}

function addressErrors(
	field: string,
	index: number,
	address: string,
	addressType: string,
	context: AdmissionContext,
): Cause[] {
	const path = `${field}[${index}]`;
	if (addressType === 'FQDN') return fullyQualifiedErrors(path, address);
	if (addressType !== 'IPv4' && addressType !== 'IPv6') return [];
	const malformed =
		addressType === 'IPv4'
			? legacyIPErrors(path, address, has(context, 'strictAddresses'))
			: canonicalIPErrors(path, address);
	if (malformed.length > 0) return malformed;
	const fits = addressType === 'IPv4' ? isIPv4(address) : isIPv6(address);
	return [
		...(fits ? [] : [invalid(field, address, `must be an ${addressType} address`)]),
		...endpointIPErrors(path, address),
	];
}

/** IsFullyQualifiedDomainName: at least two labels, a trailing dot is allowed. */
function fullyQualifiedErrors(path: string, written: string): Cause[] {
	if (written === '') return [required(path)];
	const name = written.endsWith('.') ? written.slice(0, -1) : written;
	const subdomain = dnsSubdomainErrors(name);
	if (subdomain.length > 0) return [invalid(path, name, subdomain.join(','))];
	const labels = name.split('.');
	if (labels.length < 2) {
		return [invalid(path, name, 'should be a domain with at least two segments separated by dots')];
	}
	for (const label of labels) {
		const errors = dnsLabelErrors(label);
		if (errors.length > 0) return [invalid(path, label, errors.join(','))];
	}
	return [];
}

function memberErrors(path: string, { nodeName, hostname, hints }: EndpointObject): Cause[] {
	return [
		...(nodeName === undefined
			? []
			: invalidEach(`${path}.nodeName`, nodeName, dnsSubdomainErrors(nodeName))),
		...(hostname === undefined ? [] : invalidEach(`${path}.hostname`, hostname, dnsLabelErrors(hostname))),
		...(hints === undefined ? [] : hintErrors(`${path}.hints`, hints)),
	];
}

/** Too many of one kind end the check of both. */
function hintErrors(path: string, { forZones = [], forNodes = [] }: EndpointHintsObject): Cause[] {
	if (forZones.length > maxHints) return [tooMany(`${path}.forZones`, forZones.length, maxHints)];
	const zones = nameErrors(`${path}.forZones`, forZones, labelValueErrors);
	if (forNodes.length > maxHints) {
		return [...zones, tooMany(`${path}.forNodes`, forNodes.length, maxHints)];
	}
	return [...zones, ...nameErrors(`${path}.forNodes`, forNodes, dnsSubdomainErrors)];
}

function nameErrors(
	path: string,
	hints: readonly { readonly name?: string }[],
	rule: (name: string) => string[],
): Cause[] {
	const names = new Set<string>();
	return hints.flatMap(({ name = '' }, index) => {
		const field = `${path}[${index}].name`;
		const repeated = names.has(name);
		names.add(name);
		return [...(repeated ? [duplicate(field, name)] : []), ...invalidEach(field, name, rule(name))];
	});
}

const controllers: readonly string[] = [
	'endpointslice-controller.k8s.io',
	'endpointslicemirroring-controller.k8s.io',
];

/** What the API server says to an accepted EndpointSlice. */
export function endpointSliceWarnings(slice: EndpointSliceObject, context: AdmissionContext): Warning[] {
	const deprecated: Warning[] =
		slice.addressType === 'FQDN'
			? [
					{
						kind: 'deprecated',
						field: 'addressType',
						message: 'spec.addressType: FQDN endpoints are deprecated',
					},
				]
			: [];
	const manager = slice.metadata.labels?.['endpointslice.kubernetes.io/managed-by'] ?? '';
	if (controllers.includes(manager)) return deprecated;
	return [
		...deprecated,
		...(slice.endpoints ?? []).flatMap(({ addresses = [] }, index) =>
			addresses.flatMap((address, at) =>
				ipWarnings(`endpoints[${index}].addresses[${at}]`, address, has(context, 'strictAddresses')),
			),
		),
	];
}
