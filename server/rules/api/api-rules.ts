// Invariant: these are all rules about the API server's verdicts and about what it makes of a manifest in silence.
import type { Rule } from '../rule.ts';
import { apiWarning } from './fallback/api-warning.ts';
import { endpointsliceInvalid } from './fallback/endpointslice-invalid.ts';
import { serviceInvalid } from './fallback/service-invalid.ts';
import { workloadInvalid } from './fallback/workload-invalid.ts';
import { serviceNameDigit } from './metadata/service-name-digit.ts';
import { nodePortRange } from './ports/node-port-range.ts';
import { targetPortZero } from './ports/target-port-zero.ts';
import { sessionAffinityConfigDropped } from './service/session-affinity-config-dropped.ts';
import { specificRules } from './specific-rules.ts';

export const apiRules: readonly Rule[] = [
	...specificRules,
	serviceNameDigit,
	nodePortRange,
	targetPortZero,
	sessionAffinityConfigDropped,
	apiWarning,
	endpointsliceInvalid,
	serviceInvalid,
	workloadInvalid,
];
