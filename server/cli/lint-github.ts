// Invariant: one line a finding, as GitHub's workflow commands want it: what could end a value early is escaped.
import type { Severity } from '../rules/rule.ts';
import type { LintFormat } from './lint-format.ts';

const commands: Readonly<Record<Severity, string>> = {
	error: 'error',
	warning: 'warning',
	info: 'notice',
	hint: 'notice',
};

/** Annotations of a GitHub Actions run. (actions/toolkit, packages/core/src/command.ts) */
export function githubFormat(): LintFormat {
	return {
		finding: ({ file, start, end, rule, severity, message }) => {
			const properties = Object.entries({
				file,
				line: start.line,
				col: start.column,
				endLine: end.line,
				endColumn: end.column,
				title: rule,
			}).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
			return `::${commands[severity]} ${properties.join(',')}::${escapeData(message)}\n`;
		},
		end: () => '',
	};
}

function escapeData(text: string): string {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
	return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
