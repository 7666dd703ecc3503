// Invariant: lines end where YAML and LSP end them (\n, \r\n, \r); columns count UTF-16 units.

export interface TextPosition {
	/** One-based. */
	readonly line: number;
	/** One-based, in UTF-16 units. */
	readonly column: number;
}

/** Finds lines and columns of a text. */
export class LineIndex {
	readonly text: string;
	private readonly starts: readonly number[];

	constructor(text: string) {
		this.text = text;
		const starts = [0];
		for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + lineBreak.length);
		this.starts = starts;
	}

	positionAt(offset: number): TextPosition {
		const line = this.lineAt(offset);
		return { line: line + 1, column: offset - (this.starts[line] ?? 0) + 1 };
	}

	/** A line's text without its break; `line` is one-based. */
	line(line: number): string {
		const start = this.starts[line - 1] ?? this.text.length;
		const end = this.starts[line] ?? this.text.length;
		return this.text.slice(start, end).replace(/[\r\n]+$/, '');
	}

	private lineAt(offset: number): number {
		let low = 0;
		let high = this.starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.starts[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	}
}
