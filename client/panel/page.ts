import type { PreviewAssumptions, ServicePreview } from '../../server/protocol.ts';
import type { FromPage, PanelView } from './messages/messages.ts';
import type { Speech } from './speech.ts';

/** What every part of the page draws from and reports to. */
export interface Page {
	readonly speech: Speech;
	readonly view: PanelView;
	/** Pictures have no room for their wide drawings. */
	readonly isNarrow: boolean;
	/** What the person assumes now; the preview may still be about what they assumed before. */
	readonly assumptions: PreviewAssumptions;
	assume(change: PreviewAssumptions): void;
	/** Takes assumptions back; without names all of them. */
	forget(...names: (keyof PreviewAssumptions)[]): void;
	send(message: FromPage): void;
	isUnfolded(id: string): boolean;
	unfold(id: string, open: boolean): void;
}

/** A page that has a preview to draw. */
export interface PreviewedPage extends Page {
	readonly preview: ServicePreview;
}
