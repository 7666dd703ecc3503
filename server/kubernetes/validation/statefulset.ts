// Source: pkg/apis/apps/validation/validation.go (ValidateStatefulSet).
import type { PodObject } from '../decoding/pod-object.ts';
import type { StatefulSetObject, UpdateStrategyObject } from '../decoding/workload-object.ts';
import { type Cause, invalid, invalidEach, notSupported, required, typed } from './cause.ts';
import { type AdmissionContext, has } from './context.ts';
import { annotationErrors, labelErrors, labelSelectorErrors, matchSelector } from './labels.ts';
import { dnsLabelErrors, nameIsLabel } from './names.ts';
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

export function statefulSetErrors(statefulSet: StatefulSetObject, context: AdmissionContext): Cause[] {
	const { metadata, spec } = statefulSet;
	const { podManagementPolicy = '', serviceName = '', replicas, minReadySeconds } = spec;
	return [
		...metadataErrors(metadata, nameIsLabel, context),
		...(podManagementPolicy === 'OrderedReady' || podManagementPolicy === 'Parallel'
			? []
			: [
					invalid(
						'spec.podManagementPolicy',
						typed(podManagementPolicy),
						"must be 'OrderedReady' or 'Parallel'",
					),
				]),
		...strategyErrors('spec.updateStrategy', spec.updateStrategy),
		...retentionErrors(spec.persistentVolumeClaimRetentionPolicy),
		...nonNegativeErrors('spec', {
			replicas,
			minReadySeconds,
			'ordinals.start': spec.ordinals?.start,
		}),
		...(serviceName === '' ? [] : invalidEach('spec.serviceName', serviceName, dnsLabelErrors(serviceName))),
		...selectorErrors(statefulSet),
		...templateErrors(statefulSet, context),
		...alwaysRunningErrors('spec.template', 'StatefulSet', spec.template),
	];
}

function selectorErrors({ spec: { selector } }: StatefulSetObject): Cause[] {
	if (selector === undefined) return [required('spec.selector')];
	const causes = labelSelectorErrors('spec.selector', selector);
	if (isEmptySelector(selector)) {
		const detail = 'empty selector is invalid for statefulset';
		causes.push(invalid('spec.selector', selectorValue(selector), detail));
	}
	return causes;
}

/** Hostname and subdomain are the controller's business, so the template's are not looked at. */
function templateErrors({ spec }: StatefulSetObject, context: AdmissionContext): Cause[] {
	const { selector, template } = spec;
	const match = matchSelector(selector, template.metadata.labels ?? {});
	if (match === 'unusable') return [invalid('spec.selector', selectorValue(selector), '')];
	const mismatch = match === 'differs' ? [selectorMismatch('spec.template', template.metadata.labels)] : [];
	if (!has(context, 'statefulSetTemplates')) {
		const { labels, annotations } = template.metadata;
		return [
			...mismatch,
			...labelErrors('spec.template.labels', labels),
			...annotationErrors('spec.template.annotations', annotations),
		];
	}
	const { hostname: _, subdomain: __, ...podSpec } = template.spec;
	const claims = (spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name ?? '');
	const volumes = [
		...claims.map((name) => ({ name })),
		...(podSpec.volumes ?? []).filter(({ name = '' }) => !claims.includes(name)),
	];
	const judged: PodObject = {
		...template,
		spec: claims.length === 0 ? podSpec : { ...podSpec, volumes },
	};
	return [...mismatch, ...podTemplateErrors('spec.template', judged, context)];
}

function strategyErrors(path: string, strategy: UpdateStrategyObject | undefined): Cause[] {
	const { type = '', rollingUpdate } = strategy ?? {};
	const field = `${path}.rollingUpdate`;
	if (type === 'OnDelete') {
		if (rollingUpdate === undefined) return [];
		const { partition = 0, maxUnavailable = null } = rollingUpdate;
		const value = typed({ Partition: partition, MaxUnavailable: maxUnavailable });
		return [invalid(field, value, "only allowed for updateStrategy 'RollingUpdate'")];
	}
	if (type !== 'RollingUpdate') {
		const value = typed({ Type: type, RollingUpdate: rollingUpdate ?? null });
		return [invalid(path, value, "must be 'RollingUpdate' or 'OnDelete'")];
	}
	const { partition, maxUnavailable } = rollingUpdate ?? {};
	const causes = nonNegativeErrors(field, { partition });
	if (maxUnavailable === undefined) return causes;
	const limit = `${field}.maxUnavailable`;
	return [
		...causes,
		...intOrPercentErrors(limit, maxUnavailable),
		...(intOrPercentValue(maxUnavailable) === 0
			? [invalid(limit, typed(maxUnavailable), 'cannot be 0')]
			: []),
		...tooHighPercentErrors(limit, maxUnavailable),
	];
}

const retentions = ['Retain', 'Delete'];

function retentionErrors(policy: StatefulSetObject['spec']['persistentVolumeClaimRetentionPolicy']): Cause[] {
	const { whenDeleted = '', whenScaled = '' } = policy ?? {};
	return Object.entries({ whenDeleted, whenScaled }).flatMap(([name, value]) =>
		retentions.includes(value)
			? []
			: [notSupported(`spec.persistentVolumeClaimRetentionPolicy.${name}`, typed(value), retentions)],
	);
}
