// Invariant: what many plugins say of their stanzas is worded once, as CoreDNS v1.15.0 words it.
import type { CorefileError, Dispenser } from '../corefile/dispenser.ts';

/** Reads a stanza for its mistakes alone. Throws CorefileError. */
export type SetUp = (controller: Dispenser) => void;

/** `count`: how many stanzas of this plugin were read before. */
export function onlyOnce(controller: Dispenser, count: number): void {
	if (count > 0) throw controller.bareError('this plugin can only be used once per Server Block');
}

export function unknownProperty(controller: Dispenser): CorefileError {
	return controller.error(`unknown property '${controller.value()}'`);
}
