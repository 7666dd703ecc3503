// Invariant: each function returns the messages of apimachinery's validator of the same rule; none means valid.
// Sources: apimachinery pkg/util/validation/validation.go, pkg/api/validate/content, pkg/api/validation/generic.go.

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const labelWithUnderscore = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const subdomainWithUnderscore = `${labelWithUnderscore}(\\.${labelWithUnderscore})*`;
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const qualifiedName = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValue = `(${qualifiedName})?`;

const labelPattern = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const label1035Pattern = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const underscorePattern = /^_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;
const qualifiedPattern = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** Length in bytes of UTF-8, as Go's len counts. */
export function byteLength(text: string): number {
	let bytes = text.length;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		// The two halves of a surrogate pair make four bytes.
		if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
	}
	return bytes;
}

function maxLength(length: number): string {
	return `must be no more than ${length} characters`;
}

/** validation.RegexError; the comma before "or" is the API server's. */
function regexMessage(message: string, format: string, ...examples: readonly string[]): string {
	const shown = examples.map((example, index) => `${index > 0 ? ' or ' : ''}'${example}', `).join('');
	return `${message} (e.g. ${shown}regex used for validation is '${format}')`;
}

/** IsDNS1123Label: names of namespaces, containers, ports. */
export function dnsLabelErrors(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > 63) errors.push(maxLength(63));
	if (!labelPattern.test(value)) {
		errors.push(
			isSubdomain(value)
				? 'must not contain dots'
				: regexMessage(
						"a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
						label,
						'my-name',
						'123-abc',
					),
		);
	}
	return errors;
}

function isSubdomain(value: string): boolean {
	return value.split('.').every((part) => labelPattern.test(part));
}

/** IsDNS1123Subdomain: most names. */
export function dnsSubdomainErrors(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > 253) errors.push(maxLength(253));
	if (!isSubdomain(value)) {
		errors.push(
			regexMessage(
				"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
				subdomain,
				'example.com',
			),
		);
	}
	return errors;
}

/** IsDNS1123SubdomainWithUnderscore: DNS search paths. */
export function searchPathErrors(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > 253) errors.push(maxLength(253));
	if (!value.split('.').every((part) => underscorePattern.test(part))) {
		errors.push(
			regexMessage(
				"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
				subdomainWithUnderscore,
				'example.com',
			),
		);
	}
	return errors;
}

/** IsDNS1035Label: Service names before 1.36. */
export function dns1035LabelErrors(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > 63) errors.push(maxLength(63));
	if (!label1035Pattern.test(value)) {
		errors.push(
			regexMessage(
				"a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
				label1035,
				'my-name',
				'abc-123',
			),
		);
	}
	return errors;
}

/** IsQualifiedName / IsLabelKey: `name` or `prefix/name`. */
export function qualifiedNameErrors(value: string): string[] {
	const message =
		"must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
	const regex = regexMessage(message, qualifiedName, 'MyName', 'my.name', '123-abc');
	const parts = value.split('/');
	if (parts.length > 2) {
		return [
			`a valid label key ${regex} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
		];
	}
	const errors: string[] = [];
	const prefix = parts.length === 2 ? parts[0] : undefined;
	const name = parts.at(-1) ?? '';
	if (prefix === '') errors.push('prefix part must be non-empty');
	else if (prefix !== undefined) errors.push(...prefixErrors(prefix));
	if (name === '') errors.push('name part must be non-empty');
	else if (byteLength(name) > 63) errors.push('name part must be no more than 63 bytes');
	if (!qualifiedPattern.test(name)) errors.push(`name part ${regex}`);
	return errors;
}

/** A name says "characters" of its length, the prefix of a label says "bytes" (pkg/api/validate/content). */
function prefixErrors(prefix: string): string[] {
	return dnsSubdomainErrors(prefix).map((error) => `prefix part ${error.replace(/characters$/, 'bytes')}`);
}

/** IsValidLabelValue. */
export function labelValueErrors(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > 63) errors.push('must be no more than 63 bytes');
	if (value !== '' && !qualifiedPattern.test(value)) {
		errors.push(
			regexMessage(
				"a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
				labelValue,
				'MyValue',
				'my_value',
				'12345',
			),
		);
	}
	return errors;
}

/** IsValidPortName: IANA service names (RFC 6335). */
export function portNameErrors(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > 15) errors.push(maxLength(15));
	if (!/^[-a-z0-9]+$/.test(value)) {
		errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
	}
	if (!/[a-z]/.test(value)) errors.push('must contain at least one letter (a-z)');
	if (value.includes('--')) errors.push('must not contain consecutive hyphens');
	if (value.startsWith('-') || value.endsWith('-')) errors.push('must not begin or end with a hyphen');
	return errors;
}

/** IsValidPortNum. */
export function portNumberErrors(value: number | bigint): string[] {
	return value >= 1 && value <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/** IsRelaxedEnvVarName: printable ASCII without `=`. */
export function environmentNameErrors(value: string): string[] {
	const errors: string[] = [];
	if (value === '') errors.push('environment variable name must be non-empty');
	if (!/^[ -<>-~]*$/.test(value)) {
		errors.push(
			"a valid environment variable name must consist only of printable ASCII characters other than '='",
		);
	}
	return errors;
}

/** IsHTTPHeaderName. */
export function headerNameErrors(value: string): string[] {
	if (/^[-A-Za-z0-9]+$/.test(value)) return [];
	return [
		regexMessage(
			"a valid HTTP header must consist of alphanumeric characters or '-'",
			'[-A-Za-z0-9]+',
			'X-Header-Name',
		),
	];
}

/** IsValidPercent. */
export function percentErrors(value: string): string[] {
	if (/^[0-9]+%$/.test(value)) return [];
	return [
		regexMessage(
			"a valid percent string must be a numeric string followed by an ending '%'",
			'[0-9]+%',
			'1%',
			'93%',
		),
	];
}

/** What a name must be: with `prefix`, a trailing dash is allowed because a suffix follows (ValidateNameFunc). */
export type NameRule = (name: string, prefix: boolean) => string[];

export const nameIsSubdomain: NameRule = (name, prefix) => dnsSubdomainErrors(prefix ? maskDash(name) : name);
export const nameIsLabel: NameRule = (name, prefix) => dnsLabelErrors(prefix ? maskDash(name) : name);
export const nameIs1035Label: NameRule = (name, prefix) => dns1035LabelErrors(prefix ? maskDash(name) : name);

/** maskTrailingDash; that it also drops the character before the dash is the API server's. */
function maskDash(name: string): string {
	return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}
