// Source: pkg/apis/batch/validation/validation.go (ValidateJobCreate, validateJobSpec).
import type { JobObject, JobSpecObject } from '../decoding/workload-object.ts';
import { exampleUid } from '../defaulting/workload.ts';
import { type Cause, invalid, notSupported, required, typed } from './cause.ts';
import type { AdmissionContext } from './context.ts';
import { labelSelectorErrors, matchSelector } from './labels.ts';
import { dnsLabelErrors, nameIsSubdomain } from './names.ts';
import { metadataErrors } from './object-meta.ts';
import { podTemplateErrors } from './pod-spec.ts';
import { sorted } from './quote.ts';
import { nonNegativeErrors, selectorMismatch, selectorValue } from './workload-template.ts';

export function jobErrors(job: JobObject, context: AdmissionContext): Cause[] {
	const { metadata, spec } = job;
	return [
		...metadataErrors(metadata, nameIsSubdomain, context),
		...generatedSelectorErrors(job),
		...jobSpecErrors('spec', spec, context),
		...selectorErrors(spec),
		...indexedNameErrors(job),
	];
}

/** With a generated selector, the labels that belong to it must be the generated ones. */
function generatedSelectorErrors({ metadata, spec }: JobObject): Cause[] {
	if (spec.manualSelector === true || spec.selector === undefined) return [];
	const name = metadata.name ?? '';
	const labels = spec.template.metadata.labels ?? {};
	const expected = {
		'controller-uid': exampleUid,
		'job-name': name,
		'batch.kubernetes.io/controller-uid': exampleUid,
		'batch.kubernetes.io/job-name': name,
	};
	const causes = Object.entries(expected).flatMap(([label, value]) =>
		labels[label] === value
			? []
			: [invalid(`spec.template.metadata.labels[${label}]`, typed(sorted(labels)), `must be '${value}'`)],
	);
	if (matchSelector(spec.selector, expected) === 'differs') {
		causes.push(invalid('spec.selector', selectorValue(spec.selector), '`selector` not auto-generated'));
	}
	return causes;
}

function selectorErrors({ selector, template }: JobSpecObject): Cause[] {
	const { labels } = template.metadata;
	return [
		...(selector === undefined
			? [required('spec.selector')]
			: labelSelectorErrors('spec.selector', selector)),
		...(matchSelector(selector, labels ?? {}) === 'differs'
			? [selectorMismatch('spec.template', labels)]
			: []),
	];
}

/** Pods of an indexed Job are named after their index. */
function indexedNameErrors({ metadata, spec }: JobObject): Cause[] {
	const { completionMode, completions = 0 } = spec;
	if (completionMode !== 'Indexed' || completions <= 0) return [];
	const hostname = `${metadata.name ?? ''}-${completions - 1}`;
	if (dnsLabelErrors(hostname).length === 0) return [];
	const detail = `will not able to create pod with invalid DNS label: ${hostname}`;
	return [invalid('metadata.name', metadata.name ?? '', detail)];
}

/** validateJobSpec, which a CronJob's template shares. */
export function jobSpecErrors(path: string, spec: JobSpecObject, context: AdmissionContext): Cause[] {
	const { parallelism, completions, activeDeadlineSeconds, backoffLimit, ttlSecondsAfterFinished } = spec;
	const { backoffLimitPerIndex, maxFailedIndexes } = spec;
	return [
		...nonNegativeErrors(path, {
			parallelism,
			completions,
			activeDeadlineSeconds,
			backoffLimit,
			ttlSecondsAfterFinished,
			backoffLimitPerIndex,
			maxFailedIndexes,
		}),
		...(maxFailedIndexes !== undefined && backoffLimitPerIndex === undefined
			? [required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified')]
			: []),
		...completionModeErrors(path, spec),
		...replacementErrors(`${path}.podReplacementPolicy`, spec),
		...podTemplateErrors(`${path}.template`, spec.template, context),
		...restartPolicyErrors(`${path}.template.spec.restartPolicy`, spec),
	];
}

function completionModeErrors(path: string, spec: JobSpecObject): Cause[] {
	const { completionMode: mode, completions, parallelism = 0 } = spec;
	const { backoffLimitPerIndex, maxFailedIndexes, successPolicy } = spec;
	const causes: Cause[] = [];
	if (mode !== undefined && mode !== 'NonIndexed' && mode !== 'Indexed') {
		causes.push(notSupported(`${path}.completionMode`, typed(mode), ['NonIndexed', 'Indexed']));
	}
	if (mode === 'Indexed') {
		if (completions === undefined) {
			causes.push(required(`${path}.completions`, 'when completion mode is Indexed'));
		}
		if (parallelism > 100000) {
			const detail = 'must be less than or equal to 100000 when completion mode is Indexed';
			causes.push(invalid(`${path}.parallelism`, parallelism, detail));
		}
	}
	if (mode === undefined || mode === 'NonIndexed') {
		for (const [name, value] of Object.entries({ backoffLimitPerIndex, maxFailedIndexes })) {
			if (value !== undefined) {
				causes.push(invalid(`${path}.${name}`, value, 'requires indexed completion mode'));
			}
		}
		if (successPolicy !== undefined) {
			causes.push(invalid(`${path}.successPolicy`, typed(successPolicy), 'requires indexed completion mode'));
		}
	}
	return causes;
}

function replacementErrors(path: string, spec: JobSpecObject): Cause[] {
	const { podReplacementPolicy: policy } = spec;
	const supported = spec.podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
	return policy === undefined || supported.includes(policy)
		? []
		: [notSupported(path, typed(policy), supported)];
}

/** Always, which is also the default, makes no sense for a Job. */
function restartPolicyErrors(path: string, spec: JobSpecObject): Cause[] {
	const policy = spec.template.spec.restartPolicy ?? '';
	if (policy === 'Always' || policy === '') {
		return [required(path, 'valid values: "OnFailure", "Never"')];
	}
	if (policy !== 'OnFailure' && policy !== 'Never') {
		return [notSupported(path, typed(policy), ['OnFailure', 'Never'])];
	}
	if (spec.podFailurePolicy !== undefined && policy !== 'Never') {
		const detail = 'only "Never" is supported when podFailurePolicy is specified';
		return [invalid(path, typed(policy), detail)];
	}
	return [];
}
