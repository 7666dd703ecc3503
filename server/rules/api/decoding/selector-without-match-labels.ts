import { isObject } from '../../../kubernetes/objects/json.ts';
import { locate } from '../../../manifest/path.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { staysReadable, textFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, selectingKinds } from '../api-rule.ts';
import type { ApiStatement } from '../statement.ts';
import { valueAt } from '../written-value.ts';

const workload = exampleWorkload({ name: 'web' });

export const selectorWithoutMatchLabels = apiRule({
	id: 'selector-without-match-labels',
	kinds: selectingKinds,
	fixable: true,
	docs: {
		title: 'Labels directly in a workload’s selector',
		what: 'The `selector` of a Deployment, StatefulSet or DaemonSet holds labels at its first level, as a Service’s selector does.',
		why: 'The selector of a workload has two parts, `matchLabels` and `matchExpressions`. `kubectl apply` refuses anything else (“unknown field”).',
		whatToDo: 'Put the labels into `matchLabels`.',
		invalid: workload.replace('    matchLabels:\n      app: web\n', '    app: web\n'),
		valid: workload,
		links: [
			'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements',
		],
	},
	claims: isBareSelector,
	judge: (subject) => ({
		on: 'key',
		message: `The selector of a ${subject.object.object.kind} holds matchLabels or matchExpressions: the label ${String(subject.statement.path.at(-1))} belongs into matchLabels.`,
		fixes: [wrapFix(subject)],
	}),
});

export function isBareSelector({ kind, path, shape }: ApiStatement, { object }: IndexedObject): boolean {
	if (kind !== 'unknown-field' || path.length !== 3 || !shape.startsWith('spec.selector')) return false;
	if (object.kind === 'Service') return false;
	const selector = valueAt(object.value, ['spec', 'selector']);
	// A misspelled matchLabels holds a mapping.
	return (
		isObject(selector) && Object.values(selector).every((value) => !isObject(value) && !Array.isArray(value))
	);
}

function wrapFix(subject: ApiSubject) {
	return textFix(subject, 'Put the labels into matchLabels', true, (document, base) => {
		const { node } = locate(document.root, [...base, 'spec', 'selector']);
		if (node?.kind !== 'mapping') return undefined;
		const { text } = document;
		if (node.flow) {
			const insert = [
				{ start: node.start, end: node.start, newText: '{matchLabels: ' },
				{ start: node.end, end: node.end, newText: '}' },
			];
			return staysReadable(document, insert) ? insert : undefined;
		}
		const first = node.pairs[0];
		if (first === undefined) return undefined;
		const lineStart = text.lastIndexOf('\n', first.start - 1) + 1;
		const indent = text.slice(lineStart, first.start);
		if (indent.trim() !== '') return undefined;
		const lines = [...text.slice(lineStart, node.end).matchAll(/^(?=[^\r\n])/gm)].map(
			({ index }) => lineStart + index,
		);
		const breaks = text.includes('\r\n') ? '\r\n' : '\n';
		return lines.map((start, index) => ({
			start,
			end: start,
			newText: `${index === 0 ? `${indent}matchLabels:${breaks}` : ''}  `,
		}));
	});
}
