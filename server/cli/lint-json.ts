// Invariant: docs/lint-json.md says what stands here; fields are added, never changed.
import type { LintFormat } from './lint-format.ts';

/** An array of findings, one a line. */
export function jsonFormat(): LintFormat {
	let isFirst = true;
	return {
		finding: ({ file, start, end, rule, severity, message, fieldPath, object, api, fixes, related }) => {
			const value = {
				file,
				line: start.line,
				column: start.column,
				endLine: end.line,
				endColumn: end.column,
				severity,
				rule,
				message,
				...(fieldPath === undefined ? {} : { path: fieldPath }),
				...(object === undefined ? {} : { object }),
				...(api === undefined ? {} : { api }),
				fixes: fixes.map(({ title, safe }) => ({ title, safe })),
				related: related.map((place) => ({
					file: place.file,
					line: place.start.line,
					column: place.start.column,
					endLine: place.end.line,
					endColumn: place.end.column,
					message: place.message,
				})),
			};
			const lead = isFirst ? '[\n' : ',\n';
			isFirst = false;
			return lead + JSON.stringify(value);
		},
		end: () => (isFirst ? '[]\n' : '\n]\n'),
	};
}
