// Invariant: `rewrite name` is read and applied as in CoreDNS v1.15.0 (plugin/rewrite/name.go newNameRule and the rules
// it makes), errors in its words.
import type { Regexp } from '../../go/regexp.ts';
import { isFqdn, normalizeName } from '../../name.ts';
import type { Request } from '../plugin.ts';
import { isMatchType, maxPattern, tryRegexp, type WordError } from './name-match.ts';
import { ownerRule, type ResponseRule, type Rule, valueRule } from './rule.ts';
import { fillGroups, regexpRewriter, remapRewriter, suffixRewriter } from './string-rewriter.ts';

interface AnswerRules {
	/** `answer auto`: names are mapped back to the question's. */
	readonly auto: boolean;
	readonly rules: readonly ResponseRule[];
}

/** Reads the words behind `name`. Throws what `fail` makes. `notSimulated` is told of `metadata`. */
export function readNameRule(
	stops: boolean,
	args: readonly string[],
	fail: WordError,
	notSimulated: (what: string) => void,
): Rule {
	const [first, second, third, fourth] = args;
	if (first === undefined || second === undefined) throw fail('too few arguments for a name rule');
	const type = third === undefined ? 'exact' : first.toLowerCase();
	const [writtenFrom, writtenTo] = third === undefined ? [first, second] : [second, third];
	let from = type === 'regex' ? writtenFrom : normalizeName(writtenFrom);
	let to = type === 'regex' ? writtenTo : normalizeName(writtenTo);
	if (type === 'exact' || type === 'suffix') {
		if (!isFqdn(from)) from = `${from}.`;
		if (!isFqdn(to)) to = `${to}.`;
	}
	const withMetadata = fourth === 'metadata';
	if (withMetadata && type !== 'regex') throw fail('metadata is only supported for regex name rules');
	const answerWords = args.slice(withMetadata ? 4 : 3);
	const answers =
		answerWords.length > 0 ? readAnswerRules(type, answerWords, fail) : { auto: false, rules: [] };
	if (!isMatchType(type)) {
		throw fail(
			`name rule supports only exact, prefix, suffix, substring, and regex name matching, received: ${type}`,
		);
	}
	if (withMetadata) notSimulated('metadata');
	const patternOf = (text: string, replacement: string) => validPattern(text, replacement, fail);
	switch (type) {
		case 'exact':
			// Only checked: the question is compared as text.
			patternOf(to, from);
			return rule(stops, { ...answers, auto: true }, (name) => (name === from ? to : undefined));
		case 'prefix':
			return rule(stops, answers, (name) =>
				name.startsWith(from) ? to + name.slice(from.length) : undefined,
			);
		case 'suffix': {
			const back = suffixRewriter(to, from);
			const rules = answers.auto ? [ownerRule(back), valueRule(back), ...answers.rules] : answers.rules;
			return rule(stops, { auto: false, rules }, (name) =>
				name.endsWith(from) ? name.slice(0, name.length - from.length) + to : undefined,
			);
		}
		case 'substring':
			return rule(stops, answers, (name) =>
				name.includes(from) ? name.replaceAll(from, () => to) : undefined,
			);
		case 'regex': {
			const pattern = patternOf(from, to);
			const replacement = normalizeName(writtenTo);
			return rule(stops, answers, (name) => {
				const match = pattern.find(name);
				return match === undefined ? undefined : fillGroups(replacement, match);
			});
		}
	}
}

function rule(stops: boolean, answers: AnswerRules, rewrite: (name: string) => string | undefined): Rule {
	return {
		stops,
		apply: (request: Request) => {
			const asked = request.lowerName;
			const rewritten = rewrite(asked);
			if (rewritten === undefined) return undefined;
			request.name = rewritten;
			if (!answers.auto) return answers.rules;
			const back = remapRewriter(rewritten, asked);
			return [ownerRule(back), valueRule(back), ...answers.rules];
		},
	};
}

function readAnswerRules(type: string, words: readonly string[], fail: WordError): AnswerRules {
	if (words.length < 2) throw fail(`invalid arguments for ${type} rule`);
	const rules: ResponseRule[] = [];
	let auto = false;
	let names = 0;
	let last = '';
	for (let at = 0; at < words.length; ) {
		if (last === '' && words[at] !== 'answer') {
			throw fail(`exceeded the number of arguments for a non-answer rule argument for ${type} rule`);
		}
		if (words[at] === 'answer') at++;
		const kind = words[at++];
		if (kind === undefined) throw fail(`type missing for answer rule for ${type} rule`);
		last = kind;
		if (kind === 'auto') {
			auto = true;
			continue;
		}
		if (kind !== 'name' && kind !== 'value') {
			throw fail(`invalid type ${JSON.stringify(kind)} for answer rule for ${type} rule`);
		}
		const [from, to] = [words[at], words[at + 1]];
		if (from === undefined || to === undefined) {
			throw fail(`${kind} answer rule for ${type} rule: 2 arguments required`);
		}
		const pattern = validPattern(from, to, (problem) =>
			fail(`${kind} answer rule for ${type} rule: ${problem}`),
		);
		const rewriter = regexpRewriter(pattern, normalizeName(to));
		rules.push(kind === 'name' ? ownerRule(rewriter) : valueRule(rewriter));
		if (kind === 'name') names++;
		at += 2;
	}
	if (auto && names > 0) {
		throw fail('auto name answer rule cannot be combined with explicit name anwer rules');
	}
	return { auto, rules };
}

/** A pattern with at least as many groups as its replacement uses. */
function validPattern(text: string, replacement: string, fail: WordError): Regexp {
	if (text.length > maxPattern) throw fail(`regex pattern too long: ${text.length} > ${maxPattern}`);
	const pattern = tryRegexp(text);
	if (pattern === undefined) throw fail(`invalid regex matching pattern: ${text}`);
	const used = Array.from({ length: 101 }, (_, index) => `{${index}}`).filter((group) =>
		replacement.includes(group),
	);
	if (used.length > pattern.groupNames.length - 1) {
		throw fail(
			`the rewrite regex pattern (${replacement}) uses more subexpressions than its corresponding matching regex pattern (${text})`,
		);
	}
	return pattern;
}
