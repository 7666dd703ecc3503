// Invariant: each kind goes through the API server's steps in its order: decode, default, prepare, validate, warn, store.
import { type DecodeProblem, decodeObject } from '../decoding/decode-object.ts';
import type { RuledKind } from '../decoding/kind.ts';
import { encodeObject } from '../defaulting/encode-object.ts';
import { distinctOwners, prepareMetadata, storedMetadata } from '../defaulting/metadata.ts';
import type { JsonObject } from '../objects/json.ts';
import type { Cause } from './cause.ts';
import type { AdmissionContext } from './context.ts';
import { judgeEndpointSlice } from './judge-endpointslice.ts';
import { judgeService } from './judge-service.ts';
import {
	judgeCronJob,
	judgeDaemonSet,
	judgeDeployment,
	judgeJob,
	judgePod,
	judgeReplicaSet,
	judgeStatefulSet,
} from './judge-workload.ts';
import type { DecodedKind, Judge } from './judgement.ts';
import type { Warning } from './warning.ts';

export type Admitted =
	| { readonly outcome: 'accepted'; readonly object: JsonObject; readonly warnings: readonly Warning[] }
	| { readonly outcome: 'invalid'; readonly causes: readonly Cause[] }
	| {
			readonly outcome: 'undecodable';
			readonly problems: readonly DecodeProblem[];
			readonly deciding: readonly DecodeProblem[];
	  };

const judges: Readonly<Record<RuledKind, Judge>> = {
	CronJob: judgeCronJob,
	DaemonSet: judgeDaemonSet,
	Deployment: judgeDeployment,
	EndpointSlice: judgeEndpointSlice,
	Job: judgeJob,
	Pod: judgePod,
	ReplicaSet: judgeReplicaSet,
	Service: judgeService,
	StatefulSet: judgeStatefulSet,
};

export function admitRuled(
	value: JsonObject,
	kind: RuledKind,
	namespace: string,
	context: AdmissionContext,
): Admitted {
	const { value: decoded, problems, deciding } = decodeObject(value, kind, context.kubernetesVersion);
	if (problems.length > 0) return { outcome: 'undecodable', problems, deciding };
	// The schema gives every kind its metadata.
	const object = decoded as unknown as DecodedKind;
	const { metadata, repeated } = distinctOwners(object.metadata);
	const prepared = { ...object, metadata: prepareMetadata(metadata, namespace) };
	const judgement = judges[kind](prepared, context);
	if (judgement.causes !== undefined) return { outcome: 'invalid', causes: judgement.causes };
	const stored = judgement.object as DecodedKind;
	const marked = { ...stored, metadata: storedMetadata(stored.metadata, object.metadata) };
	return {
		outcome: 'accepted',
		object: encodeObject(marked as unknown as JsonObject, kind),
		warnings: [...repeatedOwners(repeated), ...judgement.warnings],
	};
}

/** apiserver pkg/endpoints/handlers/rest.go, DuplicateOwnerReferencesWarningFormat. */
function repeatedOwners(uids: readonly string[]): Warning[] {
	if (uids.length === 0) return [];
	const field = 'metadata.ownerReferences';
	const fate = 'API server dedups owner references in 1.20+, and may reject such requests as early as 1.24';
	const message = `.${field} contains duplicate entries; ${fate}; please fix your requests; duplicate UID(s) observed: ${uids.join(', ')}`;
	return [{ kind: 'duplicate', field, message }];
}
