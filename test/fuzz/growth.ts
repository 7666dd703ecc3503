// Invariant: four times the text takes about four times the processor time, whatever the shape.
import { defaultContext } from '../../server/kubernetes/validation/context.ts';
import { parseManifest } from '../../server/manifest/manifest.ts';
import { admitDocument } from '../../server/workspace/admission.ts';
import { growingManifests } from './growing-manifests.ts';

export interface Growth {
	readonly shape: string;
	/** Milliseconds of processor time for a text and for one four times as long. */
	readonly short: number;
	readonly long: number;
}

/** How judging grows with each shape's length, from `count` parts on. */
export function* measuredGrowth(count: number): Generator<Growth> {
	for (const [shape, text] of Object.entries(growingManifests)) {
		judge(text(count / 4));
		const short = Math.min(judge(text(count)), judge(text(count)));
		const long = Math.min(judge(text(4 * count)), judge(text(4 * count)));
		yield { shape, short, long };
	}
}

/** True if the work is out of proportion: quadratic work would be 16 times as long. */
export function isOutOfHand({ short, long }: Growth): boolean {
	return long > 9 * short + 100;
}

/** Milliseconds of processor time. */
function judge(text: string): number {
	const started = process.cpuUsage();
	for (const { document } of parseManifest(text).documents) admitDocument(document, defaultContext);
	return process.cpuUsage(started).user / 1000;
}
