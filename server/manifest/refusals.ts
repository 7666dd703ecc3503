// Invariant: names only what the API server's reader (go-yaml) refuses and the `yaml` package lets pass.
// Source: go.yaml.in/yaml/v2 scannerc.go (yaml_parser_scan_anchor, …_flow_scalar, …_plain_scalar, …_directive), parserc.go
// (yaml_parser_process_directives).
import type { Pair } from 'yaml';
import type { ScalarStyle, TextRange } from './node.ts';

/** Where a scalar stands. */
export interface Surroundings {
	/** In how many flow collections. */
	readonly flowDepth: number;
	/** In a text that may be JSON: its escapes count. */
	readonly json: boolean;
	/** In a text that holds line or paragraph separators. */
	readonly hasSeparators: boolean;
}

/** Why a scalar, written as `source`, cannot be read; undefined if it can. */
export function refusedScalar(source: string, style: ScalarStyle, place: Surroundings): string | undefined {
	if (style === 'single-quoted') {
		return source.slice(1, -1).replaceAll("''", '').includes("'") ? "missing closing '" : undefined;
	}
	if (style === 'double-quoted') return source.includes('\\') ? refusedEscape(source, place.json) : undefined;
	if (place.hasSeparators && /[\u2028\u2029]/.test(source))
		return 'a line separator (U+2028 or U+2029) must stand in quotes';
	if (place.flowDepth > 0 && style === 'plain' && /\?|^:/.test(source)) {
		return "between brackets or braces, text with a '?' or that begins with ':' must stand in quotes";
	}
	return undefined;
}

/** JSON's escapes that YAML 1.1 does not know, and a quote that only looks like the closing one. */
function refusedEscape(source: string, json: boolean): string | undefined {
	if (/[^\\](?:\\\\)*\\"$/.test(source)) return 'missing closing "';
	if (json) return undefined;
	const found = /(?:^|[^\\])(?:\\\\)*(\\(?:\/|u[dD][89a-fA-F]..))/.exec(source)?.[1];
	return found === undefined ? undefined : `the API server knows no escape ${found}`;
}

/** Why an anchor's or alias's name cannot be read. */
export function refusedAnchor(name: string): string | undefined {
	return /^[\w-]+$/.test(name)
		? undefined
		: `the name of an anchor can only hold letters, digits, '-' and '_': '${name}'`;
}

/** Why a pair (as the `yaml` package's tokens) cannot be read: its `:` stands on another line or touches what follows. */
export function refusedPair(pair: Pair['srcToken'], inFlow: boolean): string | undefined {
	if (pair === undefined || pair.key === undefined || pair.key === null) return undefined;
	if (pair.start.some(({ type }) => type === 'explicit-key-ind')) return undefined;
	const { key, sep = [], value } = pair;
	const colon = sep.findIndex(({ type }) => type === 'map-value-ind');
	if (colon === -1) return undefined;
	const broken = 'source' in key && key.type !== 'block-scalar' && key.source.includes('\n');
	if (broken || sep.slice(0, colon).some(({ type }) => type === 'newline')) {
		return "a key and its ':' must stand on one line";
	}
	const touches =
		colon === sep.length - 1 && (value === undefined || value === null || value.type === 'flow-collection');
	if (inFlow && key.type === 'scalar' && colon === 0 && touches) return "put a space after the ':'";
	return undefined;
}

/** What is wrong with the directives (`%YAML 1.1`) before a document. */
export function refusedDirectives(text: string): readonly (TextRange & { message: string })[] {
	const problems: (TextRange & { message: string })[] = [];
	let versions = 0;
	const line = /[ \t]*(?:(%[^\r\n]*)|#[^\r\n]*)?(?:\r?\n|$)/y;
	while (line.lastIndex < text.length) {
		const start = line.lastIndex;
		const match = line.exec(text);
		if (match === null) break;
		const directive = match[1];
		if (directive === undefined) continue;
		if (directive.startsWith('%YAML')) versions++;
		const message = versions > 1 ? 'found a second %YAML directive' : refusedDirective(directive);
		if (message !== undefined) problems.push({ start, end: start + directive.length, message });
	}
	return problems;
}

function refusedDirective(directive: string): string | undefined {
	const name = /^%([\w-]+)(?=[ \t]|$)/.exec(directive)?.[1];
	if (name !== 'YAML' && name !== 'TAG') return `there is no directive like '${directive}'`;
	if (name === 'TAG') return undefined;
	const version = /^%YAML[ \t]+(\d+\.\d+)[ \t]*(?:#.*)?$/.exec(directive)?.[1];
	if (version === undefined) return "%YAML must be followed by a version, like 'YAML 1.1'";
	return version === '1.1' ? undefined : `the API server reads YAML 1.1, not ${version}`;
}
