// Source: github.com/robfig/cron v3 (ParseStandard), which the API server and the CronJob controller read schedules with.
import { quote } from './quote.ts';

interface Bounds {
	readonly minimum: number;
	readonly maximum: number;
	readonly names?: readonly string[];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const days = 'sun mon tue wed thu fri sat'.split(' ');

/** minute, hour, day of month, month, day of week */
const fields: readonly Bounds[] = [
	{ minimum: 0, maximum: 59 },
	{ minimum: 0, maximum: 23 },
	{ minimum: 1, maximum: 31 },
	{ minimum: 1, maximum: 12, names: months },
	{ minimum: 0, maximum: 6, names: days },
];

const descriptors = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** What is wrong with a schedule; undefined if nothing is. */
export function scheduleError(schedule: string): string | undefined {
	// A time zone in front is refused anyway; the rest is judged without it.
	const spec = schedule.replace(/^(?:CRON_)?TZ=\S*\s*/, '');
	if (spec.startsWith('@')) return descriptorError(spec);
	const parts = spec.split(/[\t\n\v\f\r \u0085\u00a0]+/).filter((part) => part !== '');
	if (parts.length !== fields.length) {
		return `expected exactly ${fields.length} fields, found ${parts.length}: [${parts.join(' ')}]`;
	}
	for (const [index, bounds] of fields.entries()) {
		for (const range of (parts[index] ?? '').split(',')) {
			const error = range === '' ? undefined : rangeError(range, bounds);
			if (error !== undefined) return error;
		}
	}
	return undefined;
}

function descriptorError(spec: string): string | undefined {
	if (descriptors.includes(spec)) return undefined;
	if (!spec.startsWith('@every ')) return `unrecognized descriptor: ${spec}`;
	const duration = spec.slice('@every '.length);
	if (/^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(duration)) return undefined;
	return `failed to parse duration ${spec}: time: invalid duration ${quote(duration)}`;
}

/** `*`, `5`, `1-5`, `mon-fri`, each with `/step`. */
function rangeError(text: string, bounds: Bounds): string | undefined {
	const [range = '', step, ...more] = text.split('/');
	const [low = '', high, ...rest] = range.split('-');
	let start: number | string = bounds.minimum;
	let end: number | string = bounds.maximum;
	if (low !== '*' && low !== '?') {
		start = parseNumber(low, bounds);
		if (typeof start === 'string') return start;
		if (rest.length > 0) return `too many hyphens: ${text}`;
		end = high === undefined ? start : parseNumber(high, bounds);
		if (typeof end === 'string') return end;
	}
	if (more.length > 0) return `too many slashes: ${text}`;
	const every = step === undefined ? 1 : parseNumber(step, { minimum: 0, maximum: 0 });
	if (typeof every === 'string') return every;
	if (step !== undefined && high === undefined) end = bounds.maximum;
	if (start < bounds.minimum) {
		return `beginning of range (${start}) below minimum (${bounds.minimum}): ${text}`;
	}
	if (end > bounds.maximum) return `end of range (${end}) above maximum (${bounds.maximum}): ${text}`;
	if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${text}`;
	return every === 0 ? `step of range should be a positive number: ${text}` : undefined;
}

/** A number or a name, or else the error. */
function parseNumber(text: string, { names, minimum }: Bounds): number | string {
	const named = names?.indexOf(text.toLowerCase()) ?? -1;
	if (named !== -1) return named + minimum;
	if (!/^[+-]?[0-9]{1,18}$/.test(text)) {
		return `failed to parse int from ${text}: strconv.Atoi: parsing ${quote(text)}: invalid syntax`;
	}
	const number = Number(text);
	return number < 0 ? `negative number (${number}) not allowed: ${text}` : number;
}
