// Source: go.yaml.in/yaml/v2 scannerc.go (yaml_parser_scan_flow_scalar, …_plain_scalar: "Join the whitespaces or fold line breaks").

/** What line breaks within a text stand for: one is a space, more are all but the first; separators stay. */
export function foldedBreaks(first: string, further: string): string {
	if (!first.startsWith('\n')) return first + further;
	return further === '' ? ' ' : further;
}
