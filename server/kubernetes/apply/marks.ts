// Invariant: an address or port stands for a mark exactly if the cluster chose it; no manifest can have written it.
import type { ServiceObject, ServiceSpecObject } from '../decoding/service-object.ts';
import { exampleAddress, type Picked } from '../defaulting/allocate-service.ts';
import type { JsonObject, JsonValue } from '../objects/json.ts';
import { isList, isObject } from '../objects/json.ts';
import type { Cause } from '../validation/cause.ts';
import type { AdmissionContext } from '../validation/context.ts';

/**
 * Stand-ins for what the cluster chooses, so that addresses and ports can be carried over, compared and validated like any
 * other. Addresses are the networks' own, which nobody can get; ports lie above the node port range.
 */
export class AllocatedMarks {
	private readonly addresses: ReadonlyMap<string, string>;
	private readonly taken: Set<number>;
	private readonly ports = new Set<number>();
	private next: number;

	/** `written` are the ports that the two manifests name. */
	constructor(context: AdmissionContext, written: Iterable<number>) {
		this.addresses = new Map(
			context.serviceCIDRs.map((cidr) => [
				exampleAddress(cidr),
				cidr.includes(':') ? '<allocated IPv6>' : '<allocated IPv4>',
			]),
		);
		this.taken = new Set(written);
		this.next = Math.min(context.nodePortRange.to, 60000) + 1;
	}

	/** A port that stands for one that the cluster chooses. */
	nextPort(): number {
		while (this.taken.has(this.next)) this.next++;
		this.taken.add(this.next);
		this.ports.add(this.next);
		return this.next;
	}

	/** A stored Service whose chosen ports stand for marks. */
	withMarkedPorts(service: ServiceObject, picked: Picked): ServiceObject {
		const byPort = new Map<number, number>();
		const ports = service.spec.ports?.map((port, index) => {
			if (!picked.nodePorts.has(index)) return port;
			// Ports of one number share their node port.
			const nodePort = byPort.get(port.port ?? 0) ?? this.nextPort();
			byPort.set(port.port ?? 0, nodePort);
			return { ...port, nodePort };
		});
		const spec: ServiceSpecObject = {
			...service.spec,
			...(ports === undefined ? {} : { ports }),
			...(picked.healthCheckNodePort ? { healthCheckNodePort: this.nextPort() } : {}),
		};
		return { ...service, spec };
	}

	/** An encoded Service with the marks in the places of their stand-ins. */
	show(value: JsonObject): JsonObject {
		const spec = value.spec;
		return isObject(spec) ? { ...value, spec: this.showObject(spec) } : value;
	}

	/** Causes that name marks instead of stand-ins. */
	showCauses(causes: readonly Cause[]): Cause[] {
		return causes.map((cause) => {
			let { message } = cause;
			for (const [address, mark] of this.addresses) message = message.replaceAll(`"${address}"`, `"${mark}"`);
			for (const port of this.ports)
				message = message.replaceAll(new RegExp(`\\b${port}\\b`, 'g'), '<allocated>');
			return { ...cause, message };
		});
	}

	private showObject(object: JsonObject): JsonObject {
		return Object.fromEntries(
			Object.entries(object).map(([key, value]) => [key, this.showValue(key, value ?? null)]),
		);
	}

	private showValue(key: string, value: JsonValue): JsonValue {
		if (key === 'clusterIP' || key === 'clusterIPs') return this.showAddress(value);
		if (key === 'nodePort' || key === 'healthCheckNodePort') {
			return typeof value === 'number' && this.ports.has(value) ? '<allocated>' : value;
		}
		if (key === 'ports' && isList(value)) {
			return value.map((port) => (isObject(port) ? this.showObject(port) : port));
		}
		return value;
	}

	private showAddress(value: JsonValue): JsonValue {
		if (isList(value)) return value.map((item) => this.showAddress(item));
		return typeof value === 'string' ? (this.addresses.get(value) ?? value) : value;
	}
}
