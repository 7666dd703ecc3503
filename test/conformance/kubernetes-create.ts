// Compares verdicts on new objects with those of recorded API servers.
import { type AdmissionContext, defaultContext } from '../../server/kubernetes/validation/context.ts';
import { type Comparison, type Tally, tally } from './controllers-tally.ts';
import {
	asRecorded,
	comparable,
	judge,
	type RecordedVerdict,
	readRecording,
	unnamedFields,
	type Wording,
} from './recorded-verdicts.ts';

const everything: Wording = { wording: true, spec: true, warnings: true };

export function tallyCreate(): Tally {
	return tallyRecording('create', readRecording('service-create.jsonl'), everything);
}

/** The wording is that of 1.37, so only what is wrong is compared. */
export function tallyCreateOnOldest(): Tally {
	const recorded = readRecording('service-create-1.33.jsonl');
	const wording = { ...everything, wording: false };
	return tallyRecording('create-1.33', recorded, wording, { ...defaultContext, kubernetesVersion: '1.33' });
}

/** How one request is judged, where an editor judges documents (data/README.md). */
const requests: ReadonlySet<string> = new Set([
	'two documents',
	'trailing ---',
	'empty',
	'only comment',
	'no kind',
	'no apiVersion',
]);

export function tallyYamlTexts(): Tally {
	const documents = readRecording('yaml-texts.jsonl').filter(({ id }) => !requests.has(id));
	return tallyRecording('yaml-texts', documents, everything);
}

export function tallyEndpointSlices(): Tally {
	const recorded = readRecording('endpointslice-create.jsonl');
	return tallyRecording('endpointslice-create', recorded, { ...everything, spec: false });
}

export function tallyWorkloads(): Tally {
	const recorded = readRecording('workload-create.jsonl');
	return tallyRecording('workload-create', recorded, { ...everything, spec: false });
}

function tallyRecording(
	name: string,
	recorded: readonly RecordedVerdict[],
	wording: Wording,
	context: AdmissionContext = defaultContext,
): Tally {
	return tally(
		name,
		recorded,
		({ id }) => id,
		(verdict) => compare(verdict, wording, context),
	);
}

function compare(recorded: RecordedVerdict, wording: Wording, context: AdmissionContext): Comparison {
	const verdict = judge(recorded.manifest, context);
	return {
		actual: {
			verdict: comparable(asRecorded(recorded.manifest, verdict), wording),
			unnamed: unnamedFields(recorded, verdict),
		},
		expected: { verdict: comparable(recorded, wording), unnamed: [] },
	};
}
