// Invariant: a document is judged as it stands; nothing outside it (other objects, files) changes the verdict.
import { admit, type TextProblem, type Verdict } from '../kubernetes/admit.ts';
import { isObject, type JsonObject } from '../kubernetes/objects/json.ts';
import type { AdmissionContext } from '../kubernetes/validation/context.ts';
import { defaultKubernetesVersion, parseKubernetesVersion } from '../kubernetes/versions.ts';
import { type Decoded, decode } from '../manifest/decode.ts';
import type { ManifestDocument } from '../manifest/manifest.ts';
import { parseTree } from '../manifest/parse.ts';
import { type PathStep, parseFieldPath } from '../manifest/path.ts';
import { isListKind, itemsOf } from './manifest-object.ts';
import type { Settings } from './settings.ts';

/** The API server's answer to one object of a document. */
export interface JudgedObject {
	/** [] for the document's own object; ['items', n] for an item of a List. */
	readonly path: readonly PathStep[];
	/** Undefined if the document could not be read as a mapping. */
	readonly value: JsonObject | undefined;
	readonly verdict: Verdict;
}

/** The cluster that the settings describe. */
export function admissionContext(settings: Settings, dryRun = true): AdmissionContext {
	return {
		kubernetesVersion: parseKubernetesVersion(settings.kubernetesVersion) ?? defaultKubernetesVersion,
		serviceCIDRs: settings.serviceCIDRs,
		nodePortRange: settings.nodePortRange,
		dryRun,
	};
}

/** Every address there is: for who judges manifests whose cluster is not known. */
const anyAddress = ['0.0.0.0/0', '::/0'];

/**
 * The cluster for who reads manifests and not for one cluster: as long as nobody said what its address ranges are, an
 * address that is written down is taken as it is.
 */
export function admissionAnywhere(settings: Settings): AdmissionContext {
	const context = admissionContext(settings);
	return settings.serviceCIDRsSet ? context : { ...context, serviceCIDRs: anyAddress };
}

interface Reading {
	readonly value: Decoded['value'];
	readonly problems: readonly TextProblem[];
}

/** The document as the API server's YAML reader sees it; it knows no template expressions. */
function readAsSent(document: ManifestDocument): Reading {
	const templated = document.expressions.length > 0;
	const tree = templated ? parseTree(document.text, false) : document;
	const decoded = templated ? decode(tree.root) : document.decoded;
	const syntax = tree.problems
		.filter(({ unread }) => unread !== true)
		.map(({ message }) => ({ path: '', message, fatal: true }));
	const values = decoded.problems.map(({ kind, path, message }) => ({
		path,
		message,
		fatal: kind !== 'duplicate-key',
	}));
	return { value: decoded.value, problems: [...syntax, ...values] };
}

/** Judges every object of a document; a document that is empty or holds only comments has none. */
export function admitDocument(document: ManifestDocument, context: AdmissionContext): JudgedObject[] {
	const { value, problems } = readAsSent(document);
	if (problems.some((problem) => problem.fatal)) {
		return [{ path: [], value: undefined, verdict: admit(undefined, problems, context) }];
	}
	if (value === undefined) return [];
	if (!isObject(value)) return [{ path: [], value: undefined, verdict: admit(value, problems, context) }];
	if (!isListKind(value) || !Array.isArray(value.items)) {
		return [{ path: [], value, verdict: admit(value, problems, context) }];
	}
	return itemsOf(value).map((item, index) => {
		const path: PathStep[] = ['items', index];
		const own = problems.filter((problem) => startsWith(parseFieldPath(problem.path), path));
		return {
			path,
			value: isObject(item) ? item : undefined,
			verdict: admit(item, own, context),
		};
	});
}

function startsWith(steps: readonly PathStep[], prefix: readonly PathStep[]): boolean {
	return prefix.every((step, index) => steps[index] === step);
}
