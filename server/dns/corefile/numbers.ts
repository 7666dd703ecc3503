// Invariant: numbers and durations of a Corefile are read as Go's strconv and time read them, errors in its words.
import type { CorefileError, Dispenser } from './dispenser.ts';

const maxInt64 = 9223372036854775807n;

/** strconv.Atoi. Numbers beyond 2^53 lose digits, which no setting can hold anyway. */
export function readInteger(controller: Dispenser, text: string): number {
	const problem = integerProblem(text);
	if (problem !== undefined) throw controller.bareError(problem);
	return Number(text);
}

/** The words of strconv.Atoi's error; undefined for an integer of 64 bits. */
export function integerProblem(text: string): string | undefined {
	if (!/^[+-]?\d+$/.test(text)) return `strconv.Atoi: parsing ${quote(text)}: invalid syntax`;
	const value = BigInt(text.replace(/^\+/, ''));
	if (value > maxInt64 || value < -maxInt64 - 1n) {
		return `strconv.Atoi: parsing ${quote(text)}: value out of range`;
	}
	return undefined;
}

/** The words of strconv.ParseUint's error; undefined for a number without sign of so many bits. */
export function unsignedProblem(text: string, bits: 8 | 16 | 32): string | undefined {
	const why = unsignedValue(text, 10);
	if (why === undefined) return `strconv.ParseUint: parsing ${quote(text)}: invalid syntax`;
	return why < 2 ** bits ? undefined : `strconv.ParseUint: parsing ${quote(text)}: value out of range`;
}

/** As strconv.ParseUint with base 0 reads it: `0x`, `0o`, `0b` and `0` in front say the base. */
export function readUnsigned(text: string, bits: 8 | 16 | 32): number | { readonly problem: string } {
	const value = unsignedValue(text, 0);
	if (value === undefined) return { problem: `strconv.ParseUint: parsing ${quote(text)}: invalid syntax` };
	if (value < 2 ** bits) return value;
	return { problem: `strconv.ParseUint: parsing ${quote(text)}: value out of range` };
}

function unsignedValue(text: string, base: 0 | 10): number | undefined {
	if (base === 10) return /^\d+$/.test(text) ? Number(text) : undefined;
	const prefixed = /^0([xob])_?([\da-f]+(?:_[\da-f]+)*)$/i.exec(text);
	const digits = prefixed?.[2] ?? /^\d+(?:_\d+)*$/.exec(text)?.[0];
	if (digits === undefined) return undefined;
	const letter = (prefixed?.[1] ?? (/^0_?\d/.test(text) ? 'o' : '')).toLowerCase();
	const value = Number(`${letter === '' ? '' : `0${letter}`}${digits.replaceAll('_', '')}`);
	return Number.isNaN(value) ? undefined : value;
}

/** strconv.ParseFloat for 32 bits. */
export function readFloat(text: string): number | { readonly problem: string } {
	const named = /^(?:([+-]?)inf(?:inity)?|nan)$/i.exec(text);
	if (named !== null) return /nan/i.test(text) ? Number.NaN : named[1] === '-' ? -Infinity : Infinity;
	const decimal = /^[+-]?(?:\d[\d_]*\.?[\d_]*|\.[\d_]+)(?:e[+-]?[\d_]+)?$/i.test(text);
	const hexadecimal = /^([+-]?)0x_?(?=[\da-f_.]*[\da-f])([\da-f_]*)\.?([\da-f_]*)p([+-]?\d+)$/i.exec(text);
	const misplaced = /(?:^|[^\da-fx])_|_(?:$|[^\da-f])/i.test(text);
	if ((!decimal && hexadecimal === null) || misplaced) {
		return { problem: `strconv.ParseFloat: parsing ${quote(text)}: invalid syntax` };
	}
	const value = hexadecimal === null ? Number(text.replaceAll('_', '')) : hexadecimalValue(hexadecimal);
	if (Math.abs(value) < maxFloat32) return value;
	return { problem: `strconv.ParseFloat: parsing ${quote(text)}: value out of range` };
}

/** Half a step above the largest number of 32 bits. */
const maxFloat32 = 2 ** 128 - 2 ** 103;

function hexadecimalValue([, sign, whole = '', fraction = '', exponent]: RegExpExecArray): number {
	const digits = `${whole}${fraction}`.replaceAll('_', '');
	const places = fraction.replaceAll('_', '').length * 4;
	const value = Number.parseInt(digits, 16) * 2 ** (Number(exponent) - places);
	return sign === '-' ? -value : value;
}

const nanoseconds: Readonly<Record<string, number>> = {
	ns: 1,
	us: 1e3,
	µs: 1e3,
	μs: 1e3,
	ms: 1e6,
	s: 1e9,
	m: 60e9,
	h: 3600e9,
};

/** time.ParseDuration, in seconds; an object with Go's words if the text is no duration. */
export function parseDuration(text: string): number | { readonly problem: string } {
	const invalid = { problem: `time: invalid duration ${quote(text)}` };
	const negative = text.startsWith('-');
	let rest = text.replace(/^[+-]/, '');
	if (rest === '0') return 0;
	if (rest === '') return invalid;
	let total = 0;
	while (rest !== '') {
		const part = /^(\d+(?:\.\d*)?|\.\d+)([^\d.]*)/.exec(rest);
		if (part === null) return invalid;
		const unit = part[2] ?? '';
		if (unit === '') return { problem: `time: missing unit in duration ${quote(text)}` };
		const scale = nanoseconds[unit];
		if (scale === undefined) {
			return { problem: `time: unknown unit ${quote(unit)} in duration ${quote(text)}` };
		}
		total += Number(part[1]) * scale;
		rest = rest.slice(part[0].length);
	}
	if (total > Number(maxInt64)) return invalid;
	return ((negative ? -1 : 1) * total) / 1e9;
}

/** A duration in seconds, or the plugin's error with Go's words. */
export function readDuration(
	controller: Dispenser,
	text: string,
	wrap: (problem: string) => CorefileError = (problem) => controller.bareError(problem),
): number {
	const duration = parseDuration(text);
	if (typeof duration !== 'number') throw wrap(duration.problem);
	return duration;
}

/** As Go prints a time.Duration. */
export function formatDuration(seconds: number): string {
	const nanos = Math.round(Math.abs(seconds) * 1e9);
	if (nanos === 0) return '0s';
	const sign = seconds < 0 ? '-' : '';
	if (nanos < 1e3) return `${sign}${nanos}ns`;
	if (nanos < 1e6) return `${sign}${nanos / 1e3}µs`;
	if (nanos < 1e9) return `${sign}${nanos / 1e6}ms`;
	const minutes = Math.floor(nanos / 60e9);
	const rest = `${(nanos - minutes * 60e9) / 1e9}s`;
	if (minutes === 0) return `${sign}${rest}`;
	const hours = Math.floor(minutes / 60);
	return `${sign}${hours > 0 ? `${hours}h` : ''}${minutes % 60}m${rest}`;
}

/** A string as Go's %q prints it. */
export function quote(text: string): string {
	let quoted = '"';
	for (const char of text) {
		const code = char.codePointAt(0) ?? 0;
		const named = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' }[char];
		if (named !== undefined) quoted += named;
		else if (code < 0x20 || code === 0x7f) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
		else quoted += char;
	}
	return `${quoted}"`;
}
