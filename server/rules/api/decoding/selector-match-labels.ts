import { isObject } from '../../../kubernetes/objects/json.ts';
import type { TextEdit } from '../../../manifest/edit.ts';
import { locate } from '../../../manifest/path.ts';
import { exampleService } from '../../example-manifests.ts';
import { staysReadable, textFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { valueAt } from '../written-value.ts';
import { wrongTypeOf } from './wanted-type.ts';

export const selectorMatchLabels = apiRule({
	id: 'selector-match-labels',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'matchLabels in a Service’s selector',
		what: 'The selector of a Service holds `matchLabels` or `matchExpressions`, as the selector of a Deployment does.',
		why: 'A Service’s selector is a flat mapping of labels. The API server cannot read a mapping as the value of a label and refuses the Service.',
		whatToDo: 'Move the labels up one level, directly under `selector`.',
		invalid: exampleService({ name: 'web', selector: 'matchLabels:\n  app: web' }),
		valid: exampleService({ name: 'web' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service'],
	},
	claims: (statement, object) => wrongTypeOf(statement, object) === 'match-labels',
	judge: (subject) => {
		const { path } = subject.statement;
		const part = String(path.at(-1));
		return {
			on: 'key',
			message:
				part === 'matchLabels'
					? 'A Service’s selector is a flat mapping of labels: it knows no matchLabels.'
					: `A Service’s selector is a flat mapping of labels: it knows no ${part}.`,
			fixes: part === 'matchLabels' ? [liftFix(subject)] : [],
		};
	},
});

/** Puts the pairs of matchLabels directly under the selector. */
function liftFix(subject: ApiSubject) {
	const selector = valueAt(subject.value, ['spec', 'selector']);
	const alone = isObject(selector) && Object.keys(selector).length === 1;
	return textFix(subject, 'Move the labels up into selector', alone, (document, base) => {
		const { pair } = locate(document.root, [...base, ...subject.statement.path]);
		if (pair?.value?.kind !== 'mapping') return undefined;
		const { text } = document;
		const { value } = pair;
		const edits = value.flow
			? liftFlow(text, pair, locate(document.root, [...base, 'spec', 'selector']).node)
			: liftBlock(text, pair.start, value.pairs);
		return edits !== undefined && staysReadable(document, edits) ? edits : undefined;
	});
}

interface Span {
	readonly start: number;
	readonly end: number;
}

function liftFlow(
	text: string,
	{ value }: { readonly value?: Span },
	selector: (Span & { readonly kind: string }) | undefined,
): TextEdit[] | undefined {
	if (value === undefined || selector?.kind !== 'mapping' || text.charAt(selector.start) !== '{') {
		return undefined;
	}
	return [{ start: selector.start, end: selector.end, newText: text.slice(value.start, value.end) }];
}

/** Removes the key's line and moves the lines below it to the left. */
function liftBlock(text: string, keyStart: number, pairs: readonly Span[]): TextEdit[] | undefined {
	const first = pairs[0];
	const last = pairs.at(-1);
	if (first === undefined || last === undefined) return undefined;
	const lineOf = (offset: number) => text.lastIndexOf('\n', offset - 1) + 1;
	const depth = first.start - lineOf(first.start) - (keyStart - lineOf(keyStart));
	const body = lineOf(first.start);
	if (depth <= 0 || text.slice(body, first.start).trim() !== '') return undefined;
	const starts = [...text.slice(body, last.end).matchAll(/^(?=[^\r\n])/gm)].map(({ index }) => body + index);
	return [
		{ start: lineOf(keyStart), end: text.indexOf('\n', keyStart) + 1, newText: '' },
		...starts.map((start) => ({ start, end: start + depth, newText: '' })),
	];
}
