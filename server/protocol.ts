// Invariant: plain JSON data only. This is all that the client imports from the server, and it imports nothing.
// Positions are LSP's: zero-based lines and UTF-16 columns.

export interface Position {
	readonly line: number;
	readonly character: number;
}

export interface Range {
	readonly start: Position;
	readonly end: Position;
}

export interface Place {
	readonly uri: string;
	readonly range: Range;
}

export type ConfigurationName = 'as-written' | 'clusterip' | 'headless' | 'headless-publish-not-ready';

/** What the manifests cannot tell and the person chooses. Everything is optional: absent means as written, all ready. */
export interface PreviewAssumptions {
	/** Desired Pods by `Kind/namespace/name`. */
	readonly replicas?: Readonly<Record<string, number>>;
	/** Pods as `namespace/name`. */
	readonly notReady?: readonly string[];
	readonly terminating?: readonly string[];
	/** What the client asks. Absent: the Service's own name and type A. */
	readonly question?: { readonly name?: string; readonly type?: string };
	/** The namespace of the asking Pod; absent: the Service's own. */
	readonly clientNamespace?: string;
	/** The client's stub resolver; absent: glibc. */
	readonly resolver?: string;
	/** A Corefile preset's id, or `workspace` for the ConfigMap found there; absent: kubeadm. */
	readonly corefile?: string;
	/** How many connections the traffic picture spreads; absent: 100. */
	readonly connections?: number;
	/** The kind of client in the traffic picture; absent: through kube-proxy or the first address. */
	readonly client?: string;
}

export interface PreviewParams {
	readonly textDocument: { readonly uri: string };
	/** Where the cursor is. Absent: the file's first Service. */
	readonly position?: Position;
	/** A locked preview names its Service; it wins over the position. */
	readonly service?: { readonly namespace: string; readonly name: string };
	readonly assumptions?: PreviewAssumptions;
}

export type PreviewResult = ServicePreview | NoPreview;

export interface NoPreview {
	readonly kind: 'none';
	/** Why there is nothing to show: a stable id, for the page's words. */
	readonly reason: 'no-service' | 'not-parsed' | 'no-name' | 'too-large' | 'not-a-manifest' | 'unknown-file';
	/** One sentence for people. */
	readonly message: string;
	/** For `not-parsed`: where the text breaks. */
	readonly place?: Place;
}

export interface ServicePreview {
	readonly kind: 'service';
	readonly service: {
		readonly name: string;
		readonly namespace: string;
		/** ClusterIP, Headless, NodePort, LoadBalancer, ExternalName, or what is written. */
		readonly type: string;
		readonly place: Place;
		/** False: its addresses are those of EndpointSlices that somebody writes. */
		readonly selectsPods: boolean;
		/** The whole name in DNS, without final dot. */
		readonly dnsName: string;
	};
	/** The version of the text that this was computed from; the host drops older answers. */
	readonly textVersion: number | null;
	readonly cards: readonly PreviewCard[];
	readonly pods: readonly PreviewPod[];
	readonly workloads: readonly PreviewWorkload[];
	readonly names: readonly PreviewName[];
	readonly question: PreviewQuestion;
	/** What the page offers to choose from. */
	readonly choices: PreviewChoices;
	/** The client and the number of connections behind every card's traffic; absent: the first choice, 100. */
	readonly trafficClient?: { readonly client: string; readonly connections: number };
	/** Sentences to beware of, most important first. */
	readonly notes: readonly string[];
}

export interface PreviewChoices {
	readonly namespaces: readonly string[];
	/** `hint`: where it is met. */
	readonly resolvers: readonly { readonly id: string; readonly label: string; readonly hint?: string }[];
	readonly corefiles: readonly { readonly id: string; readonly label: string }[];
	readonly clients: readonly { readonly id: string; readonly label: string }[];
	readonly types: readonly string[];
}

export interface PreviewCard {
	readonly configuration: ConfigurationName;
	readonly title: string;
	/** What a manifest says that has this configuration: `clusterIP: None`. */
	readonly fields: string;
	/** This is what the text says now. */
	readonly isCurrent: boolean;
	readonly answer: PreviewAnswer;
	/** Who picks the Pod, in a few words. */
	readonly picks: string;
	readonly explanation: string;
	/** What `kubectl apply` of this change does to a running Service; absent on the current card. */
	readonly onRunningService?: {
		readonly verdict: 'accepted' | 'rejected' | 'ignored';
		readonly message: string;
	};
	/** Absent where the change cannot be written; then `notApplicable` says why. */
	readonly apply?: { readonly title: string };
	readonly applyAsSibling?: { readonly title: string };
	readonly notApplicable?: string;
	/** Where connections go, one bar a Pod. */
	readonly traffic: PreviewTraffic;
}

export interface PreviewAnswer {
	readonly rcode: string;
	/** The name that was asked. */
	readonly name: string;
	readonly type: string;
	readonly records: readonly PreviewRecord[];
	/** Records that as written would be there and are gone here. */
	readonly gone: readonly PreviewRecord[];
	/** The name server would ask others, which are not simulated; there is no answer then. */
	readonly isForwarded: boolean;
	/** Bytes of the whole response on the wire (EDNS 1232). */
	readonly size: number;
	/** UDP sizes at which the response would be cut. */
	readonly cutAt: readonly number[];
}

export interface PreviewRecord {
	readonly section: 'answer' | 'authority' | 'additional';
	readonly owner: string;
	readonly ttl: number;
	readonly type: string;
	readonly data: string;
	/** The Pod behind an address, or the Service whose virtual IP it is. */
	readonly behind?: { readonly kind: 'pod' | 'service'; readonly name: string; readonly ready?: boolean };
	/** Compared with the answer as written. */
	readonly change: 'same' | 'added' | 'gone';
	/** The data is an example: the manifests do not say it, and the cluster will assign another value. */
	readonly assumed?: boolean;
}

export interface PreviewPod {
	/** `namespace/name`. */
	readonly id: string;
	readonly name: string;
	readonly addresses: readonly string[];
	readonly state: 'ready' | 'not-ready' | 'terminating';
	readonly node: string;
	/** `Kind/namespace/name` of the workload; absent for a bare Pod. */
	readonly workload?: string;
	/** The name is an example: the workload's controller will make up another one. */
	readonly nameAssumed?: boolean;
}

export interface PreviewWorkload {
	/** `Kind/namespace/name`. */
	readonly id: string;
	readonly kind: string;
	readonly name: string;
	readonly replicas: number;
	/** As the manifest says. */
	readonly writtenReplicas: number;
	/** False for kinds without a count (DaemonSet, bare Pods). */
	readonly adjustable: boolean;
	readonly place?: Place;
}

/** A name that the Service creates, with what it answers as written. */
export interface PreviewName {
	readonly name: string;
	readonly type: string;
	readonly data: readonly string[];
}

export interface PreviewQuestion {
	readonly name: string;
	readonly type: string;
	readonly clientNamespace: string;
	readonly resolver: string;
	readonly corefile: string;
	/** Every query in order, as the stub resolver sends them. */
	readonly queries: readonly PreviewQuery[];
	/** The name that answered; absent if none did. */
	readonly foundAs?: string;
	/** What the program gets, in words. */
	readonly outcome: string;
}

export interface PreviewQuery {
	readonly name: string;
	readonly types: readonly string[];
	readonly rcode: string;
	readonly records: number;
	/** This query ended the search. */
	readonly final: boolean;
}

export interface PreviewTraffic {
	/** The virtual IP in the middle, if there is one. */
	readonly virtualIP?: string;
	/** The name that an ExternalName Service points to: connections leave the cluster's Pods aside. */
	readonly externalName?: string;
	readonly shares: readonly {
		readonly pod: string;
		readonly connections: number;
		readonly state?: PreviewPod['state'];
	}[];
	/** Connections that reach no Pod. */
	readonly lost: number;
	readonly explanation: string;
}

export const previewRequest = 'servicescope/preview';

/** From the server: something that previews depend on has changed (files on disk, settings); ask again. */
export const previewChangedNotification = 'servicescope/previewChanged';

/** Asks for the edit that a card's Apply makes; the same as the quick fix's. */
export interface ConfigurationEditParams {
	readonly textDocument: { readonly uri: string };
	readonly service: { readonly namespace: string; readonly name: string };
	readonly configuration: ConfigurationName;
	readonly asSibling: boolean;
}

/** One of the two is there: the edit as LSP's WorkspaceEdit, or why there is none, in a sentence. */
export interface ConfigurationEditResult {
	readonly edit?: unknown;
	readonly refused?: string;
}

export const configurationEditRequest = 'servicescope/configurationEdit';

/** The zone view: everything that the workspace's Services answer, as a zone file. */
export interface ZoneParams {
	readonly uri: string;
}

export interface ZoneResult {
	readonly text: string;
	/** For each line of the text the manifest that it comes from, if any. */
	readonly sources: readonly (Place | null)[];
	/** The line of each Service, by `namespace/name`. */
	readonly lines: Readonly<Record<string, number>>;
}

export const zoneRequest = 'servicescope/zone';

/** Asked of the client where the server has no file system of its own (virtual workspaces, the web). */
export interface FilesParams {
	readonly folder: string;
}
export const listFilesRequest = 'servicescope/listFiles';

export interface ReadFileParams {
	readonly uri: string;
}
export const readFileRequest = 'servicescope/readFile';

/**
 * Tells the server what a file said when it was last committed, which stands for what the cluster runs. Without it the
 * text at opening does.
 */
export interface RunningStateParams {
	readonly uri: string;
	/** Null: the file is not committed, so nothing of it runs yet. */
	readonly text: string | null;
}

export const runningStateNotification = 'servicescope/runningState';

/** Starts a DNS server on loopback that answers from the manifests as they stand in the editor. */
export interface StartDnsServerParams {
	/** A manifest: those applied together with it are served. */
	readonly uri: string;
}

export type StartDnsServerResult =
	| { readonly host: string; readonly port: number; readonly example: string }
	/** Why there is none: no sockets on the web, or what the system said. */
	| { readonly refused: string };

export const startDnsServerRequest = 'servicescope/startDnsServer';
export const stopDnsServerRequest = 'servicescope/stopDnsServer';

/** What the client tells the server at initialization. */
export interface InitializationOptions {
	/** Commands of the client's own that a code action may name. */
	readonly commands?: readonly string[];
	/** The URI of a rule's page in this editor; RULE in it stands for the rule's id. Absent: diagnostics carry no link. */
	readonly rulePages?: string;
}

/** Copies its one argument, a text, to the clipboard. */
export const copyTextCommand = 'servicescope.copyText';

/** Asks for a rule's page, in Markdown; null for an id that no rule has. */
export interface RulePageParams {
	readonly rule: string;
}

export const rulePageRequest = 'servicescope/rulePage';
