// Invariant: reads more than the `yaml` package does, never differently: lines inside of quotes, brackets and braces may begin
// in any column, as go-yaml has it (go.yaml.in/yaml/v2 scannerc.go: indentation counts only where flow_level is 0).
import { Composer, type Document, Lexer, type ParseOptions, Parser, type SchemaOptions } from 'yaml';
import { refuseDeepTokens } from './nesting.ts';

/** What of the package's lexer is overridden; its declarations hide it. */
interface OpenLexer {
	/** Text and place; a quoted text is read from its opening quote. */
	readonly buffer: string;
	readonly pos: number;
	readonly flowLevel: number;
	/** The column from which on a line continues what stands before it. */
	indentNext: number;
	lex(source: string): Generator<string, void>;
	/** Where the scalar goes on in the line at `offset`, -1 if it does not. */
	continueScalar(offset: number): number;
	parseFlowCollection(): Generator<string, unknown>;
}
const PackageLexer = Lexer as unknown as new () => OpenLexer;

class FreeLexer extends PackageLexer {
	override continueScalar(offset: number): number {
		const isFree = this.flowLevel > 0 || /["']/.test(this.buffer.charAt(this.pos));
		if (!isFree) return super.continueScalar(offset);
		const { indentNext } = this;
		this.indentNext = 0;
		const next = super.continueScalar(offset);
		this.indentNext = indentNext;
		return next;
	}

	override *parseFlowCollection(): Generator<string, unknown> {
		const { indentNext } = this;
		this.indentNext = 0;
		const state = yield* super.parseFlowCollection();
		this.indentNext = indentNext;
		return state;
	}
}

/** The document, if indentation inside of quotes, brackets or braces is all that is wrong with it. */
export function parseFreely(text: string, options: ParseOptions & SchemaOptions): Document | undefined {
	if (!/["'[{]/.test(text)) return undefined;
	const lexemes = [...new FreeLexer().lex(text)];
	if (touchesQuoted(lexemes)) return undefined;
	const composer = new Composer(options);
	const documents = [...composer.compose(refuseDeepTokens(tokensOf(lexemes)), true, text.length)];
	const [document] = documents;
	return documents.length === 1 && document?.errors.length === 0 ? document : undefined;
}

/** A quote that lacks its end takes the next opening one for it; what follows then touches it. */
function touchesQuoted(lexemes: readonly string[]): boolean {
	return lexemes.some((lexeme, index) => {
		const next = lexemes[index + 1];
		return /^["']/.test(lexeme) && next !== undefined && !/^[\s,\]}:#]/.test(next);
	});
}

function* tokensOf(lexemes: readonly string[]) {
	const parser = new Parser();
	for (const lexeme of lexemes) yield* parser.next(lexeme);
	yield* parser.end();
}
