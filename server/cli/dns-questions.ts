// Invariant: a question is put as dig would put it: a name is taken as fully qualified, the type may be left out.
import { readFileSync } from 'node:fs';
import { RecordClass, RecordType, typeNumber } from '../dns/codes.ts';
import type { Question } from '../dns/message.ts';
import { domainNameLabels, fqdn } from '../dns/name.ts';
import { NameWriter } from '../dns/wire/name-writer.ts';
import { UsageError } from './usage-error.ts';

/** The words behind `--`: NAME [TYPE] and so on. A word that is a type belongs to the name in front of it. */
export function readQuestions(words: readonly string[]): Question[] {
	const questions: Question[] = [];
	for (let at = 0; at < words.length; at++) {
		const name = words[at] ?? '';
		const type = typeNumber(words[at + 1] ?? '');
		if (type !== undefined) at++;
		questions.push(questionOf(name, type ?? RecordType.A));
	}
	return questions;
}

/** A file of dnsperf: one `name type` a line; `;` and `#` start a comment. */
export function readQueryFile(path: string): Question[] {
	let text: string;
	try {
		text = readFileSync(path === '-' ? 0 : path, 'utf8');
	} catch {
		throw new UsageError(`--queries ${path}: no such file, or it cannot be read`);
	}
	const questions: Question[] = [];
	for (const [index, line] of text.split('\n').entries()) {
		const [name, typeText] = line
			.replace(/^\s*[;#].*/, '')
			.trim()
			.split(/\s+/);
		if (name === undefined || name === '') continue;
		const type = typeText === undefined ? RecordType.A : typeNumber(typeText);
		if (type === undefined) throw new UsageError(`${path}:${index + 1}: ${typeText} is no record type`);
		questions.push(questionOf(name, type, `${path}:${index + 1}: `));
	}
	return questions;
}

function questionOf(name: string, type: number, where = ''): Question {
	if (domainNameLabels(name) === undefined || octetsOf(fqdn(name)) > 255) {
		throw new UsageError(`${where}${JSON.stringify(name)} is no domain name`);
	}
	return { name: fqdn(name), type, class: RecordClass.IN };
}

/** The octets of a name in a message, the root's among them. (RFC 1035 section 2.3.4: at most 255) */
function octetsOf(name: string): number {
	const writer = new NameWriter();
	writer.writeName(name, false);
	return writer.at;
}
