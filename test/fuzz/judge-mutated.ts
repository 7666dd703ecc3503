// Invariant: any text gets a verdict that says something: an object, causes or a message.
import assert from 'node:assert/strict';
import type { Verdict } from '../../server/kubernetes/admit.ts';
import { type AdmissionContext, defaultContext } from '../../server/kubernetes/validation/context.ts';
import { kubernetesVersions } from '../../server/kubernetes/versions.ts';
import { parseManifest } from '../../server/manifest/manifest.ts';
import { admitDocument } from '../../server/workspace/admission.ts';
import { mutatedText, recordedTexts, seededRandom } from './manifest-mutations.ts';

export interface Verdicts {
	accepted: number;
	invalid: number;
	undecodable: number;
	/** Processor time of the slowest text, in milliseconds. */
	slowest: number;
}

/** Enough for any text of the mutations' length, however busy the machine; what grows out of hand takes seconds. */
const allowedMilliseconds = 1000;

/** Judges `count` mutated texts; throws with the seed and the text if one makes trouble. */
export function judgeMutated(seed: number, count: number): Verdicts {
	const texts = recordedTexts();
	const random = seededRandom(seed);
	const verdicts: Verdicts = { accepted: 0, invalid: 0, undecodable: 0, slowest: 0 };
	const contexts = kubernetesVersions.map((kubernetesVersion) => ({ ...defaultContext, kubernetesVersion }));
	for (let index = 0; index < count; index++) {
		const text = mutatedText(texts, random);
		const started = process.cpuUsage();
		try {
			for (const verdict of verdictsOn(text, contexts[index % contexts.length] ?? defaultContext)) {
				countVerdict(verdicts, verdict);
			}
		} catch (error) {
			throw new Error(`seed ${seed}, text ${index}: ${JSON.stringify(text)}`, { cause: error });
		}
		const { user } = process.cpuUsage(started);
		verdicts.slowest = Math.max(verdicts.slowest, user / 1000);
		assert.ok(
			user / 1000 < allowedMilliseconds,
			`seed ${seed}, text ${index} took ${user / 1000} ms: ${JSON.stringify(text)}`,
		);
	}
	return verdicts;
}

function verdictsOn(text: string, context: AdmissionContext): readonly Verdict[] {
	return parseManifest(text).documents.flatMap(({ document }) =>
		admitDocument(document, context).map(({ verdict }) => verdict),
	);
}

function countVerdict(verdicts: Verdicts, verdict: Verdict): void {
	if (verdict.accepted) {
		assert.ok(JSON.stringify(verdict.object, bigText).length > 2);
		verdicts.accepted++;
	} else if (verdict.code === 422) {
		assert.ok(verdict.causes.length > 0);
		verdicts.invalid++;
	} else {
		assert.notEqual(verdict.message, '');
		assert.ok(verdict.fields.length > 0);
		verdicts.undecodable++;
	}
}

function bigText(_: string, value: unknown): unknown {
	return typeof value === 'bigint' ? String(value) : value;
}
