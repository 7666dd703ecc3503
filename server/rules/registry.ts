// Invariant: this list is all rules there are; registering is writing a line here, nothing happens by importing.
import { applyKeepsOldValue } from './apply/apply-keeps-old-value.ts';
import { applyRejectsChange } from './apply/apply-rejects-change.ts';
import { headlessPortTranslation } from './headless/headless-port-translation.ts';
import type { Rule } from './rule.ts';
import { duplicateService } from './selector/duplicate-service.ts';
import { selectorCatchesJob } from './selector/selector-catches-job.ts';
import { selectorCatchesSeveral } from './selector/selector-catches-several.ts';
import { selectorNamespaceOmitted } from './selector/selector-namespace-omitted.ts';
import { selectorNearMiss } from './selector/selector-near-miss.ts';
import { selectorOtherNamespace } from './selector/selector-other-namespace.ts';
import { serviceWithoutEndpoints } from './selector/service-without-endpoints.ts';

export const rules: readonly Rule[] = [
	applyKeepsOldValue,
	applyRejectsChange,
	headlessPortTranslation,
	duplicateService,
	selectorCatchesJob,
	selectorCatchesSeveral,
	selectorNamespaceOmitted,
	selectorNearMiss,
	selectorOtherNamespace,
	serviceWithoutEndpoints,
];
