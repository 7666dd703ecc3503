// Source: go.yaml.in/yaml/v2 yamlh.go (yaml_token_t).
import type { ScalarStyle } from '../node.ts';

export type TokenKind =
	| 'stream-end'
	| 'version-directive'
	| 'tag-directive'
	| 'document-start'
	| 'document-end'
	| 'block-sequence-start'
	| 'block-mapping-start'
	| 'block-end'
	| 'flow-sequence-start'
	| 'flow-sequence-end'
	| 'flow-mapping-start'
	| 'flow-mapping-end'
	| 'block-entry'
	| 'flow-entry'
	| 'key'
	| 'value'
	| 'alias'
	| 'anchor'
	| 'tag'
	| 'scalar';

export interface Token {
	readonly kind: TokenKind;
	readonly start: number;
	readonly end: number;
	/** The text of a scalar, the name of an anchor or alias, the handle of a tag, the version of a directive. */
	readonly value?: string;
	/** What follows a tag's handle, or what a directive's handle stands for. */
	readonly suffix?: string;
	readonly style?: ScalarStyle;
}
