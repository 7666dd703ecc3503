// Invariant: a name is read as CoreDNS v1.15.0 reads it (plugin/kubernetes/parse.go parseRequest): one reading for all
// record types, no wildcards.
import { countLabels, splitLabels } from '../../name.ts';

/** What a name below the zone asks for. Parts that the name does not have are ''. */
export interface RecordRequest {
	readonly podOrService: '' | 'pod' | 'svc';
	readonly namespace: string;
	/** The service's name; for `pod` the dashed address. */
	readonly service: string;
	readonly endpoint: string;
	/** The cluster's id, in multicluster zones. */
	readonly cluster: string;
	/** Without the underscore in front. */
	readonly port: string;
	readonly protocol: string;
	/** The topology zone of a zonal name. */
	readonly zone: string;
	/** `prefer`: all endpoints if the zone has none. */
	readonly zonePrefer: boolean;
}

const empty: RecordRequest = {
	podOrService: '',
	namespace: '',
	service: '',
	endpoint: '',
	cluster: '',
	port: '',
	protocol: '',
	zone: '',
	zonePrefer: false,
};

export interface RequestGrammar {
	readonly multicluster: boolean;
	readonly zonal: boolean;
}

/** Reads a name in lower case. Undefined for one that has no reading (CoreDNS: "invalid query name"). */
export function parseRequest(name: string, zone: string, grammar: RequestGrammar): RecordRequest | undefined {
	return parseBelowZone(trimZone(name, zone), grammar);
}

/** The name without as many labels as the zone has, without final dot; '' if nothing is left. */
export function trimZone(name: string, zone: string): string {
	const labels = splitLabels(name);
	return labels.slice(0, Math.max(0, labels.length - countLabels(zone))).join('.');
}

/** As parseRequest, for the part of the name left of the zone, without final dot. */
export function parseBelowZone(base: string, grammar: RequestGrammar): RecordRequest | undefined {
	// Also the zone itself: no data, but no denial.
	if (base === '' || base === 'svc' || base === 'pod') return empty;
	if (base.includes('\\')) return parseLabels(splitLabels(base), grammar);
	// The common case without arrays: from the right, one dot at a time.
	const kindDot = base.lastIndexOf('.');
	const podOrService = kindOf(base.slice(kindDot + 1));
	if (podOrService === undefined) return undefined;
	const namespaceDot = base.lastIndexOf('.', kindDot - 1);
	const namespace = base.slice(namespaceDot + 1, kindDot);
	if (kindDot === 0 || namespaceDot === -1) return { ...empty, podOrService, namespace };
	const serviceDot = namespaceDot === 0 ? -1 : base.lastIndexOf('.', namespaceDot - 1);
	const service = base.slice(serviceDot + 1, namespaceDot);
	if (serviceDot === -1) {
		return {
			podOrService,
			namespace,
			service,
			endpoint: '',
			cluster: '',
			port: '',
			protocol: '',
			zone: '',
			zonePrefer: false,
		};
	}
	const left = base.slice(0, serviceDot).split('.');
	return parseLeft({ ...empty, podOrService, namespace, service }, left, grammar);
}

function kindOf(label: string): 'pod' | 'svc' | undefined {
	return label === 'svc' || label === 'pod' ? label : undefined;
}

function parseLabels(labels: readonly string[], grammar: RequestGrammar): RecordRequest | undefined {
	const podOrService = kindOf(labels.at(-1) ?? '');
	if (podOrService === undefined) return undefined;
	const request = { ...empty, podOrService, namespace: labels.at(-2) ?? '', service: labels.at(-3) ?? '' };
	return labels.length <= 3 ? request : parseLeft(request, labels.slice(0, -3), grammar);
}

/** The labels left of the service: an endpoint, a port and protocol, or a zonal name. */
function parseLeft(
	request: RecordRequest,
	left: readonly string[],
	grammar: RequestGrammar,
): RecordRequest | undefined {
	const last = left.at(-1) ?? '';
	if (left.length === 1) return { ...request, endpoint: last };
	const before = left.at(-2) ?? '';
	if (left.length === 2) {
		if (grammar.multicluster && !last.startsWith('_') && !before.startsWith('_')) {
			return { ...request, cluster: last, endpoint: before };
		}
		return { ...request, protocol: withoutUnderscore(last), port: withoutUnderscore(before) };
	}
	const zonal = grammar.zonal && !grammar.multicluster && last === '_zone' && request.podOrService === 'svc';
	if (!zonal || (before !== 'pin' && before !== 'prefer')) return undefined;
	return { ...request, zone: left.slice(0, -2).join('.'), zonePrefer: before === 'prefer' };
}

function withoutUnderscore(label: string): string {
	return label.startsWith('_') ? label.slice(1) : label;
}
