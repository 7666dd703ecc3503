// Invariant: these are text/template's functions, with `parseInt` of CoreDNS; a wrong call is a TemplateError.
import { formatGo, type GoValue, printGo } from './format.ts';

/** Empty values are false, as in Go's templates. */
export function isTrue(value: GoValue): boolean {
	if (Array.isArray(value)) return value.length > 0;
	if (value instanceof Map) return value.size > 0;
	return value !== undefined && value !== '' && value !== 0 && value !== false;
}

/** The type as text/template names it in errors. */
export function typeName(value: GoValue): string {
	if (Array.isArray(value)) return '[]string';
	if (value === undefined) return 'nil';
	return (
		{ string: 'string', number: 'int', boolean: 'bool', function: 'func' }[typeof value as string] ?? 'struct'
	);
}

/** Calls a function; `fail` words and throws the error. `and` and `or` are not functions: they look at few arguments. */
export function callFunction(name: string, args: readonly GoValue[], fail: Fail): GoValue {
	const [first, ...rest] = args;
	switch (name) {
		case 'print':
			return args.map(printGo).join('');
		case 'println':
			return `${args.map(printGo).join(' ')}\n`;
		case 'printf':
			return formatGo(printGo(first), rest);
		case 'not':
			return !isTrue(first);
		case 'len':
			return lengthOf(first) ?? fail(`len of type ${typeName(first)}`);
		case 'index':
			return rest.reduce<GoValue>((value, key) => elementOf(value, key, fail), first);
		case 'slice':
			return sliceOf(first, rest, fail);
		case 'eq':
			return rest.some((value) => value === first);
		case 'ne':
			return first !== rest[0];
		case 'lt':
		case 'le':
		case 'gt':
		case 'ge':
			return compare(name, first, rest[0], fail);
		case 'html':
			return args
				.map(printGo)
				.join('')
				.replace(/[&<>"'\0]/g, (char) => htmlEscapes[char] ?? char);
		case 'urlquery':
			return encodeURIComponent(args.map(printGo).join('')).replaceAll('%20', '+');
		case 'parseInt':
			return parseUnsigned(first, rest[0], fail);
		default:
			return fail('not simulated');
	}
}

const htmlEscapes: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&#34;',
	"'": '&#39;',
	'\0': '\ufffd',
};

function lengthOf(value: GoValue): number | undefined {
	if (typeof value === 'string' || Array.isArray(value)) return value.length;
	return value instanceof Map ? value.size : undefined;
}

export type Fail = (what: string) => never;

function elementOf(value: GoValue, key: GoValue, fail: Fail): GoValue {
	if (value instanceof Map) return value.has(String(key)) ? value.get(String(key)) : '';
	if (typeof key !== 'number') return fail(`cannot index slice/array with type ${typeName(key)}`);
	if (typeof value !== 'string' && !Array.isArray(value))
		return fail(`can't index item of type ${typeName(value)}`);
	if (key < 0 || key >= value.length) return fail(`index out of range: ${key}`);
	return typeof value === 'string' ? value.charCodeAt(key) : value[key];
}

function sliceOf(value: GoValue, bounds: readonly GoValue[], fail: Fail): GoValue {
	if (typeof value !== 'string' && !Array.isArray(value))
		return fail(`can't slice item of type ${typeName(value)}`);
	const [start = 0, end = value.length] = bounds.map(Number);
	if (!(start >= 0 && end <= value.length)) return fail(`index out of range: ${start < 0 ? start : end}`);
	if (start > end) return fail(`invalid slice index: ${start} > ${end}`);
	return value.slice(start, end);
}

function compare(name: string, a: GoValue, b: GoValue, fail: Fail): boolean {
	const isComparable =
		(typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');
	if (!isComparable || a === undefined || b === undefined) return fail('incompatible types for comparison');
	if (name === 'lt') return a < b;
	if (name === 'le') return a <= b;
	return name === 'gt' ? a > b : a >= b;
}

/** strconv.ParseUint. */
function parseUnsigned(text: GoValue, base: GoValue, fail: Fail): number {
	const digits = printGo(text);
	const radix = typeof base === 'number' && base >= 2 && base <= 36 ? base : 10;
	const value = Number.parseInt(digits, radix);
	const isNumber = digits !== '' && [...digits].every((digit) => Number.parseInt(digit, radix) >= 0);
	if (!isNumber || !Number.isSafeInteger(value)) {
		return fail(`strconv.ParseUint: parsing ${JSON.stringify(digits)}: invalid syntax`);
	}
	return value;
}
