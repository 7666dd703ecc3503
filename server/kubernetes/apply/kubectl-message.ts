// Invariant: the text is what kubectl prints to standard error, without the final line break.
// Source: k8s.io/kubectl pkg/cmd/util/helpers.go (checkErr), apimachinery pkg/api/errors (NewInvalid).
import type { Verdict } from '../admit.ts';
import type { Cause } from '../validation/cause.ts';

/** Why kubectl ends with status 1, or the warnings before its success. */
export function kubectlMessage(kind: string, name: string, verdict: Verdict): string {
	if (verdict.accepted) return verdict.warnings.map(({ message }) => `Warning: ${message}`).join('\n');
	if (verdict.code === 422) return `The ${kind} "${name}" is invalid: ${listCauses(verdict.causes)}`;
	return `Error from server (${verdict.reason}): ${verdict.message}`;
}

function listCauses(causes: readonly Cause[]): string {
	const lines = causes.map(({ field, message }) => `${field}: ${message}`);
	return lines.length === 1 ? (lines[0] ?? '') : lines.map((line) => `\n* ${line}`).join('');
}
