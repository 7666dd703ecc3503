// Invariant: plain JSON data only, between the preview's page and its host; each side checks what it gets (guards.ts).
import type {
	ConfigurationName,
	NoPreview,
	Position,
	PreviewAssumptions,
	ServicePreview,
} from '../../../server/protocol.ts';
import type { Words } from './words.ts';

/** A Service by name. */
export interface ServiceName {
	readonly namespace: string;
	readonly name: string;
}

/** What survives hiding, moving and reloading the page. */
export interface SavedState {
	/** Names the preview among all of them: the host keeps the same state under it, sooner than the editor does. */
	readonly id?: string;
	/** What the host needs to ask the server again. */
	readonly source?: PreviewSource;
	/** What the page has unfolded, and where it is scrolled to. */
	readonly layout?: PageLayout;
}

export interface PreviewSource {
	readonly uri?: string;
	readonly position?: Position;
	/** A locked preview stays with this Service. */
	readonly locked?: ServiceName;
	readonly assumptions: PreviewAssumptions;
	/** The Service that the assumed question is about. */
	readonly asked?: ServiceName;
}

export interface PageLayout {
	/** Ids of unfolded parts. */
	readonly unfolded: readonly string[];
	/** CSS pixels from the top. */
	readonly scroll: number;
}

/** What the page draws. */
export interface PanelView {
	/** The last good preview; it is out of date while `nothing` is there too. */
	readonly preview?: ServicePreview;
	/** Why there is no preview, or none of the text as it is now. */
	readonly nothing?:
		| NoPreview
		| { readonly kind: 'none'; readonly reason: 'starting' | 'no-file' | 'failed' };
	readonly locked: boolean;
	readonly assumptions: PreviewAssumptions;
	/** The last `revision` that the page sent with assumptions, once they count. */
	readonly revision: number;
	/** Where the local DNS server answers, for example 127.0.0.1:5353. */
	readonly localServer?: string;
	/** A zone view exists. */
	readonly hasZone: boolean;
	/** The page hands these to setState. */
	readonly source: PreviewSource;
	readonly id: string;
}

/** What a click may open. The host looks up the place itself: a page cannot name one. */
export type OpenTarget =
	| { readonly what: 'service' | 'problem' | 'zone' }
	| { readonly what: 'workload'; readonly id: string };

export type FromPage =
	| { readonly type: 'ready'; readonly saved?: SavedState }
	| { readonly type: 'assume'; readonly assumptions: PreviewAssumptions; readonly revision: number }
	| { readonly type: 'apply'; readonly configuration: ConfigurationName; readonly asSibling: boolean }
	| { readonly type: 'layout'; readonly layout: PageLayout }
	| { readonly type: 'lock'; readonly locked: boolean }
	| { readonly type: 'copy'; readonly what: 'dig' }
	| { readonly type: 'copy'; readonly what: 'answer'; readonly configuration: ConfigurationName }
	| { readonly type: 'open'; readonly target: OpenTarget };

export type ToPage =
	/** The first message: with it the page starts. */
	| { readonly type: 'start'; readonly language: string; readonly words: Words; readonly layout?: PageLayout }
	| { readonly type: 'show'; readonly view: PanelView }
	/** What came of a click: said aloud, and shown for a while. */
	| { readonly type: 'notice'; readonly kind: 'done' | 'refused'; readonly text: string };
