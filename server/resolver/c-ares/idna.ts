// Invariant: ASCII names only change to lower case; other labels become `xn--…` (RFC 3492) as Node's domainToASCII does for
// letters that need no more than NFKC and lower case (UTS 46).

/** The name in the form that is sent. */
export function toASCII(name: string): string {
	return name
		.normalize('NFKC')
		.toLowerCase()
		.split(/[.\u3002\uff0e\uff61]/)
		.map((label) => (/^[\0-\x7f]*$/.test(label) ? label : `xn--${encodePunycode(label)}`))
		.join('.');
}

/** RFC 3492 section 6.3, with the parameters of section 5. */
function encodePunycode(label: string): string {
	const points = Array.from(label, (character) => character.codePointAt(0) ?? 0);
	let output = points
		.filter((point) => point < 0x80)
		.map((point) => String.fromCharCode(point))
		.join('');
	const basic = output.length;
	let handled = basic;
	if (basic > 0) output += '-';
	let next = 0x80;
	let delta = 0;
	let bias = 72;
	while (handled < points.length) {
		const smallest = Math.min(...points.filter((point) => point >= next));
		delta += (smallest - next) * (handled + 1);
		next = smallest;
		for (const point of points) {
			if (point < next) delta++;
			if (point !== next) continue;
			output += encodeDelta(delta, bias);
			bias = adapt(delta, handled + 1, handled === basic);
			delta = 0;
			handled++;
		}
		delta++;
		next++;
	}
	return output;
}

function encodeDelta(delta: number, bias: number): string {
	let text = '';
	let rest = delta;
	for (let k = 36; ; k += 36) {
		const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
		if (rest < threshold) return text + digit(rest);
		text += digit(threshold + ((rest - threshold) % (36 - threshold)));
		rest = Math.floor((rest - threshold) / (36 - threshold));
	}
}

function digit(value: number): string {
	return String.fromCharCode(value < 26 ? 97 + value : 22 + value);
}

function adapt(delta: number, count: number, first: boolean): number {
	let rest = Math.floor(delta / (first ? 700 : 2));
	rest += Math.floor(rest / count);
	let k = 0;
	while (rest > 455) {
		rest = Math.floor(rest / 35);
		k += 36;
	}
	return k + Math.floor((36 * rest) / (rest + 38));
}
