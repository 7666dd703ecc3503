// Invariant: values are printed as Go's fmt prints the values that templates of a Corefile can hold.

/** What a template computes with: Go's strings, integers, booleans, slices, maps, structs and methods. */
export type GoValue =
	| undefined
	| string
	| number
	| boolean
	| readonly GoValue[]
	| ReadonlyMap<string, GoValue>
	| { readonly [field: string]: GoValue }
	| ((...args: readonly GoValue[]) => GoValue);

/** As `%v`. */
export function printGo(value: GoValue): string {
	if (value === undefined) return '<no value>';
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (typeof value === 'function') return '0x0';
	if (Array.isArray(value)) return `[${value.map(printGo).join(' ')}]`;
	if (value instanceof Map) {
		const entries = [...value].sort(([a], [b]) => (a < b ? -1 : 1));
		return `map[${entries.map(([key, entry]) => `${key}:${printGo(entry)}`).join(' ')}]`;
	}
	return `{${Object.values(value).map(printGo).join(' ')}}`;
}

/** As fmt.Sprintf, for the verbs v s d x X o b q t c and the flags - 0 + with a width and a precision. */
export function formatGo(format: string, values: readonly GoValue[]): string {
	let next = 0;
	const text = format.replace(
		/%([-+0 #]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
		(_, flags: string, width: string, precision: string | undefined, verb: string) => {
			if (verb === '%') return '%';
			if (next >= values.length) return `%!${verb}(MISSING)`;
			const printed = formatVerb(verb, values[next++], precision);
			return pad(printed, flags, Math.min(Number(width), 1000));
		},
	);
	const surplus = values.slice(next);
	if (surplus.length === 0) return text;
	return `${text}%!(EXTRA ${surplus.map((value) => `${goType(value)}=${printGo(value)}`).join(', ')})`;
}

function goType(value: GoValue): string {
	return typeof value === 'number' ? 'int' : typeof value === 'boolean' ? 'bool' : 'string';
}

function formatVerb(verb: string, value: GoValue, precision: string | undefined): string {
	const wrong = () => `%!${verb}(${goType(value)}=${printGo(value)})`;
	const radix = { d: 10, x: 16, X: 16, o: 8, b: 2 }[verb];
	switch (verb) {
		case 'v':
			return printGo(value);
		case 's':
			if (typeof value === 'number' || typeof value === 'boolean') return wrong();
			return printGo(value).slice(0, precision === undefined ? undefined : Number(precision));
		case 'q':
			return JSON.stringify(printGo(value));
		case 't':
			return typeof value === 'boolean' ? String(value) : wrong();
		case 'c':
			return typeof value === 'number' ? String.fromCodePoint(value & 0xffff) : wrong();
		default: {
			if (radix === undefined) return wrong();
			if (typeof value === 'number') {
				const digits = value.toString(radix);
				return verb === 'X' ? digits.toUpperCase() : digits;
			}
			if (typeof value !== 'string' || radix !== 16) return wrong();
			const hex = [...value].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
			return verb === 'X' ? hex.toUpperCase() : hex;
		}
	}
}

function pad(text: string, flags: string, width: number): string {
	const signed = flags.includes('+') && /^\d/.test(text) ? `+${text}` : text;
	if (flags.includes('-')) return signed.padEnd(width);
	if (!flags.includes('0')) return signed.padStart(width);
	const sign = /^[-+]/.exec(signed)?.[0] ?? '';
	return sign + signed.slice(sign.length).padStart(width - sign.length, '0');
}
