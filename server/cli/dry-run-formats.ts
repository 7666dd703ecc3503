// Invariant: what a program reads goes to standard output and holds nothing else; each format keeps the input's order.
import type { JsonObject } from '../kubernetes/objects/json.ts';
import { jsonText } from './json-text.ts';
import type { JudgedRecord } from './judged-records.ts';
import { kubectlYaml } from './kubectl-output.ts';
import { recordText, summaryText } from './verdict-text.ts';

/** Writes records one by one, and what is still due at the end. */
export interface RecordFormat {
	readonly stdout: (record: JudgedRecord) => string;
	readonly stderr: (record: JudgedRecord) => string;
	readonly end: () => string;
}

const nothing = () => '';

/** One line of JSON for each object (contract: `jsonl`). */
function jsonLines(): RecordFormat {
	return { stdout: (record) => `${jsonText(lineOf(record))}\n`, stderr: nothing, end: nothing };
}

function lineOf({ file, document, path, kind, name, namespace, outcome, verdict }: JudgedRecord) {
	const item = path.length === 0 ? {} : { item: path[1] };
	const place = { file, document, ...item, kind, name, namespace, ...(outcome ? { outcome } : {}) };
	if (verdict.accepted) {
		const warnings = verdict.warnings.map(({ message }) => message);
		return { ...place, accepted: true, object: verdict.object, warnings };
	}
	const { code, reason } = verdict;
	const why =
		verdict.code === 422
			? { causes: verdict.causes.map(({ field, reason, message }) => ({ field, reason, message })) }
			: { message: verdict.message };
	return { ...place, accepted: false, code, reason, ...why };
}

/** The accepted objects as stored, one YAML document each; warnings and rejections as comments in their places. */
function yamlDocuments(): RecordFormat {
	let isFirst = true;
	return {
		stdout: (record) => {
			const separator = isFirst ? '' : '---\n';
			isFirst = false;
			const comment = complaintText(record).replace(/^(?=.)/gm, '# ');
			return separator + comment + (record.verdict.accepted ? kubectlYaml(record.verdict.object) : '');
		},
		stderr: nothing,
		end: nothing,
	};
}

/** The accepted objects as stored: one alone, several as a List, as kubectl prints them; the rest as text to standard error. */
function jsonObjects(): RecordFormat {
	const objects: JsonObject[] = [];
	return {
		stdout: ({ verdict }) => {
			if (verdict.accepted) objects.push(verdict.object);
			return '';
		},
		stderr: complaintText,
		end: () => {
			const [first, second] = objects;
			if (first === undefined) return '';
			const value = second === undefined ? first : { apiVersion: 'v1', kind: 'List', items: objects };
			return `${jsonText(value, 4)}\n`;
		},
	};
}

function plainText(): RecordFormat {
	const counts = { accepted: 0, rejected: 0, warnings: 0 };
	return {
		stdout: (record) => {
			const { verdict } = record;
			counts[verdict.accepted ? 'accepted' : 'rejected']++;
			if (verdict.accepted) counts.warnings += verdict.warnings.length;
			return recordText(record);
		},
		stderr: nothing,
		end: () => summaryText(counts),
	};
}

function complaintText(record: JudgedRecord): string {
	const { verdict } = record;
	return verdict.accepted && verdict.warnings.length === 0 ? '' : recordText(record);
}

export const recordFormats = {
	text: plainText,
	yaml: yamlDocuments,
	json: jsonObjects,
	jsonl: jsonLines,
} as const satisfies Record<string, () => RecordFormat>;
