// Source: pkg/apis/apps/validation/validation.go (ValidateDeployment, ValidateReplicaSet).
import type { PodObject } from '../decoding/pod-object.ts';
import type {
	DeploymentObject,
	ReplicaSetObject,
	UpdateStrategyObject,
} from '../decoding/workload-object.ts';
import { type Cause, forbidden, invalid, notSupported, required, typed } from './cause.ts';
import type { AdmissionContext } from './context.ts';
import { type LabelSelectorObject, labelSelectorErrors, matchSelector } from './labels.ts';
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

export function deploymentErrors(deployment: DeploymentObject, context: AdmissionContext): Cause[] {
	const { metadata, spec } = deployment;
	const { minReadySeconds = 0, progressDeadlineSeconds: deadline } = spec;
	const { replicas, revisionHistoryLimit } = spec;
	return [
		...metadataErrors(metadata, nameIsSubdomain, context),
		...nonNegativeErrors('spec', { replicas, minReadySeconds, revisionHistoryLimit }),
		...selectedTemplateErrors(spec.selector, spec.template, context),
		...strategyErrors('spec.strategy', spec.strategy),
		...nonNegativeErrors('spec', { progressDeadlineSeconds: deadline }),
		...(deadline !== undefined && deadline <= minReadySeconds
			? [invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')]
			: []),
	];
}

export function replicaSetErrors(replicaSet: ReplicaSetObject, context: AdmissionContext): Cause[] {
	const { metadata, spec } = replicaSet;
	const { replicas, minReadySeconds } = spec;
	return [
		...metadataErrors(metadata, nameIsSubdomain, context),
		...nonNegativeErrors('spec', { replicas, minReadySeconds }),
		...selectedTemplateErrors(spec.selector, spec.template, context),
	];
}

/** The selector, and the template that it must match. */
function selectedTemplateErrors(
	selector: LabelSelectorObject | undefined,
	template: PodObject,
	context: AdmissionContext,
): Cause[] {
	const causes: Cause[] = [];
	if (selector === undefined) causes.push(required('spec.selector'));
	else {
		causes.push(...labelSelectorErrors('spec.selector', selector));
		if (isEmptySelector(selector)) {
			const detail = 'empty selector is invalid for deployment';
			causes.push(invalid('spec.selector', selectorValue(selector), detail));
		}
	}
	const match = matchSelector(selector, template.metadata.labels ?? {});
	if (match === 'unusable') {
		causes.push(invalid('spec.selector', selectorValue(selector), 'invalid label selector'));
		return causes;
	}
	if (match === 'differs') causes.push(selectorMismatch('spec.template', template.metadata.labels));
	causes.push(...podTemplateErrors('spec.template', template, context));
	causes.push(...alwaysRunningErrors('spec.template', 'ReplicaSet', template));
	return causes;
}

function strategyErrors(path: string, strategy: UpdateStrategyObject | undefined): Cause[] {
	const { type = '', rollingUpdate } = strategy ?? {};
	const field = `${path}.rollingUpdate`;
	if (type === 'Recreate') {
		return rollingUpdate === undefined
			? []
			: [forbidden(field, "may not be specified when strategy `type` is 'Recreate'")];
	}
	if (type !== 'RollingUpdate') {
		return [notSupported(path, typed({ Type: type, RollingUpdate: null }), ['Recreate', 'RollingUpdate'])];
	}
	const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
	return [
		...intOrPercentErrors(`${field}.maxUnavailable`, maxUnavailable),
		...intOrPercentErrors(`${field}.maxSurge`, maxSurge),
		...(intOrPercentValue(maxUnavailable) === 0 && intOrPercentValue(maxSurge) === 0
			? [invalid(`${field}.maxUnavailable`, typed(maxUnavailable), 'may not be 0 when `maxSurge` is 0')]
			: []),
		...tooHighPercentErrors(`${field}.maxUnavailable`, maxUnavailable),
	];
}
