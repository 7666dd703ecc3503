// Invariant: rules are read in order and applied as CoreDNS v1.15.0 applies them (plugin/rewrite/rewrite.go, setup.go,
// reverter.go); `cname`, `edns0` and `metadata` are read and listed as not simulated.
import { classNumber, knownTypeNumber, rcodeNumber } from '../../codes.ts';
import type { Dispenser } from '../../corefile/dispenser.ts';
import { quote } from '../../corefile/numbers.ts';
import type { Message, ResourceRecord } from '../../message.ts';
import { domainNameLabels, normalizeName } from '../../name.ts';
import {
	answered,
	failed,
	hasAnswered,
	type Next,
	type Outcome,
	type Plugin,
	type Request,
	replyTo,
} from '../plugin.ts';
import { nameMatcher, type WordError } from './name-match.ts';
import { readNameRule } from './name-rule.ts';
import type { ResponseRule, Rule } from './rule.ts';
import { checkCnameRule, checkEdnsRule } from './unsimulated-rules.ts';

export interface RewriteOptions {
	readonly rules: readonly Rule[];
	readonly notSimulated: readonly string[];
}

/** Reads the plugin's stanzas. Throws CorefileError. */
export function readRewriteOptions(controller: Dispenser): RewriteOptions {
	const rules: Rule[] = [];
	const notSimulated: string[] = [];
	while (controller.next()) {
		const words = controller.remainingArguments();
		// Rules may also stand in a block, its lines one behind the other.
		if (words.length < 2) while (controller.nextBlock()) words.push(controller.value());
		const rule = readRule(
			words,
			(problem) => controller.bareError(problem),
			(what) => notSimulated.push(what),
		);
		if (rule !== undefined) rules.push(rule);
	}
	return { rules, notSimulated };
}

function readRule(
	words: readonly string[],
	fail: WordError,
	notSimulated: (what: string) => void,
): Rule | undefined {
	const [first] = words;
	if (first === undefined) throw fail('no rule type specified for rewrite');
	const mode = first.toLowerCase();
	const hasMode = mode === 'continue' || mode === 'stop';
	const written = hasMode ? words[1] : first;
	if (written === undefined) throw fail(`${mode} rule must begin with a rule type`);
	const stops = mode !== 'continue';
	const type = written.toLowerCase();
	const args = words.slice(hasMode ? 2 : 1);
	switch (type) {
		case 'answer':
			throw fail('response rewrites must begin with a name rule');
		case 'name':
			return readNameRule(stops, args, fail, notSimulated);
		case 'class':
		case 'type':
			if (args.length !== 2) throw fail(`${type} rules must have exactly two arguments`);
			return readCodeRule(type, stops, args, fail);
		case 'ttl':
			return readTtlRule(stops, args, fail);
		case 'rcode':
			return readRcodeRule(stops, args, fail);
		case 'edns0':
			checkEdnsRule(args, fail);
			notSimulated(type);
			return undefined;
		case 'cname':
			checkCnameRule(args, fail);
			notSimulated(type);
			return undefined;
		default:
			throw fail(`invalid rule type ${quote(first)}`);
	}
}

function readCodeRule(
	type: 'class' | 'type',
	stops: boolean,
	args: readonly string[],
	fail: WordError,
): Rule {
	const [from = 0, to = 0] = args.map((word) => {
		const name = word.toUpperCase();
		const code = type === 'class' ? classNumber(name) : knownTypeNumber(name);
		if (code === undefined) throw fail(`invalid ${type} ${quote(name)}`);
		return code;
	});
	return {
		stops,
		apply: (request) => {
			if (request[type] !== from) return undefined;
			request[type] = to;
			return [];
		},
	};
}

function readTtlRule(stops: boolean, args: readonly string[], fail: WordError): Rule {
	const [first, second, third] = args;
	if (first === undefined || second === undefined) {
		throw fail(`too few (${args.length}) arguments for a ttl rule`);
	}
	const written = args.length === 2 ? second : args.length === 3 ? (third ?? '') : '';
	const range = readTtlRange(written);
	if (range === undefined) throw fail(`invalid TTL '${written}' for a ttl rule`);
	const [least, most] = range;
	const matches = third === undefined ? isName(first) : nameMatcher('ttl', first, second, fail);
	const rewrite = (record: ResourceRecord) => ({
		...record,
		ttl: Math.min(Math.max(record.ttl, least), most),
	});
	return responseRule(stops, matches, { on: 'record', rewrite });
}

function isName(text: string): (name: string) => boolean {
	const name = normalizeName(text);
	return (asked) => asked === name;
}

function readTtlRange(text: string): readonly [number, number] | undefined {
	const match = /^(\d*)(-(\d*))?$/.exec(text);
	if (match === null || text === '' || text === '-') return undefined;
	const least = Number(match[1]);
	const most = match[2] === undefined ? least : match[3] === '' ? 2147483647 : Number(match[3]);
	return least > 0xffffffff || most > 0xffffffff || least > most ? undefined : [least, most];
}

function readRcodeRule(stops: boolean, args: readonly string[], fail: WordError): Rule {
	const [first = '', second = ''] = args;
	if (args.length < 3) throw fail(`too few (${args.length}) arguments for a rcode rule`);
	const [oldText = '', newText = ''] = args.length <= 4 ? args.slice(-2) : [];
	const from = readRcode(oldText);
	if (from === undefined) throw fail(`invalid matching RCODE '${oldText}' for a rcode rule`);
	const to = readRcode(newText);
	if (to === undefined) throw fail(`invalid replacement RCODE '${newText}' for a rcode rule`);
	const matches = args.length === 4 ? nameMatcher('rcode', first, second, fail) : isName(first);
	return responseRule(stops, matches, { on: 'rcode', rewrite: (rcode) => (rcode === from ? to : rcode) });
}

function readRcode(text: string): number | undefined {
	return /^\d+$/.test(text) && Number(text) <= 23 ? Number(text) : rcodeNumber(text.toUpperCase());
}

function responseRule(stops: boolean, matches: (name: string) => boolean, rule: ResponseRule): Rule {
	return { stops, apply: (request) => (matches(request.lowerName) ? [rule] : undefined) };
}

export function rewrite(options: RewriteOptions): Plugin {
	return (request: Request, next: Next): Outcome => {
		const original = request.question;
		const restore = () => {
			request.name = original.name;
			request.type = original.type;
			request.class = original.class;
		};
		const rules: ResponseRule[] = [];
		let stopped = false;
		for (const rule of options.rules) {
			const response = rule.apply(request);
			if (response === undefined) continue;
			if (domainNameLabels(request.name) === undefined) {
				request.surroundings.note(`plugin/rewrite: invalid name after rewrite: ${request.name}`);
				restore();
				return failed(2);
			}
			rules.push(...response);
			stopped = rule.stops;
			if (stopped) break;
		}
		// With nothing to change back the reply keeps the rewritten question, as in CoreDNS.
		if (!stopped && rules.length === 0) return next(request);
		const { rcode, message } = next(request);
		if (message === undefined && hasAnswered(rcode)) return { rcode, message };
		const reply = message ?? replyTo(request, rcode, false, {});
		return answered(revert({ ...reply, question: original }, rules));
	};
}

/** Applies the rules to an answer, the last one first. */
function revert(message: Message, rules: readonly ResponseRule[]): Message {
	let { rcode } = message;
	const backward = rules.toReversed();
	const change = (record: ResourceRecord): ResourceRecord => {
		let changed = record;
		for (const rule of backward) {
			if (rule.on === 'record') changed = rule.rewrite(changed);
			else rcode = rule.rewrite(rcode);
		}
		return changed;
	};
	const authority = message.authority.map(change);
	const answer = message.answer.map(change);
	const additional = message.additional.map(change);
	if (answer.length + authority.length + additional.length === 0) {
		for (const rule of backward) if (rule.on === 'rcode') rcode = rule.rewrite(rcode);
	}
	return { ...message, rcode, answer, authority, additional };
}
