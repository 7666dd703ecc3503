// Invariant: a quantity keeps its value to a billionth, rounded away from zero, and its kind of suffix.
// Source: apimachinery pkg/api/resource/quantity.go (ParseQuantity, CanonicalizeBytes).

const format = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,18})?$/;

/**
 * True for a quantity as `resource.Quantity` reads it (`500m`, `1.5Gi`, `1e3`); blanks around it are allowed, and a
 * suffix without a number is zero.
 */
export function isQuantity(text: string): boolean {
	const trimmed = text.trim();
	return trimmed !== '' && format.test(trimmed);
}

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const one = 1_000_000_000n;
const thousandth = 1_000_000n;
const largestBinary = 0x7fff_ffff_ffff_ffffn * one;
/** Nothing that is measured has more digits; a text that claims them stays as it is. */
const largestExponent = 200;

/** The quantity as the API server stores it: `0.5` is `500m`, `1024Mi` is `1Gi`, `1000` is `1k`. */
export function canonicalQuantity(text: string): string {
	const quantity = parse(text.trim());
	return quantity === undefined || isKept(quantity) ? text.trim() : print(quantity);
}

/** Rounded up to thousandths, as amounts of resources are (SetDefaults_ResourceList in pkg/apis/core/v1/defaults.go). */
export function roundedToThousandths(text: string): string {
	const quantity = parse(text.trim());
	if (quantity === undefined || quantity.nanos % thousandth === 0n) return canonicalQuantity(text);
	return print({ ...quantity, nanos: (quantity.nanos / thousandth + 1n) * thousandth });
}

interface Quantity {
	readonly isNegative: boolean;
	/** Before and after the point, without leading zeros. */
	readonly whole: string;
	readonly fraction: string;
	readonly suffix: 'decimal' | 'exponent' | 'binary';
	/** The power of ten, or of two, that the suffix stands for. */
	readonly exponent: number;
	/** The absolute value in billionths. */
	readonly nanos: bigint;
}

function parse(text: string): Quantity | undefined {
	const [, sign = '', whole = '', fraction = '', suffix = ''] = format.exec(text) ?? [];
	const isBinary = suffix.endsWith('i');
	const isExponent = /^[eE]./.test(suffix);
	const decimals = isExponent ? Number(suffix.slice(1)) : 3 * (decimalSuffixes.indexOf(suffix) - 3);
	const exponent = isBinary ? 10 * binarySuffixes.indexOf(suffix) : decimals;
	if (Math.abs(exponent) > largestExponent) return undefined;
	const digits = BigInt(whole + fraction || '0') * (isBinary ? 2n ** BigInt(exponent) : 1n);
	return {
		isNegative: sign === '-',
		whole: whole.replace(/^0+/, '') || '0',
		fraction,
		suffix: isBinary ? 'binary' : isExponent ? 'exponent' : 'decimal',
		exponent,
		nanos: scaled(digits, (isBinary ? 0 : exponent) - fraction.length + 9),
	};
}

/** Texts of few digits that look canonical stay as they are. */
function isKept({ whole, fraction, suffix, exponent }: Quantity): boolean {
	const digits = whole + fraction;
	if (suffix === 'binary') {
		const precision = 14 - whole.length - Math.trunc((exponent * 3) / 10);
		return fraction === '' && precision >= 0 && Number(whole) % 8 !== 0;
	}
	const scale = exponent - fraction.length;
	const isExact = digits.length <= 18 && scale >= -9 && scale % 3 === 0;
	return isExact && !digits.endsWith('000') && !digits.startsWith('0');
}

function print({ nanos, isNegative, suffix }: Quantity): string {
	if (nanos === 0n) return '0';
	const sign = isNegative ? '-' : '';
	if (suffix !== 'binary' || nanos < 1024n * one || nanos % one !== 0n) {
		return sign + decimal(nanos, suffix === 'exponent');
	}
	return sign + binary((nanos < largestBinary ? nanos : largestBinary) / one);
}

/** `value` · 10^exponent, rounded up. */
function scaled(value: bigint, exponent: number): bigint {
	if (exponent >= 0) return value * 10n ** BigInt(exponent);
	const divisor = 10n ** BigInt(-exponent);
	return (value + divisor - 1n) / divisor;
}

/** As few digits as a suffix of three decimal places allows. */
function decimal(nanos: bigint, asExponent: boolean): string {
	let amount = nanos;
	let exponent = -9;
	while (amount % 1000n === 0n) {
		amount /= 1000n;
		exponent += 3;
	}
	if (asExponent) return `${amount}${exponent === 0 ? '' : `e${exponent}`}`;
	return `${amount}${decimalSuffixes[exponent / 3 + 3] ?? ''}`;
}

function binary(value: bigint): string {
	let amount = value;
	let steps = 0;
	while (amount % 1024n === 0n) {
		amount /= 1024n;
		steps++;
	}
	return `${amount}${binarySuffixes[steps] ?? ''}`;
}
