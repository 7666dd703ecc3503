// Invariant: how a selector and the labels of a template go together is judged here for every workload.
// Source: pkg/apis/apps/validation/validation.go.
import type { PodObject } from '../decoding/pod-object.ts';
import { type Cause, forbidden, invalid, notSupported, type Typed, typed } from './cause.ts';
import type { LabelSelectorObject, StringMap } from './labels.ts';
import { percentErrors } from './names.ts';
import { sorted } from './quote.ts';

/** A selector in the order of Go's struct. */
export function selectorValue(selector: LabelSelectorObject | undefined): Typed {
	if (selector === undefined) return typed(null);
	const { matchLabels = {}, matchExpressions = [] } = selector;
	return typed({
		matchLabels: Object.keys(matchLabels).length === 0 ? undefined : sorted(matchLabels),
		matchExpressions:
			matchExpressions.length === 0
				? undefined
				: matchExpressions.map(({ key = '', operator = '', values = [] }) => ({
						key,
						operator,
						values: values.length === 0 ? undefined : values,
					})),
	});
}

/** "`selector` does not match template `labels`" at the template's labels. */
export function selectorMismatch(path: string, labels: StringMap | undefined): Cause {
	const value = typed(labels === undefined ? null : sorted(labels));
	const detail = '`selector` does not match template `labels`';
	return { ...invalid(`${path}.metadata.labels`, value, detail), kind: 'selector-differs' };
}

export function isEmptySelector({ matchLabels, matchExpressions }: LabelSelectorObject): boolean {
	return Object.keys(matchLabels ?? {}).length + (matchExpressions ?? []).length === 0;
}

/** A template whose Pods always restart and have no deadline. */
export function alwaysRunningErrors(path: string, kind: string, { spec }: PodObject): Cause[] {
	const { restartPolicy = '', activeDeadlineSeconds } = spec;
	return [
		...(restartPolicy === 'Always'
			? []
			: [notSupported(`${path}.spec.restartPolicy`, typed(restartPolicy), ['Always'])]),
		...(activeDeadlineSeconds === undefined
			? []
			: [
					forbidden(
						`${path}.spec.activeDeadlineSeconds`,
						`activeDeadlineSeconds in ${kind} is not Supported`,
					),
				]),
	];
}

/** ValidateNonnegativeField for several fields; absent ones are fine. */
export function nonNegativeErrors(
	path: string,
	values: Readonly<Record<string, number | bigint | undefined>>,
): Cause[] {
	return Object.entries(values).flatMap(([name, value = 0]) =>
		value < 0 ? [invalid(`${path}.${name}`, value, 'must be greater than or equal to 0')] : [],
	);
}

/** ValidatePositiveIntOrPercent. */
export function intOrPercentErrors(path: string, value: number | string): Cause[] {
	if (typeof value === 'string') {
		return percentErrors(value).map((detail) => invalid(path, typed(value), detail));
	}
	return value < 0 ? [invalid(path, value, 'must be greater than or equal to 0')] : [];
}

/** IsNotMoreThan100Percent. */
export function tooHighPercentErrors(path: string, value: number | string): Cause[] {
	return percentOf(value) > 100 ? [invalid(path, typed(value), 'must not be greater than 100%')] : [];
}

/** getIntOrPercentValue; a text that is no percentage counts as Go's Atoi of it. */
export function intOrPercentValue(value: number | string): number {
	if (typeof value === 'number') return value;
	if (/^[0-9]+%$/.test(value)) return percentOf(value);
	return /^[+-]?[0-9]+$/.test(value) ? Number(value) : 0;
}

function percentOf(value: number | string): number {
	return typeof value === 'string' && /^[0-9]+%$/.test(value) ? Number(value.slice(0, -1)) : 0;
}
