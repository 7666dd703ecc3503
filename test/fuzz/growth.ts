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

type Shapes = Readonly<Record<string, (count: number) => string>>;

/** How the work (judging, where nothing else is given) grows with each shape's length, from `count` parts on. */
export function* measuredGrowth(
	count: number,
	shapes: Shapes = growingManifests,
	work: (text: string) => void = judge,
): Generator<Growth> {
	const timed = (text: string) => millisecondsOf(() => work(text));
	for (const [shape, text] of Object.entries(shapes)) {
		timed(text(count / 4));
		const short = Math.min(timed(text(count)), timed(text(count)));
		const long = Math.min(timed(text(4 * count)), timed(text(4 * count)));
		yield { shape, short, long };
	}
}

/** True if the work is out of proportion: quadratic work would be 16 times as long. */
export function isOutOfHand({ short, long }: Growth): boolean {
	return long > 9 * short + 100;
}

function judge(text: string): void {
	for (const { document } of parseManifest(text).documents) admitDocument(document, defaultContext);
}

/** Of processor time. */
function millisecondsOf(work: () => void): number {
	const started = process.cpuUsage();
	work();
	return process.cpuUsage(started).user / 1000;
}
