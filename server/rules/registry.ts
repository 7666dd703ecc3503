// Invariant: this list is all rules there are; registering is writing a line here, nothing happens by importing.
import { applyKeepsOldValue } from './apply/apply-keeps-old-value.ts';
import { applyRejectsChange } from './apply/apply-rejects-change.ts';
import { headlessPortTranslation } from './headless/headless-port-translation.ts';
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [applyKeepsOldValue, applyRejectsChange, headlessPortTranslation];
