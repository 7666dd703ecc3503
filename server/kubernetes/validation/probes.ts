// Source: pkg/apis/core/validation/validation.go (validateProbe, validateHandler, validateLifecycle).
import type { HandlerObject, HTTPGetObject, LifecycleObject, ProbeObject } from '../decoding/pod-object.ts';
import { type Cause, forbidden, invalid, invalidEach, notSupported, required, typed } from './cause.ts';
import { headerNameErrors } from './names.ts';
import { portNumberOrNameErrors } from './service-ports.ts';

export function probeErrors(
	path: string,
	probe: ProbeObject,
	use: 'liveness' | 'readiness' | 'startup',
): Cause[] {
	const { terminationGracePeriodSeconds: grace, successThreshold = 0 } = probe;
	const { exec, httpGet, tcpSocket, grpc } = probe;
	const causes = handlerErrors(path, { exec, httpGet, tcpSocket, grpc }, 0);
	const numbers = {
		initialDelaySeconds: probe.initialDelaySeconds,
		timeoutSeconds: probe.timeoutSeconds,
		periodSeconds: probe.periodSeconds,
		successThreshold,
		failureThreshold: probe.failureThreshold,
	};
	for (const [name, value = 0] of Object.entries(numbers)) {
		if (value < 0) causes.push(invalid(`${path}.${name}`, value, 'must be greater than or equal to 0'));
	}
	const graceField = `${path}.terminationGracePeriodSeconds`;
	if (grace !== undefined && grace <= 0) causes.push(invalid(graceField, grace, 'must be greater than 0'));
	if (use === 'readiness') {
		if (grace !== undefined) {
			causes.push(invalid(graceField, grace, 'must not be set for readinessProbes'));
		}
	} else if (successThreshold !== 1) {
		causes.push(invalid(`${path}.successThreshold`, successThreshold, 'must be 1'));
	}
	return causes;
}

export function lifecycleErrors(path: string, lifecycle: LifecycleObject, gracePeriod: number): Cause[] {
	const { postStart, preStop } = lifecycle;
	return [
		...(postStart === undefined ? [] : handlerErrors(`${path}.postStart`, postStart, gracePeriod)),
		...(preStop === undefined ? [] : handlerErrors(`${path}.preStop`, preStop, gracePeriod)),
	];
}

type Handlers = { readonly [K in keyof HandlerObject]: HandlerObject[K] | undefined };

/** Exactly one way to act; of several only the first is looked into. */
function handlerErrors(path: string, handler: Handlers, gracePeriod: number): Cause[] {
	const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
	const checks: readonly [name: string, errors: Cause[] | undefined][] = [
		['exec', exec && ((exec.command ?? []).length === 0 ? [required(`${path}.exec.command`)] : [])],
		['httpGet', httpGet && httpErrors(`${path}.httpGet`, httpGet)],
		['tcpSocket', tcpSocket && portNumberOrNameErrors(`${path}.tcpSocket.port`, tcpSocket.port ?? 0)],
		['grpc', grpc && grpcErrors(`${path}.grpc`, grpc)],
		['sleep', sleep && sleepErrors(`${path}.sleep`, sleep.seconds ?? 0, gracePeriod)],
	];
	const set = checks.filter(([, errors]) => errors !== undefined);
	if (set.length === 0) return [required(path, 'must specify a handler type')];
	return set.flatMap(([name, errors], index) =>
		index === 0 ? (errors ?? []) : [forbidden(`${path}.${name}`, 'may not specify more than 1 handler type')],
	);
}

const schemes = ['HTTP', 'HTTPS'];

function httpErrors(path: string, http: HTTPGetObject): Cause[] {
	const { scheme = '' } = http;
	return [
		...((http.path ?? '') === '' ? [required(`${path}.path`)] : []),
		...portNumberOrNameErrors(`${path}.port`, http.port ?? 0),
		...(schemes.includes(scheme) ? [] : [notSupported(`${path}.scheme`, typed(scheme), schemes)]),
		...(http.httpHeaders ?? []).flatMap(({ name = '' }) =>
			invalidEach(`${path}.httpHeaders`, name, headerNameErrors(name)),
		),
	];
}

function grpcErrors(path: string, grpc: NonNullable<HandlerObject['grpc']>): Cause[] {
	return portNumberOrNameErrors(`${path}.port`, grpc.port ?? 0);
}

function sleepErrors(path: string, seconds: number, gracePeriod: number): Cause[] {
	if (seconds >= 0 && seconds <= gracePeriod) return [];
	const detail = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`;
	return [invalid(path, seconds, detail)];
}
