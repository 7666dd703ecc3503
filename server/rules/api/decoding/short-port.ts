// Invariant: only what can be nothing else than a port is read as one: 80, "80:8080", 53/UDP.
import { eol } from '../../../manifest/edit.ts';
import { firstInBraces, flowText } from '../../../manifest/flow-text.ts';
import { columnOf } from '../../../manifest/lines.ts';
import { locate } from '../../../manifest/path.ts';
import type { Fix } from '../../rule.ts';
import { editFix, textFix } from '../api-fixes.ts';
import type { ApiSubject } from '../api-rule.ts';
import { valueAt } from '../written-value.ts';

/** Writes out a port of a Service that is written short, as Compose and `kubectl expose` have it. */
export function shortPortFixes(subject: ApiSubject): readonly Fix[] {
	const { path, shape } = subject.statement;
	if (subject.object.object.kind !== 'Service') return [];
	const lines = portLines(valueAt(subject.value, path));
	if (lines === undefined) return [];
	const title = `Write it out: ${lines.join(', ')}`;
	if (shape === 'spec.ports')
		return [
			editFix(subject, title, false, (editor) =>
				editor.set(path, { block: `\n  - ${lines.join('\n    ')}` }),
			),
		];
	if (shape !== 'spec.ports[*]') return [];
	return [
		textFix(subject, title, false, (document, base) => {
			const { node } = locate(document.root, [...base, ...path]);
			const list = locate(document.root, [...base, ...path.slice(0, -1)]).node;
			if (node?.kind !== 'scalar' || list?.kind !== 'sequence') return undefined;
			const { text } = document;
			const end = node.start + text.slice(node.start, node.end).trimEnd().length;
			const lead = `${eol(document)}${' '.repeat(columnOf(text, node.start))}`;
			const newText = list.flow ? flowText(lines.join('\n'), firstInBraces(document)) : lines.join(lead);
			return [{ start: node.start, end, newText }];
		}),
	];
}

function portLines(value: unknown): readonly string[] | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const found = /^(\d{1,5})(?::(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i.exec(String(value).trim());
	if (found === null) return undefined;
	const [, port = '', targetPort, protocol] = found;
	const numbers = [port, targetPort ?? port].map(Number);
	if (numbers.some((number) => number < 1 || number > 65535)) return undefined;
	return [
		`port: ${numbers[0]}`,
		...(targetPort === undefined ? [] : [`targetPort: ${numbers[1]}`]),
		...(protocol === undefined ? [] : [`protocol: ${protocol.toUpperCase()}`]),
	];
}
