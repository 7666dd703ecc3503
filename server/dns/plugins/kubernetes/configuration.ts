// Invariant: options are read as CoreDNS v1.15.0 reads them (plugin/kubernetes/setup.go ParseStanza), errors in its words.
import { isReverseName } from '../../address.ts';
import type { Dispenser } from '../../corefile/dispenser.ts';
import { type LabelSelector, parseLabelSelector } from '../../corefile/label-selector.ts';
import { integerProblem, quote, readDuration, readFloat, readInteger } from '../../corefile/numbers.ts';
import { fallthroughZones, originsOf } from '../../corefile/origins.ts';

export type PodMode = 'disabled' | 'insecure' | 'verified';

export interface KubernetesOptions {
	readonly zones: readonly string[];
	/** The first zone that is not reverse: where PTR records point. */
	readonly primaryZone: string;
	readonly podMode: PodMode;
	/** Seconds, 0 to 3600. */
	readonly ttl: number;
	readonly endpointPodNames: boolean;
	readonly ignoreEmptyService: boolean;
	/** False with `noendpoints`: EndpointSlices are not read. */
	readonly endpoints: boolean;
	readonly zonal: boolean;
	readonly multiclusterZones: readonly string[];
	/** Empty exposes every namespace. */
	readonly namespaces: ReadonlySet<string>;
	readonly fallthroughZones: readonly string[];
	readonly labels: LabelSelector | undefined;
	readonly namespaceLabels: LabelSelector | undefined;
}

interface Draft {
	podMode: PodMode;
	ttl: number;
	endpointPodNames: boolean;
	ignoreEmptyService: boolean;
	endpoints: boolean;
	zonal: boolean;
	multiclusterZones: readonly string[];
	namespaces: Set<string>;
	fallthroughZones: readonly string[];
	labels: LabelSelector | undefined;
	namespaceLabels: LabelSelector | undefined;
}

/** Reads the plugin's stanza; `controller` stands before its name. Throws CorefileError. */
export function readKubernetesOptions(
	controller: Dispenser,
	serverBlockKeys: readonly string[],
): KubernetesOptions {
	let options: KubernetesOptions | undefined;
	while (controller.next()) {
		if (options !== undefined) {
			throw controller.bareError('this plugin can only be used once per Server Block');
		}
		options = readStanza(controller, serverBlockKeys);
	}
	if (options === undefined) throw controller.endOfFileError();
	return options;
}

function readStanza(controller: Dispenser, serverBlockKeys: readonly string[]): KubernetesOptions {
	const zones = originsOf(controller.remainingArguments(), serverBlockKeys);
	const primaryZone = zones.find((zone) => !isReverseName(zone));
	if (primaryZone === undefined) throw controller.bareError('non-reverse zone name must be used');
	const draft: Draft = {
		podMode: 'disabled',
		ttl: 5,
		endpointPodNames: false,
		ignoreEmptyService: false,
		endpoints: true,
		zonal: false,
		multiclusterZones: [],
		namespaces: new Set(),
		fallthroughZones: [],
		labels: undefined,
		namespaceLabels: undefined,
	};
	while (controller.nextBlock()) readProperty(controller, draft);
	if (draft.namespaces.size > 0 && draft.namespaceLabels !== undefined) {
		throw controller.error('namespaces and namespace_labels cannot both be set');
	}
	for (const zone of draft.multiclusterZones) {
		if (zones.includes(zone)) continue;
		throw controller.error(
			`is not authoritative for the multicluster zone ${zone} (authoritative zones: [${zones.join(' ')}])`,
		);
	}
	if (draft.zonal && !draft.endpoints) {
		throw controller.error('zonal requires the endpoint cache; remove noendpoints');
	}
	return { ...draft, zones, primaryZone };
}

function readProperty(controller: Dispenser, draft: Draft): void {
	const property = controller.value();
	const args = controller.remainingArguments();
	const [first] = args;
	switch (property) {
		case 'endpoint_pod_names':
			if (first !== undefined) throw controller.argumentError();
			draft.endpointPodNames = true;
			return;
		case 'pods':
			if (first === undefined || args.length !== 1) throw controller.argumentError();
			if (first !== 'disabled' && first !== 'insecure' && first !== 'verified') {
				throw controller.bareError(
					`wrong value for pods: ${first},  must be one of: disabled, verified, insecure`,
				);
			}
			draft.podMode = first;
			return;
		case 'namespaces':
			if (first === undefined) throw controller.argumentError();
			for (const namespace of args) draft.namespaces.add(namespace);
			return;
		case 'endpoint':
			if (first === undefined) throw controller.argumentError();
			return;
		case 'tls':
			if (args.length !== 3) throw controller.argumentError();
			return;
		case 'labels':
			draft.labels = readSelector(controller, args, 'label selector');
			return;
		case 'namespace_labels':
			draft.namespaceLabels = readSelector(controller, args, 'namespace_label selector');
			return;
		case 'fallthrough':
			draft.fallthroughZones = fallthroughZones(args);
			return;
		case 'ttl':
			draft.ttl = readTtl(controller, first);
			return;
		case 'noendpoints':
			if (first !== undefined) throw controller.argumentError();
			draft.endpoints = false;
			return;
		case 'zonal':
			if (first !== undefined) throw controller.argumentError();
			draft.zonal = true;
			return;
		case 'ignore':
			if (first === undefined) return;
			if (first !== 'empty_service') {
				throw controller.bareError(`unable to parse ignore value: '${first}'`);
			}
			draft.ignoreEmptyService = true;
			return;
		case 'kubeconfig':
			if (args.length !== 1 && args.length !== 2) throw controller.argumentError();
			return;
		case 'multicluster':
			draft.multiclusterZones = originsOf(args, []);
			return;
		case 'startup_timeout':
			if (first === undefined) throw controller.argumentError();
			readDuration(controller, first, (problem) =>
				controller.bareError(`failed to parse startup_timeout: ${first}, ${problem}`),
			);
			return;
		case 'apiserver_qps':
		case 'apiserver_burst':
		case 'apiserver_max_inflight':
			readLimit(controller, property, args);
			return;
		default:
			throw controller.error(`unknown property '${property}'`);
	}
}

function readSelector(controller: Dispenser, args: readonly string[], what: string): LabelSelector {
	if (args.length === 0) throw controller.argumentError();
	const text = args.join(' ');
	const selector = parseLabelSelector(text);
	if (!('problem' in selector)) return selector;
	throw controller.bareError(`unable to parse ${what} value: '${text}': ${selector.problem}`);
}

function readTtl(controller: Dispenser, text: string | undefined): number {
	if (text === undefined) throw controller.argumentError();
	const ttl = readInteger(controller, text);
	if (ttl < 0 || ttl > 3600) throw controller.error(`ttl must be in range [0, 3600]: ${ttl}`);
	return ttl;
}

/** Settings of the client to the API server: checked, then of no use here. */
function readLimit(controller: Dispenser, property: string, args: readonly string[]): void {
	const [text] = args;
	if (text === undefined || args.length !== 1) throw controller.argumentError();
	const value = property === 'apiserver_qps' ? readFloat(text) : wholeNumber(text);
	if (typeof value !== 'number') {
		throw controller.error(`invalid ${property} ${quote(text)}: ${value.problem}`);
	}
	if (value < 0) throw controller.error(`${property} must be >= 0`);
}

function wholeNumber(text: string): number | { readonly problem: string } {
	const problem = integerProblem(text);
	return problem === undefined ? Number(text) : { problem };
}
