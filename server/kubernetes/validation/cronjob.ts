// Source: pkg/apis/batch/validation/validation.go (ValidateCronJobCreate).
import type { CronJobObject } from '../decoding/workload-object.ts';
import { type Cause, invalid, notSupported, required, typed } from './cause.ts';
import type { AdmissionContext } from './context.ts';
import { scheduleError } from './cron-schedule.ts';
import { jobSpecErrors } from './job.ts';
import { byteLength, nameIsSubdomain } from './names.ts';
import { metadataErrors } from './object-meta.ts';
import { nonNegativeErrors, selectorValue } from './workload-template.ts';

/** The Job's name gets eleven characters more. */
const maxNameLength = 52;
const concurrencyPolicies = ['Allow', 'Forbid', 'Replace'];

export function cronJobErrors(cronJob: CronJobObject, context: AdmissionContext): Cause[] {
	const { metadata, spec } = cronJob;
	const { concurrencyPolicy = '', jobTemplate, startingDeadlineSeconds } = spec;
	const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = spec;
	return [
		...metadataErrors(metadata, nameIsSubdomain, context),
		...scheduleErrors(spec.schedule ?? ''),
		...nonNegativeErrors('spec', {
			startingDeadlineSeconds,
			successfulJobsHistoryLimit,
			failedJobsHistoryLimit,
		}),
		...timeZoneErrors('spec.timeZone', spec.timeZone),
		...(concurrencyPolicies.includes(concurrencyPolicy)
			? []
			: [notSupported('spec.concurrencyPolicy', typed(concurrencyPolicy), concurrencyPolicies)]),
		...jobSpecErrors('spec.jobTemplate.spec', jobTemplate.spec, context),
		...(jobTemplate.spec.selector === undefined
			? []
			: [
					invalid(
						'spec.jobTemplate.spec.selector',
						selectorValue(jobTemplate.spec.selector),
						'`selector` will be auto-generated',
					),
				]),
		...(jobTemplate.spec.manualSelector === true
			? [notSupported('spec.jobTemplate.spec.manualSelector', true, ['nil', 'false'])]
			: []),
		...(byteLength(metadata.name ?? '') > maxNameLength
			? [invalid('metadata.name', metadata.name ?? '', 'must be no more than 52 characters')]
			: []),
	];
}

function scheduleErrors(schedule: string): Cause[] {
	if (schedule === '') return [required('spec.schedule')];
	const error = scheduleError(schedule);
	return [
		...(error === undefined ? [] : [invalid('spec.schedule', schedule, error)]),
		...(schedule.includes('TZ')
			? [
					invalid(
						'spec.schedule',
						schedule,
						'cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
					),
				]
			: []),
	];
}

/** The form of a time zone's name; which zones a cluster knows is its own affair. */
function timeZoneErrors(path: string, zone: string | undefined): Cause[] {
	if (zone === undefined) return [];
	if (zone === '') return [invalid(path, typed(zone), 'timeZone must be nil or non-empty string')];
	const wellFormed = zone
		.split('/')
		.every((part) => part !== '.' && part !== '..' && /^[A-Za-z._0-9+][A-Za-z._0-9+-]{0,13}$/.test(part));
	if (!wellFormed) return [invalid(path, typed(zone), `unknown time zone ${zone}`)];
	if (zone.toLowerCase() !== 'local') return [];
	const detail = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
	return [invalid(path, typed(zone), detail)];
}
