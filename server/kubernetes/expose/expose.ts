// Invariant: the generated Service and the error messages are those of `kubectl expose` v1.37, and the object carries no
// namespace. Source: k8s.io/kubectl pkg/cmd/expose/expose.go (RunExpose, createService).
import { type JsonObject, type JsonValue, type StringMap, stringAt } from '../objects/json.ts';
import { quote } from '../validation/quote.ts';
import { exposableKinds, groupKindText, groupOf } from './exposable-kinds.ts';
import { labelsOf, nameOf, portsOf, type Result, selectorOf } from './exposed-object.ts';

/** The flags of `kubectl expose`, as written; '' or absent where a flag is not given. */
export interface ExposeOptions {
	readonly port?: string;
	readonly targetPort?: string;
	readonly protocol?: string;
	readonly name?: string;
	readonly type?: string;
	readonly clusterIP?: string;
	readonly sessionAffinity?: string;
	/** `key=value,key=value`, as are labels. */
	readonly selector?: string;
	readonly labels?: string;
	readonly externalIP?: string;
	readonly loadBalancerIP?: string;
}

/** `service` with its members in the order of the API's types, or kubectl's message without `error: `. */
export type Exposed =
	| { readonly service: JsonObject; readonly error?: undefined }
	| { readonly error: string; readonly service?: undefined };

const maximumNameLength = 63;

/** The Service that stands before the Pods of a workload (or beside another Service). */
export function expose(object: JsonObject, options: ExposeOptions = {}): Exposed {
	const kind = stringAt(object, 'kind') ?? '';
	const apiVersion = stringAt(object, 'apiVersion') ?? '';
	if (!exposableKinds.some((entry) => entry.kind === kind && entry.group === groupOf(apiVersion))) {
		return { error: `cannot expose a ${groupKindText(apiVersion, kind)}` };
	}
	const inferred = options.selector ? { value: options.selector } : inferSelector(object, kind);
	if (inferred.error !== undefined) return inferred;
	const declared = portsOf(object, kind);
	const wanted = options.port ? options.port.split(',') : [...declared.keys()];
	if (wanted.length === 0 && options.clusterIP !== 'None') {
		return { error: "couldn't find port via --port flag or introspection" };
	}
	if (inferred.value === '') return { error: 'selector must be specified' };
	const selector = parseLabels(inferred.value);
	if (selector.error !== undefined) return selector;
	const labelText = options.labels || labelsText(labelsOf(object));
	const labels = labelText === '' ? { value: {} } : parseLabels(labelText);
	if (labels.error !== undefined) return labels;
	const name = options.name || nameOf(object).slice(0, maximumNameLength);
	if (name === '') return { error: 'name must be specified' };
	const ports = servicePorts(wanted, declared, options);
	if (ports.error !== undefined) return ports;
	const affinity = options.sessionAffinity ?? '';
	if (!['', 'None', 'ClientIP'].includes(affinity)) return { error: `unknown session affinity: ${affinity}` };
	return { service: toService(name, labels.value, selector.value, ports.value, options) };
}

function inferSelector(object: JsonObject, kind: string): Result<string> {
	const selector = selectorOf(object, kind);
	if (selector.error === undefined) return { value: labelsText(selector.value) };
	return { error: `couldn't retrieve selectors via --selector flag or introspection: ${selector.error}` };
}

/** kubectl passes labels on as text, so a value with a comma or `=` is not read back. */
function labelsText(labels: StringMap): string {
	return Object.entries(labels)
		.map(([key, value]) => `${key}=${value}`)
		.join(',');
}

function parseLabels(text: string): Result<StringMap> {
	const labels: [string, string][] = [];
	for (const item of text.split(',')) {
		const [key = '', value, ...more] = item.split('=');
		if (value === undefined || more.length > 0) return { error: `unexpected label spec: ${item}` };
		if (key === '') return { error: 'unexpected empty label key' };
		labels.push([key, value]);
	}
	return { value: Object.fromEntries(labels) };
}

interface GeneratedPort {
	readonly name: string;
	readonly protocol: string;
	readonly port: number;
}

/** One port for each number, or one for each of its protocols where it has several and no flag chooses. */
function servicePorts(
	wanted: readonly string[],
	declared: ReadonlyMap<string, readonly string[]>,
	{ protocol = '' }: ExposeOptions,
): Result<readonly GeneratedPort[]> {
	const ports: GeneratedPort[] = [];
	for (const [index, text] of wanted.entries()) {
		const number = parseInt32(text);
		if (number.error !== undefined) return number;
		const port = number.value;
		const name = wanted.length > 1 ? `port-${index + 1}` : '';
		const protocols = protocol === '' ? (declared.get(text) ?? ['TCP']) : [protocol];
		if (protocols.length === 1) ports.push({ name, protocol: protocols[0] ?? 'TCP', port });
		else {
			for (const own of protocols) {
				ports.push({ name: `port-${index + 1}-${own.toLowerCase()}`, protocol: own, port });
			}
		}
	}
	return { value: ports };
}

/** strconv.Atoi, then cut to 32 bits. */
function parseInt32(text: string): Result<number> {
	const failed = (why: string) => ({ error: `strconv.Atoi: parsing ${quote(text)}: ${why}` });
	if (!/^[+-]?[0-9]+$/.test(text)) return failed('invalid syntax');
	const value = BigInt(text.replace(/^\+/, ''));
	if (value !== BigInt.asIntN(64, value)) return failed('value out of range');
	return { value: Number(BigInt.asIntN(32, value)) };
}

/** intstr.Parse: what is no 32-bit number is a name. */
function numberOrName(text: string): number | string {
	const value = /^[+-]?[0-9]+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined;
	return value === undefined || value !== BigInt.asIntN(32, value) ? text : Number(value);
}

function toService(
	name: string,
	labels: StringMap,
	selector: StringMap,
	ports: readonly GeneratedPort[],
	options: ExposeOptions,
): JsonObject {
	const { targetPort = '', clusterIP, type, externalIP, sessionAffinity, loadBalancerIP } = options;
	const chosen = targetPort === '' ? undefined : numberOrName(targetPort);
	return {
		kind: 'Service',
		apiVersion: 'v1',
		metadata: { name, ...(Object.keys(labels).length === 0 ? {} : { labels: sorted(labels) }) },
		spec: {
			...(ports.length === 0
				? {}
				: {
						ports: ports.map((port) => ({
							...(port.name === '' ? {} : { name: port.name }),
							protocol: port.protocol,
							port: port.port,
							targetPort: chosen ?? port.port,
						})),
					}),
			selector: sorted(selector),
			...written('clusterIP', clusterIP),
			...written('type', type),
			...(externalIP ? { externalIPs: [externalIP] } : {}),
			...written('sessionAffinity', sessionAffinity),
			...(type === 'LoadBalancer' ? written('loadBalancerIP', loadBalancerIP) : {}),
		},
		status: { loadBalancer: {} },
	};
}

/** encoding/json writes a map by its keys. */
function sorted(labels: StringMap): StringMap {
	return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function written(key: string, value: string | undefined): Record<string, JsonValue> {
	return value ? { [key]: value } : {};
}
