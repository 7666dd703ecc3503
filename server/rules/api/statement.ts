// Invariant: every cause, field and warning of a verdict becomes one statement, so that nothing that the API server says
// is lost; where a template or a patch decides what it is about, nothing is said.
import type { FieldProblemKind, Verdict } from '../../kubernetes/admit.ts';
import { isObject, objectAt, stringAt } from '../../kubernetes/objects/json.ts';
import type { CauseKind } from '../../kubernetes/validation/cause.ts';
import type { WarningKind } from '../../kubernetes/validation/warning.ts';
import { locate, type PathStep, parseFieldPath } from '../../manifest/path.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { isConditional } from '../conditional.ts';
import { isTemplated, type RuleContext } from '../context.ts';
import { writtenPath } from '../written-path.ts';

/** One thing that the API server says about an object. */
export interface ApiStatement {
	readonly verdict: 'rejects' | 'warns';
	/** The cause's reason; `BadRequest` for what cannot be decoded, `Warning` for warnings. */
	readonly reason: string;
	readonly kind?: CauseKind | FieldProblemKind | WarningKind;
	/**
	 * The field without indices: `spec.ports[*].name`. Fields of a Pod begin with `pod.spec`, wherever the Pod's template
	 * stands, and a template's labels and annotations with `template.metadata`.
	 */
	readonly shape: string;
	/** Where it stands in the text, or would stand. */
	readonly path: readonly PathStep[];
	readonly message: string;
}

const known = new WeakMap<Verdict, readonly ApiStatement[]>();
/** Every rule asks; a context lives as long as its answers hold. */
const certain = new WeakMap<RuleContext, WeakMap<IndexedObject, readonly ApiStatement[]>>();
const nothing: readonly ApiStatement[] = [];

/** What the API server says to an object as it is written. */
export function statementsOn(object: IndexedObject, context: RuleContext): readonly ApiStatement[] {
	const verdict = context.verdict(object);
	if (verdict.accepted && verdict.warnings.length === 0) return nothing;
	// What was read of a broken text may not be what its author wrote.
	if (object.object.document.problems.length > 0) return nothing;
	const own = certain.get(context) ?? new WeakMap<IndexedObject, readonly ApiStatement[]>();
	certain.set(context, own);
	const judged = own.get(object);
	if (judged !== undefined) return judged;
	const before = known.get(verdict);
	const all = before ?? readStatements(verdict, object);
	if (before === undefined) known.set(verdict, all);
	const statements = all.filter((statement) => isCertain(statement, object, context));
	own.set(object, statements);
	return statements;
}

function readStatements(verdict: Verdict, object: IndexedObject): readonly ApiStatement[] {
	if (verdict.accepted) {
		return verdict.warnings.map(({ kind, field, message }) => ({
			verdict: 'warns',
			reason: 'Warning',
			kind,
			message,
			...placed(object, field),
		}));
	}
	if (verdict.code === 422) {
		return verdict.causes.map(({ field, reason, message, kind }) => ({
			verdict: 'rejects',
			reason,
			message,
			...(kind === undefined ? {} : { kind }),
			...placed(object, field),
		}));
	}
	return verdict.fields.map(({ path, message, kind }) => ({
		verdict: 'rejects',
		reason: verdict.reason,
		kind,
		message,
		...placed(object, path),
	}));
}

/** The API server's own names for fields that are called otherwise. */
function ownName(field: string): string {
	return field
		.replace(/^spec\.LoadBalancerSourceRanges/, 'spec.loadBalancerSourceRanges')
		.replace(/\btemplate\.(labels|annotations)\b/, 'template.metadata.$1');
}

function placed(object: IndexedObject, field: string): Pick<ApiStatement, 'shape' | 'path'> {
	const named = ownName(field);
	const shape = named.replace(/\[\d+\]/g, '[*]');
	return { shape: podShape(shape, object.object.kind), path: writtenPath(object, named) };
}

function podShape(shape: string, kind: string): string {
	const inTemplate = /^spec\.(?:jobTemplate\.spec\.)?template\.(spec|metadata)\b/.exec(shape);
	if (inTemplate !== null) {
		const rest = shape.slice(inTemplate[0].length);
		return inTemplate[1] === 'spec' ? `pod.spec${rest}` : `template.metadata${rest}`;
	}
	return kind === 'Pod' && /^spec\b/.test(shape) ? `pod.${shape}` : shape;
}

/** False where something that is not written here may make it wrong. */
function isCertain(statement: ApiStatement, object: IndexedObject, context: RuleContext): boolean {
	const { document, value } = object.object;
	// Values of charts and fragments of all kinds have a `kind` of their own.
	if (statement.kind === 'unknown-kind' && !isManifest(value)) return false;
	if (document.expressions.length > 0 && !isCertainInTemplate(statement, object)) return false;
	if (!isMissing(object, statement.path)) return !context.isPatched(object, changesOf(statement));
	return !context.isPatched(object) && !isPartOfWorkload(object);
}

/** Fits every patch that may change what the statement is about: one that names the field or the one around it. */
function changesOf({ path, kind }: ApiStatement): RegExp {
	const named = path.filter((step) => typeof step === 'string' && !inEveryPatch.test(step));
	const fields = kind === 'selector-differs' ? ['selector', 'labels'] : named.slice(-2);
	const escaped = fields.map((field) => String(field).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(escaped.length === 0 ? '(?!)' : `\\b(?:${escaped.join('|')})\\b`);
}

const inEveryPatch = /^(?:apiVersion|kind|metadata|name|namespace|spec|template)$/;

/** True for what is called a patch and has no selector: a part of a workload that nothing in sight lays over it. */
function isPartOfWorkload({ uri, object }: IndexedObject): boolean {
	const spec = objectAt(object.value, 'spec');
	const named = /[/._-]patch(?:es)?[/._-]/i.test(uri.slice(uri.lastIndexOf('/', uri.lastIndexOf('/') - 1)));
	return named && isObject(spec.template) && spec.selector === undefined;
}

function isManifest(value: IndexedObject['object']['value']): boolean {
	return stringAt(objectAt(value, 'metadata'), 'name') !== undefined && isObject(value.spec);
}

function isCertainInTemplate({ path, kind, reason }: ApiStatement, object: IndexedObject): boolean {
	if (kind === 'text' || isTemplated(object, path)) return false;
	// Of two that are alike a condition may leave one.
	if ((reason === 'FieldValueDuplicate' || kind === 'duplicate') && isConditionalAmong(object, path))
		return false;
	// What may not stand beside something else may stand in its place.
	if (reason === 'FieldValueForbidden' && isConditional(object, path)) return false;
	// A condition around the whole object may ask for an older cluster.
	if (kind === 'unknown-kind') return !followsExpression(object);
	// Fields of other releases and keys that stand twice are what conditions are written for.
	if (kind === 'duplicate-key' && isConditional(object, path)) return false;
	if (kind === 'unknown-field' || kind === 'duplicate-key') return !isTemplated(object, path.slice(0, -1));
	return true;
}

/** True if a condition decides about the entry of a list that the path leads into, or about one before it. */
function isConditionalAmong(object: IndexedObject, path: readonly PathStep[]): boolean {
	const depth = path.findLastIndex((step) => typeof step === 'number');
	const last = Number(path[depth] ?? 0);
	return Array.from({ length: last + 1 }, (_, index) => index).some((index) =>
		isConditional(object, depth === -1 ? path : [...path.slice(0, depth), index]),
	);
}

function followsExpression({ object }: IndexedObject): boolean {
	const { document, path } = object;
	const start = locate(document.root, path).node?.start ?? 0;
	return document.expressions.some((expression) => expression.start < start);
}

/** True if nothing is written at the path. */
export function isMissing({ object }: IndexedObject, path: readonly PathStep[]): boolean {
	return !locate(object.document.root, [...object.path, ...path]).exact;
}

/** True if a template or a patch decides what stands at the path, or whether anything does. */
export function mayBeOtherwise(
	object: IndexedObject,
	path: readonly PathStep[],
	context: RuleContext,
): boolean {
	if (isConditional(object, path) || isTemplated(object, path)) return true;
	return isMissing(object, path) && context.isPatched(object);
}

/** Steps from a path in the API server's notation. */
export function at(field: string): readonly PathStep[] {
	return parseFieldPath(field);
}
