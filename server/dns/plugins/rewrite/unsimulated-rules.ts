// Invariant: rules that are not simulated are still read as CoreDNS v1.15.0 reads them (plugin/rewrite/edns0.go,
// cname_target.go), for their mistakes alone: with one, CoreDNS would not start.
import { quote, readUnsigned } from '../../corefile/numbers.ts';
import { compileRegexp, RegexpError } from '../../go/regexp.ts';
import { isMatchType, maxPattern, type WordError } from './name-match.ts';

/** Checks the words behind `cname` (newCNAMERule). */
export function checkCnameRule(args: readonly string[], fail: WordError): void {
	const [first = '', second = ''] = args;
	if (args.length !== 2 && args.length !== 3)
		throw fail(`too few (${args.length}) arguments for a cname rule`);
	if (args.length === 2) return;
	const type = first.toLowerCase();
	if (!isMatchType(type)) throw fail(`unknown cname rewrite type: ${type}`);
	if (type !== 'regex') return;
	const pattern = second.toLowerCase();
	if (pattern.length > maxPattern) {
		throw fail(`regex pattern too long in a cname rule: ${pattern.length} > ${maxPattern}`);
	}
	try {
		compileRegexp(pattern);
	} catch (error) {
		if (!(error instanceof RegexpError)) throw error;
		throw fail(`invalid cname rewrite regex pattern: ${error.message}`);
	}
}

/** Checks the words behind `edns0` (newEdns0Rule). */
export function checkEdnsRule(args: readonly string[], fail: WordError): void {
	const [writtenType, writtenAction] = args;
	if (writtenType === undefined || writtenAction === undefined) {
		throw fail('too few arguments for an EDNS0 rule');
	}
	const type = writtenType.toLowerCase();
	const action = writtenAction.toLowerCase();
	if (action === 'unset') {
		checkUnset(type, args, fail);
		return;
	}
	if (action !== 'append' && action !== 'replace' && action !== 'set') {
		throw fail(`invalid action: ${quote(action)}`);
	}
	const words = args.at(-1) === 'revert' ? args.slice(0, -1) : args;
	const [, , third = '', fourth = ''] = words;
	switch (type) {
		case 'local':
			if (words.length !== 4) throw fail('EDNS0 local rules require three or four args');
			checkCode(third, fail);
			if (fourth.startsWith('{') && fourth.endsWith('}')) checkVariable(fourth, fail);
			else checkData(fourth, fail);
			return;
		case 'nsid':
			if (words.length !== 2) throw fail('EDNS0 NSID rules can accept no more than one arg');
			return;
		case 'subnet':
			if (words.length !== 4) throw fail('EDNS0 subnet rules require three or four args');
			checkMask('IPv4', third, 32, fail);
			checkMask('IPv6', fourth, 128, fail);
			return;
		default:
			throw fail(`invalid rule type ${quote(type)}`);
	}
}

function checkUnset(type: string, args: readonly string[], fail: WordError): void {
	switch (type) {
		case 'local':
			if (args.length !== 3) throw fail('local unset action requires exactly two arguments');
			checkCode(args[2] ?? '', fail);
			return;
		case 'nsid':
		case 'subnet':
			if (args.length !== 2) throw fail(`${type} unset action requires exactly one argument`);
			return;
		default:
			throw fail(`invalid rule type ${quote(type)}`);
	}
}

function checkCode(text: string, fail: WordError): number {
	const code = readUnsigned(text, 16);
	if (typeof code !== 'number') throw fail(code.problem);
	return code;
}

function checkMask(family: string, text: string, most: number, fail: WordError): void {
	const bits = checkCode(text, fail);
	if (bits > most) throw fail(`invalid ${family} bit mask length ${bits}`);
}

const variables: ReadonlySet<string> = new Set(
	'{qname} {qtype} {client_ip} {client_port} {protocol} {server_ip} {server_port}'.split(' '),
);

function checkVariable(text: string, fail: WordError): void {
	// `plugin/label`, as the metadata plugin names things.
	const isLabel = /^\{[^/]+\/.+\}$/.test(text);
	if (!variables.has(text) && !isLabel) throw fail(`unsupported variable name ${quote(text)}`);
}

/** `0x` and hexadecimal digits, or text. (encoding/hex DecodeString) */
function checkData(text: string, fail: WordError): void {
	if (!text.startsWith('0x')) return;
	const digits = text.slice(2);
	const wrong = /[^\da-f]/i.exec(digits)?.[0];
	if (wrong !== undefined) {
		const code = (digits.codePointAt(digits.indexOf(wrong)) ?? 0).toString(16).toUpperCase().padStart(4, '0');
		throw fail(`encoding/hex: invalid byte: U+${code} '${wrong}'`);
	}
	if (digits.length % 2 === 1) throw fail('encoding/hex: odd length hex string');
}
