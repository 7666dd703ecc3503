import type { MetaObject } from '../decoding/metadata.ts';
import type { Cause } from './cause.ts';
import type { AdmissionContext } from './context.ts';
import type { Warning } from './warning.ts';

/** A decoded object of any kind that has rules. */
export interface DecodedKind {
	readonly metadata: MetaObject;
}

/** The result for a decoded object whose metadata is prepared: causes, or the object as stored. */
export type Judgement =
	| { readonly causes: readonly Cause[] }
	| { readonly causes?: undefined; readonly object: object; readonly warnings: readonly Warning[] };

export type Judge = (decoded: DecodedKind, context: AdmissionContext) => Judgement;
