// Sources: apimachinery pkg/apis/meta/v1/validation (ValidateLabels, ValidateLabelSelector), pkg/api/validation/objectmeta.go.
import { type Cause, forbidden, invalid, invalidEach, required, tooLong, typed } from './cause.ts';
import { byteLength, labelValueErrors, qualifiedNameErrors } from './names.ts';

export type StringMap = Readonly<Record<string, string>>;

/** ValidateLabels: all causes name the map, not the key. */
export function labelErrors(field: string, labels: StringMap | undefined): Cause[] {
	const errors: Cause[] = [];
	for (const [key, value] of Object.entries(labels ?? {})) {
		errors.push(...invalidEach(field, key, qualifiedNameErrors(key)));
		errors.push(...invalidEach(field, value, labelValueErrors(value)));
	}
	return errors;
}

const maxAnnotationBytes = 256 * 1024;

/** ValidateAnnotations: keys in any case, 256 KiB together. */
export function annotationErrors(field: string, annotations: StringMap | undefined): Cause[] {
	const errors: Cause[] = [];
	let bytes = 0;
	for (const [key, value] of Object.entries(annotations ?? {})) {
		errors.push(...invalidEach(field, key, qualifiedNameErrors(key.toLowerCase())));
		bytes += byteLength(key) + byteLength(value);
	}
	if (bytes > maxAnnotationBytes) errors.push(tooLong(field, maxAnnotationBytes));
	return errors;
}

export interface LabelSelectorObject {
	readonly matchLabels?: StringMap;
	readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

export interface LabelSelectorRequirement {
	readonly key?: string;
	readonly operator?: string;
	readonly values?: readonly string[];
}

/** ValidateLabelSelector, strictly: label values must be valid in expressions too. */
export function labelSelectorErrors(field: string, selector: LabelSelectorObject | undefined): Cause[] {
	if (selector === undefined) return [];
	const errors = labelErrors(`${field}.matchLabels`, selector.matchLabels);
	for (const [index, requirement] of (selector.matchExpressions ?? []).entries()) {
		errors.push(...requirementErrors(`${field}.matchExpressions[${index}]`, requirement));
	}
	return errors;
}

function requirementErrors(field: string, requirement: LabelSelectorRequirement): Cause[] {
	const errors: Cause[] = [];
	const { key = '', operator = '', values = [] } = requirement;
	if (operator === 'In' || operator === 'NotIn') {
		if (values.length === 0) {
			errors.push(required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
		}
	} else if (operator === 'Exists' || operator === 'DoesNotExist') {
		if (values.length > 0) {
			errors.push(
				forbidden(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
			);
		}
	} else {
		errors.push(invalid(`${field}.operator`, typed(operator), 'not a valid selector operator'));
	}
	errors.push(...invalidEach(`${field}.key`, key, qualifiedNameErrors(key)));
	for (const [index, value] of values.entries()) {
		errors.push(...invalidEach(`${field}.values[${index}]`, value, labelValueErrors(value)));
	}
	return errors;
}

/** `empty` has no requirements, so it matches everything; `unusable` is what LabelSelectorAsSelector refuses. */
export type SelectorMatch = 'matches' | 'differs' | 'empty' | 'unusable';

/** Whether labels match a selector (metav1.LabelSelectorAsSelector, labels.Selector.Matches); an absent one matches nothing. */
export function matchSelector(selector: LabelSelectorObject | undefined, labels: StringMap): SelectorMatch {
	if (selector === undefined) return 'differs';
	const matchLabels = Object.entries(selector.matchLabels ?? {});
	const expressions = selector.matchExpressions ?? [];
	if (matchLabels.length + expressions.length === 0) return 'empty';
	const usable =
		matchLabels.every(([key, value]) => isUsable({ key, operator: 'In', values: [value] })) &&
		expressions.every(isUsable);
	if (!usable) return 'unusable';
	const matches =
		matchLabels.every(([key, value]) => own(labels, key) === value) &&
		expressions.every((requirement) => satisfies(requirement, labels));
	return matches ? 'matches' : 'differs';
}

/** labels.NewRequirement. */
function isUsable({ key = '', operator = '', values = [] }: LabelSelectorRequirement): boolean {
	if (qualifiedNameErrors(key).length > 0) return false;
	if (values.some((value) => labelValueErrors(value).length > 0)) return false;
	if (operator === 'In' || operator === 'NotIn') return values.length > 0;
	return (operator === 'Exists' || operator === 'DoesNotExist') && values.length === 0;
}

function satisfies(requirement: LabelSelectorRequirement, labels: StringMap): boolean {
	const value = own(labels, requirement.key ?? '');
	switch (requirement.operator) {
		case 'In':
			return value !== undefined && (requirement.values ?? []).includes(value);
		case 'NotIn':
			return value === undefined || !(requirement.values ?? []).includes(value);
		case 'Exists':
			return value !== undefined;
		default:
			return value === undefined;
	}
}

function own(labels: StringMap, key: string): string | undefined {
	return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
