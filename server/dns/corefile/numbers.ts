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
