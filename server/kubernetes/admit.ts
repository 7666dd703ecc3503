// Invariant: any value gets a verdict, never an exception: accepted with what would be stored, or rejected with every
// cause that the API server would name.
import { describe } from './decoding/decode-object.ts';
import { type RuledKind, resolveKind } from './decoding/kind.ts';
import { isObject, type JsonObject, type JsonValue, objectAt, stringAt } from './objects/json.ts';
import { type Admitted, admitRuled } from './validation/admit-ruled.ts';
import type { Cause } from './validation/cause.ts';
import type { AdmissionContext } from './validation/context.ts';
import { dnsLabelErrors } from './validation/names.ts';
import type { Warning } from './validation/warning.ts';

/** What the API server answers to one object. */
export type Verdict = Accepted | Invalid | Undecodable;

export interface Accepted {
	readonly accepted: true;
	/** As stored, defaults filled in; `<allocated IPv4>`, `<allocated IPv6>` and `<allocated>` stand for what the cluster picks. */
	readonly object: JsonObject;
	readonly warnings: readonly Warning[];
}

export interface Invalid {
	readonly accepted: false;
	readonly code: 422;
	readonly reason: 'Invalid';
	readonly causes: readonly Cause[];
}

/** It could not be read as an object of its kind (400), or the API server failed over it (500). */
export interface Undecodable {
	readonly accepted: false;
	readonly code: 400 | 500;
	readonly reason: 'BadRequest' | 'InternalError';
	readonly message: string;
	/** Every place that is wrong, those that the message names first. An empty path stands for the whole document. */
	readonly fields: readonly FieldProblem[];
}

export interface FieldProblem {
	readonly path: string;
	readonly message: string;
	readonly kind: FieldProblemKind;
}

export type FieldProblemKind =
	| 'unknown-field'
	| 'wrong-type'
	/** What only strict reading refuses; `kubectl apply` drops all but the last. */
	| 'duplicate-key'
	/** Anything else that keeps the text from becoming a value. */
	| 'text'
	/** apiVersion and kind name nothing that there is. */
	| 'unknown-kind'
	/** The document is no mapping. */
	| 'no-object'
	/** The namespace that metadata names cannot exist. */
	| 'namespace'
	| 'internal';

/** What went wrong when the text became a value. */
export interface TextProblem {
	readonly path: string;
	readonly message: string;
	/** True if no value could be read; false for what only strict reading refuses (a key that stands twice). */
	readonly fatal: boolean;
}

/** The namespace that an object without one goes to. */
export const defaultNamespace = 'default';

/**
 * Judges one object as the API server does when it is created with strict field validation on an otherwise empty cluster.
 * `problems` come from the text; kinds without rules are accepted as they are.
 */
export function admit(
	value: JsonValue | undefined,
	problems: readonly TextProblem[],
	context: AdmissionContext,
): Verdict {
	const fields = problems.map(toFieldProblem);
	if (problems.some(({ fatal }) => fatal)) {
		return undecodable(problems.filter(({ fatal }) => fatal).map(toFieldProblem), fields);
	}
	if (!isObject(value)) {
		const message = `an object must be a mapping, not ${describe(value ?? null)}`;
		return undecodable([{ path: '', message, kind: 'no-object' }]);
	}
	const resolved = resolveKind(value);
	if (resolved.outcome === 'refused') {
		const { field, message } = resolved;
		return undecodable([{ path: field, message, kind: 'unknown-kind' }], fields);
	}
	if (resolved.outcome === 'other') {
		return fields.length > 0 ? undecodable(fields) : { accepted: true, object: value, warnings: [] };
	}
	return admitKind(value, resolved.kind, fields, context);
}

function toFieldProblem({ path, message, fatal }: TextProblem): FieldProblem {
	return { path, message, kind: fatal ? 'text' : 'duplicate-key' };
}

function admitKind(
	value: JsonObject,
	kind: RuledKind,
	problems: readonly FieldProblem[],
	context: AdmissionContext,
): Verdict {
	const admitted: Admitted = admitRuled(value, kind, defaultNamespace, context);
	if (admitted.outcome === 'undecodable') {
		// A wrong type ends the decoding; what is merely too much is listed together.
		const wrongType = admitted.deciding.some((problem) => problem.kind === 'wrong-type');
		const named = wrongType ? admitted.deciding : [...problems, ...admitted.deciding];
		return undecodable(named, [...problems, ...admitted.problems]);
	}
	if (problems.length > 0) return undecodable(problems);
	const namespace = stringAt(objectAt(value, 'metadata'), 'namespace') ?? '';
	if (namespace !== '' && dnsLabelErrors(namespace).length > 0) {
		const message = `metadata.namespace "${namespace}" cannot exist: a namespace is a lower case DNS label`;
		return undecodable([{ path: 'metadata.namespace', message, kind: 'namespace' }]);
	}
	if (admitted.outcome === 'accepted') {
		return { accepted: true, object: admitted.object, warnings: admitted.warnings };
	}
	const internal = admitted.causes.find((cause) => cause.reason === 'InternalError');
	if (internal !== undefined) {
		const message = internal.message.replace(/^Internal error: /, '');
		return {
			accepted: false,
			code: 500,
			reason: 'InternalError',
			message: `${internal.field}: ${message}`,
			fields: [{ path: internal.field, message, kind: 'internal' }],
		};
	}
	return { accepted: false, code: 422, reason: 'Invalid', causes: admitted.causes };
}

function undecodable(named: readonly FieldProblem[], all: readonly FieldProblem[] = named): Undecodable {
	const fields = new Map<string, FieldProblem>();
	for (const { path, message, kind } of [...named, ...all]) {
		fields.set(`${path}\n${message}`, { path, message, kind });
	}
	return {
		accepted: false,
		code: 400,
		reason: 'BadRequest',
		message: [...new Set(named.map(({ message }) => message))].join('; '),
		fields: [...fields.values()],
	};
}
