// Invariant: what a subcommand gets and gives; nothing here runs one.

export interface Terminal {
	readonly stdout: (text: string) => void;
	readonly stderr: (text: string) => void;
	/** True if standard output is a terminal that people want colours on. */
	readonly colors?: boolean;
}

/** A subcommand. Returns the exit status. */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;
