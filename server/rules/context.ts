// Invariant: whatever a rule learns through its context is remembered, so that its findings are computed anew exactly
// when something that they rest on has changed.
import type { Cluster } from '../cluster/cluster.ts';
import { kubeadmCorefile } from '../dns/corefile/default-corefile.ts';
import type { NameServer } from '../dns/name-server.ts';
import { admit, type TextProblem, type Verdict } from '../kubernetes/admit.ts';
import type { AdmissionContext } from '../kubernetes/validation/context.ts';
import type { TextRange } from '../manifest/node.ts';
import { type Location, locate, type PathStep } from '../manifest/path.ts';
import { folderScope } from '../workspace/layout.ts';
import type { IndexedObject, ObjectIndex } from '../workspace/object-index.ts';
import type { RunningObject } from '../workspace/running-state.ts';
import type { Settings } from '../workspace/settings.ts';
import type { Simulation } from '../workspace/simulation.ts';
import { TrackedLookup } from '../workspace/tracked-lookup.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { columnOf, isPrintedBehind } from './printed-behind.ts';

/** What the engine works with for one file: the settings of its folder and the Corefile that counts there. */
export interface RuleSettings {
	readonly settings: Settings;
	readonly admission: AdmissionContext;
	readonly corefile: string;
}

export class RuleContext {
	readonly workspace: Workspace;
	readonly settings: Settings;
	/** The objects that are applied together with the one in question. */
	readonly lookup: TrackedLookup;
	private readonly simulation: Simulation;
	private readonly options: RuleSettings;
	private readonly scope: string;
	private readonly verdicts: VerdictCache;
	private runningVersion: number | undefined;
	private others: ReadonlyMap<string, TrackedLookup> | undefined;

	constructor(
		workspace: Workspace,
		simulation: Simulation,
		options: RuleSettings,
		scope: string,
		index: ObjectIndex,
		verdicts: VerdictCache,
	) {
		this.workspace = workspace;
		this.simulation = simulation;
		this.options = options;
		this.settings = options.settings;
		this.scope = scope;
		this.lookup = new TrackedLookup(index);
		this.verdicts = verdicts;
	}

	/** What the API server says to the object as it is written. */
	verdict(object: IndexedObject): Verdict {
		return this.verdicts.of(object, this.options.admission);
	}

	/** The object as it runs, if commits (or the text at opening) tell; nothing on the command line. */
	running(object: IndexedObject): RunningObject | undefined {
		this.runningVersion = this.workspace.running.version;
		return this.workspace.running.of(object);
	}

	/** What the API server's answers depend on. */
	get admission(): AdmissionContext {
		return this.options.admission;
	}

	/** False once anything that was asked through this context may have another answer. */
	isCurrent(): boolean {
		const { version } = this.workspace.running;
		if (this.runningVersion !== undefined && this.runningVersion !== version) return false;
		if (!this.lookup.isCurrent()) return false;
		const { others } = this;
		if (others === undefined) return true;
		return (
			others.size === this.workspace.indexes().size - 1 &&
			[...others.values()].every((lookup) => lookup.isCurrent())
		);
	}

	/**
	 * The objects of the workspace's other scopes, by scope. They may be applied to the same cluster: what is missing here
	 * may come from there.
	 */
	otherScopes(): ReadonlyMap<string, TrackedLookup> {
		this.others ??= new Map(
			[...this.workspace.indexes()].flatMap(([scope, index]) =>
				scope === this.scope ? [] : [[scope, new TrackedLookup(index)] as const],
			),
		);
		return this.others;
	}

	/** The cluster that the scope's manifests make. The finding then depends on every object of the scope. */
	cluster(): Cluster {
		this.lookup.dependOnEverything();
		return this.simulation.cluster(this.scope);
	}

	/**
	 * CoreDNS over that cluster, to be asked for names of these labels only: the finding then depends on the Services that are
	 * called so, and on their Pods.
	 */
	nameServer(labels: readonly string[]): NameServer {
		this.dependOnServices(labels);
		return this.simulation.nameServer(this.simulation.cluster(this.scope), this.options.corefile);
	}

	private dependOnServices(labels: readonly string[]): void {
		// Kustomize names objects otherwise than their texts, and a Corefile may rewrite names.
		if (
			this.scope !== folderScope ||
			this.options.corefile !== kubeadmCorefile(this.settings.clusterDomain)
		) {
			this.lookup.dependOnEverything();
			return;
		}
		this.lookup.namespaceNames();
		for (const label of labels) {
			for (const { namespace, typed } of this.lookup.findAnywhere('Service', label)) {
				// An alias leads to other names.
				if (typed?.kind === 'Service' && typed.spec.type === 'ExternalName') this.lookup.dependOnEverything();
				this.lookup.allPodSources(namespace);
				this.lookup.ofKind('EndpointSlice.discovery.k8s.io', namespace);
				this.lookup.ofKind('Endpoints', namespace);
			}
		}
	}

	/**
	 * False where objects may exist that no file shows: charts, remote Kustomize resources, generators. A rule that misses
	 * something must ask this first.
	 */
	seesWholeScope(): boolean {
		return !this.workspace.isOpaque(this.scope);
	}

	/** True if a kustomization's patch may change the object: what it lacks may come from there. For `pattern` see Workspace. */
	isPatched(object: IndexedObject, pattern?: RegExp): boolean {
		this.lookup.dependOnPatches();
		return this.workspace.isPatched(object, pattern);
	}

	/** True if missing Pods mean something: the namespace has some, and nothing hides others. */
	knowsPodsOf(namespace: string): boolean {
		return this.seesWholeScope() && this.lookup.allPodSources(namespace).length > 0;
	}
}

/** Verdicts by object; an object never changes, so a verdict is as good as its context. */
export class VerdictCache {
	private readonly verdicts = new WeakMap<
		IndexedObject['object'],
		{ context: AdmissionContext; verdict: Verdict }
	>();

	of({ object }: IndexedObject, context: AdmissionContext): Verdict {
		const known = this.verdicts.get(object);
		if (known?.context === context) return known.verdict;
		const verdict = admit(object.value, textProblemsOf(object), context);
		this.verdicts.set(object, { context, verdict });
		return verdict;
	}
}

/** What strict reading refuses in the object's text, with paths from the object's root. */
function textProblemsOf({ document, path }: IndexedObject['object']): readonly TextProblem[] {
	const prefix = path.length === 0 ? '' : `items[${path[1]}]`;
	return document.decoded.problems
		.filter((problem) => problem.path.startsWith(prefix))
		.map(({ path: field, message, kind }) => ({
			path: field.slice(prefix.length).replace(/^\./, ''),
			message,
			fatal: kind !== 'duplicate-key',
		}));
}

/**
 * True if a template expression decides what stands at `path` (or whether it exists): a rule must not judge it.
 */
export function isTemplated({ object }: IndexedObject, path: readonly PathStep[]): boolean {
	const { document } = object;
	if (document.expressions.length === 0) return false;
	const location = locate(document.root, [...object.path, ...path]);
	const range: TextRange | undefined = location.pair ?? location.node;
	if (range === undefined) return true;
	// What is missing may come out of any expression inside its nearest parent.
	return (
		document.expressions.some(({ start, end }) => start < range.end && end > range.start) ||
		!location.exact ||
		isFilledIn(document.text, location) ||
		isPrintedBehind(document, range, columnOf(document.text, range.start))
	);
}

/** True for a key without a value that is followed by an expression: the value comes out of that. */
function isFilledIn(text: string, { pair, node }: Location): boolean {
	if (pair === undefined || (node !== undefined && node.end > node.start)) return false;
	const expression = /[\s:]*(?:#[^\n]*\s*)*\{\{/y;
	expression.lastIndex = pair.key.end;
	return expression.test(text);
}
