// Compares `kubectl apply` of one configuration over another with the recording.
import { readFileSync } from 'node:fs';
import { applyOver } from '../../server/kubernetes/apply/apply-over.ts';
import { kubectlMessage } from '../../server/kubernetes/apply/kubectl-message.ts';
import type { JsonObject } from '../../server/kubernetes/objects/json.ts';
import { defaultContext } from '../../server/kubernetes/validation/context.ts';
import { parseManifest } from '../../server/manifest/manifest.ts';
import { type Comparison, type Tally, tally } from './controllers-tally.ts';

interface Recording {
	readonly variants: Readonly<Record<string, string>>;
	readonly transitions: readonly Omit<RecordedTransition, 'variants'>[];
}

export interface RecordedTransition {
	readonly variants: Readonly<Record<string, string>>;
	readonly from: string;
	readonly to: string;
	readonly exit: number;
	readonly stdout: string;
	readonly stderr: string;
	/** The spec as stored. */
	readonly before: JsonObject;
	readonly after: JsonObject;
}

export function tallyTransitions(): Tally {
	return tally('transitions', recordedTransitions(), ({ from, to }) => `${from} → ${to}`, compareTransition);
}

export function recordedTransitions(): readonly RecordedTransition[] {
	const text = readFileSync(new URL('data/service-transitions.json', import.meta.url), 'utf8');
	const { variants, transitions } = JSON.parse(text) as Recording;
	return transitions.map((transition) => ({ variants, ...transition }));
}

/** Exit status, both outputs (the lines of a rejection in any order), and the spec before and after. */
export function compareTransition(recorded: RecordedTransition): Comparison {
	const { variants, from, to } = recorded;
	const { outcome, verdict, before } = applyOver(
		decodedText(variants[from]),
		decodedText(variants[to]),
		defaultContext,
	);
	return {
		actual: {
			exit: verdict.accepted ? 0 : 1,
			stdout: verdict.accepted ? `service/db ${outcome}` : '',
			stderr: lines(kubectlMessage('Service', 'db', verdict)),
			before: before?.spec,
			after: verdict.accepted ? verdict.object.spec : before?.spec,
		},
		expected: {
			exit: recorded.exit,
			stdout: recorded.stdout,
			stderr: lines(recorded.stderr),
			before: recorded.before,
			after: recorded.after,
		},
	};
}

function lines(text: string): readonly string[] {
	return text.split('\n').sort();
}

function decodedText(text: string | undefined) {
	return parseManifest(text ?? '').documents[0]?.document.decoded.value;
}
