// Invariant: a warning's message reads exactly as the API server sends it; kind and field are ours, for programs.

/** What the API server says to an object that it accepts. */
export interface Warning {
	readonly kind: WarningKind;
	/** The field path, as causes have it. */
	readonly field: string;
	readonly message: string;
}

export type WarningKind =
	/** An address or network that is not written in the canonical form. */
	| 'address-form'
	| 'deprecated'
	/** The same thing twice, or two things that get in each other's way. */
	| 'duplicate'
	| 'ignored'
	/** A name that works, but not everywhere that it ends up. */
	| 'name-form'
	| 'value';

/** A warning whose message begins with the field, as most do. */
export function warning(kind: WarningKind, field: string, detail: string): Warning {
	return { kind, field, message: `${field}: ${detail}` };
}
