import { FieldEditor } from '../../workspace/field-editor.ts';
import type { HostMention } from '../../workspace/host-names/host-mention.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import type { RuleContext } from '../context.ts';
import type { Finding, Fix } from '../rule.ts';
import type { NameAnswer } from './name-answer.ts';

/** A host name that the cluster's DNS does not know, and why. Each kind is one rule's. */
export interface NameProblem {
	readonly kind:
		| 'pod-under-other-service'
		| 'pod-ordinal'
		| 'pod-of-deployment'
		| 'pod-of-other-name'
		| 'bare-pod'
		| 'other-namespace'
		| 'short-name'
		| 'cluster-domain'
		| 'missing-label'
		| 'swapped-labels'
		| 'near-service'
		| 'unlisted-service'
		| 'record-port'
		| 'renamed-service';
	readonly mention: HostMention;
	/** What a Pod gets that asks for the name. */
	readonly answer: NameAnswer;
	/** What is the matter, as the rest of a sentence that starts with the name and the answer. */
	readonly reason: string;
	/** Names that exist, best first, written as fully as the one that does not. */
	readonly meant: readonly Meant[];
}

export interface Meant {
	readonly host: string;
	/** Whose name it is. */
	readonly object: IndexedObject;
	/** Why it may be meant, for the fix's title: "Service redis is in namespace cache". */
	readonly because: string;
}

/** The finding for a problem: at the name inside its text, with an edit for each name that may be meant. */
export function findingOf(
	object: IndexedObject,
	{ mention, answer, reason, meant }: NameProblem,
	context: RuleContext,
	safe = false,
): Finding {
	const { host, start, end, field } = mention;
	const [best] = meant;
	// What manifests elsewhere make is not known: the name may lead somewhere.
	const message =
		best === undefined
			? `No manifest here makes what ${host} names (${answer.text}): ${reason}.`
			: `${host} leads nowhere (${answer.text}): ${reason}. Write ${best.host}.`;
	const related = meant.map((other) => ({
		object: other.object,
		path: ['metadata', 'name'],
		message: other.because,
	}));
	return {
		path: field.path,
		within: { start, end },
		message,
		related,
		fixes: meant.map((other) => replaceHost(object, mention, other, context, safe)),
	};
}

function replaceHost(
	object: IndexedObject,
	{ field, start, end }: HostMention,
	{ host, because }: Meant,
	context: RuleContext,
	safe: boolean,
): Fix {
	return {
		title: `Write ${host} (${because})`,
		safe,
		edits: () => {
			const editor = new FieldEditor(context.workspace, object);
			return editor.replacePart(field.path, { start, end }, host) ? editor.edits() : undefined;
		},
	};
}
