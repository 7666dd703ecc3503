// Invariant: JSON's keys are strings; numbers and truth values become what sigs.k8s.io/yaml writes for them.
// Source: sigs.k8s.io/yaml yaml.go (convertToJSONableObject).
import { isInteger, type ScalarValue } from './scalar.ts';

export interface MapKey {
	/** The key of the JSON object. */
	readonly text: string;
	/** Two keys are the same for YAML only if their types are too: 1 and "1" are not. */
	readonly identity: string;
	/** As go-yaml prints it. */
	readonly shown: string;
}

/** Undefined for what cannot be a key: null, and whole numbers beyond 64 bits with a sign. */
export function keyOf(value: ScalarValue, written: string): MapKey | undefined {
	switch (typeof value) {
		case 'string':
			return { text: value, identity: `s${value}`, shown: JSON.stringify(value) };
		case 'boolean':
			return { text: String(value), identity: `b${value}`, shown: String(value) };
		case 'bigint':
			if (value > 0x7fff_ffff_ffff_ffffn) return undefined;
			return { text: String(value), identity: `n${value}`, shown: String(value) };
		case 'number': {
			const whole = Number.isSafeInteger(value) && isInteger(written);
			const text = whole ? String(value) : formatFloat32(value);
			return { text, identity: `${whole ? 'n' : 'f'}${value}`, shown: text };
		}
		default:
			return undefined;
	}
}

/** strconv.FormatFloat(value, 'g', -1, 32). */
function formatFloat32(value: number): string {
	if (Number.isNaN(value)) return '.nan';
	if (!Number.isFinite(Math.fround(value))) return value > 0 ? '.inf' : '-.inf';
	const single = Math.fround(value);
	if (single === 0) return Object.is(value, -0) ? '-0' : '0';
	let digits = 1;
	while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits++;
	const [mantissa = '', exponent = '0'] = single.toExponential(digits - 1).split('e');
	const power = Number(exponent);
	const significant = mantissa.replace(/\.?0+$/, '');
	if (power < -4 || power >= 6) {
		const sign = power < 0 ? '-' : '+';
		return `${significant}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
	}
	return String(Number(`${significant}e${power}`));
}
