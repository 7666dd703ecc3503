// Source: pkg/apis/apps/validation/validation.go (ValidateDaemonSet).
import type { DaemonSetObject, UpdateStrategyObject } from '../decoding/workload-object.ts';
import { type Cause, invalid, notSupported, required, typed } from './cause.ts';
import type { AdmissionContext } from './context.ts';
import { labelSelectorErrors, matchSelector } from './labels.ts';
import { nameIsSubdomain } from './names.ts';
import { metadataErrors } from './object-meta.ts';
import { podTemplateErrors } from './pod-spec.ts';
import {
	alwaysRunningErrors,
	intOrPercentErrors,
	intOrPercentValue,
	isEmptySelector,
	nonNegativeErrors,
	selectorMismatch,
	selectorValue,
	tooHighPercentErrors,
} from './workload-template.ts';

export function daemonSetErrors(daemonSet: DaemonSetObject, context: AdmissionContext): Cause[] {
	const { metadata, spec } = daemonSet;
	const { selector, template, minReadySeconds, revisionHistoryLimit } = spec;
	const match = matchSelector(selector, template.metadata.labels ?? {});
	return [
		...metadataErrors(metadata, nameIsSubdomain, context),
		...labelSelectorErrors('spec.selector', selector),
		...(match === 'differs' ? [selectorMismatch('spec.template', template.metadata.labels)] : []),
		...(selector !== undefined && isEmptySelector(selector)
			? [invalid('spec.selector', selectorValue(selector), 'empty selector is invalid for daemonset')]
			: []),
		...podTemplateErrors('spec.template', template, context),
		...alwaysRunningErrors('spec.template', 'DaemonSet', template),
		...nonNegativeErrors('spec', { minReadySeconds, revisionHistoryLimit }),
		...strategyErrors('spec.updateStrategy', spec.updateStrategy),
	];
}

function strategyErrors(path: string, strategy: UpdateStrategyObject | undefined): Cause[] {
	const { type = '', rollingUpdate } = strategy ?? {};
	if (type === 'OnDelete') return [];
	if (type !== 'RollingUpdate') {
		const value = typed({ Type: type, RollingUpdate: rollingUpdate ?? null });
		return [notSupported(path, value, ['RollingUpdate', 'OnDelete'])];
	}
	const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
	const field = `${path}.rollingUpdate`;
	const causes: Cause[] = [
		...intOrPercentErrors(`${field}.maxUnavailable`, maxUnavailable),
		...intOrPercentErrors(`${field}.maxSurge`, maxSurge),
		...tooHighPercentErrors(`${field}.maxUnavailable`, maxUnavailable),
		...tooHighPercentErrors(`${field}.maxSurge`, maxSurge),
	];
	const unavailable = intOrPercentValue(maxUnavailable) !== 0;
	const surge = intOrPercentValue(maxSurge) !== 0;
	if (unavailable && surge) {
		const detail = 'may not be set when maxUnavailable is non-zero';
		causes.push(invalid(`${field}.maxSurge`, typed(maxSurge), detail));
	} else if (!unavailable && !surge) {
		causes.push(required(`${field}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
	}
	return causes;
}
