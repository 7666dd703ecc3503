// Invariant: what comes out is valid, and nearest to what was written; nothing comes out where too little would be left.

/** A DNS label (RFC 1123): `Payments_API` → `payments-api`. */
export function asLabel(name: string, longest = 63): string | undefined {
	const label = name
		.replace(/([a-z0-9])([A-Z])(?=[a-z])/g, '$1-$2')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '');
	return label === '' ? undefined : shortened(label, longest);
}

/** The whole words that fit, unless they are much shorter than what fits. */
function shortened(label: string, longest: number): string {
	if (label.length <= longest) return label;
	const words = label.slice(0, longest + 1).replace(/-[^-]*$/, '');
	const kept = words.length >= (longest * 2) / 3 && words.length <= longest ? words : label.slice(0, longest);
	return kept.replace(/-+$/, '');
}

/** A DNS label that begins with a letter (RFC 1035): `3scale-api` → `api-3scale`, `1password` → `svc-1password`. */
export function asLabel1035(name: string): string | undefined {
	const label = asLabel(name);
	if (label === undefined || /^[a-z]/.test(label)) return label;
	const turned = label.replace(/^(\d[^-]*)-(.+)$/, '$2-$1');
	return asLabel(/^[a-z]/.test(turned) ? turned : `svc-${label}`);
}

/** A DNS subdomain: labels with dots between them. */
export function asSubdomain(name: string): string | undefined {
	const labels = name.split('.').flatMap((part) => asLabel(part) ?? []);
	const subdomain = labels
		.join('.')
		.slice(0, 253)
		.replace(/[-.]+$/, '');
	return subdomain === '' ? undefined : subdomain;
}

/** A port's name as containers have it (IANA service names): at most 15, at least one letter, no two hyphens together. */
export function asPortName(name: string): string | undefined {
	const label = asLabel(name, 15)?.replace(/-{2,}/g, '-');
	return label === undefined || !/[a-z]/.test(label) ? undefined : label;
}

/** A label's value: letters, digits, `-`, `_` and `.`, at most 63. */
export function asLabelValue(value: string): string | undefined {
	const text = value
		.trim()
		.replace(/[^A-Za-z0-9_.-]+/g, '-')
		.slice(0, 63)
		.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
	return text === '' ? undefined : text;
}

/** Why a name is no DNS label, in a few words for people. */
export function labelFault(name: string): string {
	if (name.length > 63) return `it has ${name.length} characters, and a DNS label at most 63`;
	if (name.includes('.')) return 'a dot would make two labels of it';
	if (name.includes('_')) return 'it may not hold an underscore';
	if (/[A-Z]/.test(name)) return 'it must be in lower case';
	if (/^-|-$/.test(name)) return 'it must begin and end with a letter or a digit';
	return 'it may hold only a-z, 0-9 and hyphens';
}
