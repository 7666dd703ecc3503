import type { TextEdit } from '../../../manifest/edit.ts';
import type { ManifestDocument } from '../../../manifest/manifest.ts';
import { dereference, type MappingNode, type PairNode } from '../../../manifest/node.ts';
import { locate, type PathStep } from '../../../manifest/path.ts';
import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { nameOfField, staysReadable, textFix } from '../api-fixes.ts';
import { type ApiSubject, allKinds, apiRule } from '../api-rule.ts';

const service = exampleService({ name: 'web', selector: 'app: web\ntier: frontend' });

export const duplicateKey = apiRule({
	id: 'duplicate-key',
	kinds: allKinds,
	fixable: true,
	docs: {
		title: 'Key that stands twice in one mapping',
		what: 'A mapping has the same key twice.',
		why: '`kubectl apply` keeps only the last of the two and drops the other in silence: two selectors do not add up. The API server itself, asked directly with strict validation, refuses the object.',
		whatToDo: 'Merge the two values, or remove the one that is not meant.',
		invalid: `${service.replace('    tier: frontend\n', '')}  selector:\n    tier: frontend\n`,
		valid: service,
		links: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation'],
	},
	claims: ({ kind }) => kind === 'duplicate-key',
	judge: (subject) => {
		const name = nameOfField(subject.statement.path);
		return {
			on: 'key',
			message: `${name} stands twice in this mapping: kubectl apply keeps only this last one in silence, and the API server refuses both when it is asked directly.`,
			fixes: fixesFor(subject, name),
		};
	},
});

interface Pairs {
	readonly first: PairNode;
	readonly last: PairNode;
}

function fixesFor(subject: ApiSubject, name: string): readonly Fix[] {
	const { document, path: base } = subject.object.object;
	const found = pairsAt(document, [...base, ...subject.statement.path]);
	if (found === undefined) return [];
	const equal = textOf(document, found.first) === textOf(document, found.last);
	const remove = textFix(
		subject,
		equal ? `Remove the repeated ${name}` : `Remove the first ${name}, which kubectl drops`,
		equal,
		() => readable(document, [removal(document, found.first)]),
	);
	if (!canMerge(found)) return [remove];
	const merge = textFix(subject, `Merge the two values of ${name}`, false, () => merged(document, found));
	return [merge, remove];
}

function pairsAt(document: ManifestDocument, path: readonly PathStep[]): Pairs | undefined {
	const parent = dereference(locate(document.root, path.slice(0, -1)).node);
	if (parent?.kind !== 'mapping') return undefined;
	const name = String(path.at(-1));
	const pairs = parent.pairs.filter(({ key }) => key.kind === 'scalar' && key.text === name);
	const [first] = pairs;
	const last = pairs.at(-1);
	return first === undefined || last === undefined || first === last ? undefined : { first, last };
}

function canMerge({ first, last }: Pairs): boolean {
	const [a, b] = [first.value, last.value];
	if (a?.kind !== 'mapping' || b?.kind !== 'mapping' || a.flow || b.flow) return false;
	const keys = new Set(keysOf(a));
	return keysOf(b).every((key) => !keys.has(key));
}

function keysOf({ pairs }: MappingNode): readonly string[] {
	return pairs.map(({ key }) => (key.kind === 'scalar' ? key.text : ''));
}

/** Moves the first mapping's lines into the last one. */
function merged(document: ManifestDocument, { first, last }: Pairs): readonly TextEdit[] | undefined {
	const { text } = document;
	if (first.value === undefined || last.value === undefined) return undefined;
	const from = lineStart(text, first.value.start);
	const moved = text.slice(from, endOfLines(text, first));
	const column = (offset: number) => offset - lineStart(text, offset);
	if (column(first.value.start) !== column(last.value.start)) return undefined;
	const at = lineStart(text, last.value.start);
	return readable(document, [removal(document, first), { start: at, end: at, newText: moved }]);
}

function removal({ text }: ManifestDocument, pair: PairNode): TextEdit {
	return { start: lineStart(text, pair.start), end: endOfLines(text, pair), newText: '' };
}

function readable(document: ManifestDocument, edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
	return isBlock(document, edits) && staysReadable(document, edits) ? edits : undefined;
}

/** Whole lines only: a pair that shares its line with a dash or a brace stays. */
function isBlock({ text }: ManifestDocument, edits: readonly TextEdit[]): boolean {
	return edits.every(({ start, end }) => /^[ \t]*[^\s{[-]/.test(text.slice(start, end) || 'x'));
}

function lineStart(text: string, offset: number): number {
	return text.lastIndexOf('\n', offset - 1) + 1;
}

function endOfLines(text: string, { end }: PairNode): number {
	if (text.charAt(end - 1) === '\n') return end;
	const newline = text.indexOf('\n', end);
	return newline === -1 ? text.length : newline + 1;
}

function textOf({ text }: ManifestDocument, { start, end }: PairNode): string {
	return text.slice(start, end).trim();
}
