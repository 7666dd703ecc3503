// Source: pkg/apis/core/validation/validation.go (validateContainerRestartPolicy, validateInitContainerRestartPolicy).
import type { ContainerObject } from '../decoding/pod-object.ts';
import { type Cause, forbidden, notSupported, required, tooMany, typed } from './cause.ts';
import { type AdmissionContext, has } from './context.ts';

const policies = ['Always', 'Never', 'OnFailure'];
const operators = ['In', 'NotIn'];
const maxRules = 20;
const maxExitCodes = 255;

/** A regular container's restartPolicy and rules. */
export function restartPolicyErrors(
	path: string,
	container: ContainerObject,
	context: AdmissionContext,
): Cause[] {
	if (!has(context, 'containerRestartRules')) {
		return container.restartPolicy === undefined
			? []
			: [forbidden(`${path}.restartPolicy`, 'may not be set for non-init containers')];
	}
	const { restartPolicy, restartPolicyRules: rules = [] } = container;
	const field = `${path}.restartPolicy`;
	const causes: Cause[] = [];
	if (restartPolicy === undefined) {
		if (rules.length === 0) return [];
		causes.push(required(field, 'must specify restartPolicy when restart rules are used'));
	} else if (!policies.includes(restartPolicy)) {
		causes.push(notSupported(field, typed(restartPolicy), policies));
	}
	if (rules.length > maxRules) {
		causes.push(tooMany(`${path}.restartPolicyRules`, rules.length, maxRules));
	}
	const actions = has(context, 'restartAllContainers') ? ['Restart', 'RestartAllContainers'] : ['Restart'];
	for (const [index, { action = '', exitCodes }] of rules.entries()) {
		const own = `${path}.restartPolicyRules[${index}]`;
		if (!actions.includes(action)) causes.push(notSupported(`${own}.action`, typed(action), actions));
		if (exitCodes === undefined) {
			causes.push(required(`${own}.exitCodes`, 'must be specified'));
			continue;
		}
		const { operator = '', values = [] } = exitCodes;
		if (!operators.includes(operator)) {
			causes.push(notSupported(`${own}.exitCodes.operator`, typed(operator), operators));
		}
		if (values.length > maxExitCodes) {
			causes.push(tooMany(`${own}.exitCodes.values`, values.length, maxExitCodes));
		}
	}
	return causes;
}

/** An init container's restartPolicy: `Always` makes it a sidecar. */
export function initRestartPolicyErrors(
	path: string,
	container: ContainerObject,
	context: AdmissionContext,
): Cause[] {
	const { restartPolicy, restartPolicyRules: rules = [] } = container;
	if (has(context, 'containerRestartRules')) {
		if (restartPolicy === 'Always' && rules.length > 0 && !has(context, 'restartAllContainers')) {
			return [
				forbidden(
					`${path}.restartPolicyRules`,
					'restartPolicyRules are not allowed for init containers with restart policy Always',
				),
			];
		}
		return restartPolicyErrors(path, container, context);
	}
	if (restartPolicy === undefined || restartPolicy === 'Always') return [];
	return [notSupported(`${path}.restartPolicy`, typed(restartPolicy), ['Always'])];
}
