import { FieldEditor } from '../../workspace/field-editor.ts';
import { type HostMention, hostMentionsOf } from '../../workspace/host-names/host-mention.ts';
import { listEntryOf } from '../../workspace/host-names/list-entry.ts';
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

/**
 * The finding for a problem: at the name inside its text, with an edit for each name that may be meant. `alike` are the names
 * of the same text, this one among them, for all of which the best one is meant.
 */
export function findingOf(
	object: IndexedObject,
	{ mention, answer, reason, meant }: NameProblem,
	context: RuleContext,
	{ safe = false, alike = [mention] }: { safe?: boolean; alike?: readonly HostMention[] } = {},
): Finding {
	const { host, start, end, field } = mention;
	const [best] = meant;
	const isList =
		!safe &&
		alike.length > 1 &&
		alike.slice(1).every((other) => listEntryOf(field.text, other) !== undefined);
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
		fixes: meant.map((other, index) =>
			index === 0 && isList
				? replaceList(object, alike, other, context)
				: replaceHost(object, mention, other, context, safe),
		),
	};
}

function replaceHost(
	object: IndexedObject,
	mention: HostMention,
	{ host, because }: Meant,
	context: RuleContext,
	safe: boolean,
): Fix {
	const { field, start, end, port } = mention;
	const inText = hostMentionsOf(object.object).filter((other) => other.field === field && other !== mention);
	// A list names each host once.
	const isListed = inText.some((other) => other.host === host && other.port?.number === port?.number);
	const entry = isListed ? listEntryOf(field.text, mention) : undefined;
	return {
		title:
			entry === undefined
				? `Write ${host} (${because})`
				: `Remove ${mention.host}: ${host} is listed already`,
		safe: safe && entry === undefined,
		edits: () => {
			const editor = new FieldEditor(context.workspace, object);
			const replaced =
				entry === undefined
					? editor.replacePart(field.path, { start, end }, host)
					: editor.replacePart(field.path, entry, '');
			return replaced ? editor.edits() : undefined;
		},
	};
}

/** One name in the place of several of a list. */
function replaceList(
	object: IndexedObject,
	mentions: readonly HostMention[],
	{ host, because }: Meant,
	context: RuleContext,
): Fix {
	return {
		title: `Write ${host} instead of ${mentions.length} names (${because})`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(context.workspace, object);
			// From behind, so that the ranges before stay right.
			const written = mentions.toReversed().every((mention) => {
				const { field } = mention;
				const entry = mention === mentions[0] ? undefined : listEntryOf(field.text, mention);
				return editor.replacePart(field.path, entry ?? mention, entry === undefined ? host : '');
			});
			return written ? editor.edits() : undefined;
		},
	};
}
