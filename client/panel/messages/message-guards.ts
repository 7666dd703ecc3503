// Guards for the messages between page and host. What they refuse is dropped, and neither side fails.
import {
	type Guard,
	isBoolean,
	isEither,
	isListOf,
	isNumber,
	isObject,
	isOneOf,
	isString,
	maybe,
} from './guard.ts';
import type {
	FromPage,
	OpenTarget,
	PageLayout,
	PanelView,
	PreviewSource,
	SavedState,
	ServiceName,
	ToPage,
} from './messages.ts';
import {
	isAssumptions,
	isConfigurationName,
	isNoPreview,
	isPosition,
	isServicePreview,
} from './preview-guards.ts';
import { english, type Words } from './words.ts';

const isServiceName = isObject<ServiceName>({ namespace: isString, name: isString });

const isSource = isObject<PreviewSource>({
	uri: maybe(isString),
	position: maybe(isPosition),
	locked: maybe(isServiceName),
	assumptions: isAssumptions,
	asked: maybe(isServiceName),
});

const isLayout = isObject<PageLayout>({ unfolded: isListOf(isString), scroll: isNumber });

/** What setState kept; an older version of the extension may have written it. */
export const isSavedState = isObject<SavedState>({
	id: maybe(isString),
	source: maybe(isSource),
	layout: maybe(isLayout),
});

const isOpenTarget: Guard<OpenTarget> = isEither(
	isObject({ what: isOneOf('service', 'problem', 'zone') }),
	isObject({ what: isOneOf('workload'), id: isString }),
);

type Message<Kinds extends { readonly type: string }, Type extends Kinds['type']> = Extract<
	Kinds,
	{ readonly type: Type }
>;

const fromPage = [
	isObject<Message<FromPage, 'ready'>>({ type: isOneOf('ready'), saved: maybe(isSavedState) }),
	isObject<Message<FromPage, 'assume'>>({
		type: isOneOf('assume'),
		assumptions: isAssumptions,
		revision: isNumber,
	}),
	isObject<Message<FromPage, 'apply'>>({
		type: isOneOf('apply'),
		configuration: isConfigurationName,
		asSibling: isBoolean,
	}),
	isObject<Message<FromPage, 'layout'>>({ type: isOneOf('layout'), layout: isLayout }),
	isObject<Message<FromPage, 'lock'>>({ type: isOneOf('lock'), locked: isBoolean }),
	isObject({ type: isOneOf('copy'), what: isOneOf('dig') }),
	isObject({ type: isOneOf('copy'), what: isOneOf('answer'), configuration: isConfigurationName }),
	isObject<Message<FromPage, 'open'>>({ type: isOneOf('open'), target: isOpenTarget }),
];

export const isFromPage: Guard<FromPage> = (value): value is FromPage =>
	fromPage.some((guard) => guard(value));

const isWords: Guard<Words> = (value): value is Words =>
	typeof value === 'object' &&
	value !== null &&
	Object.keys(english).every((key) => isString((value as Readonly<Record<string, unknown>>)[key]));

const isView = isObject<PanelView>({
	preview: maybe(isServicePreview),
	nothing: maybe(
		isEither(
			isNoPreview,
			isObject({ kind: isOneOf('none'), reason: isOneOf('starting', 'no-file', 'failed') }),
		),
	),
	locked: isBoolean,
	assumptions: isAssumptions,
	revision: isNumber,
	localServer: maybe(isString),
	hasZone: isBoolean,
	source: isSource,
	id: isString,
});

const toPage = [
	isObject<Message<ToPage, 'start'>>({
		type: isOneOf('start'),
		language: isString,
		words: isWords,
		layout: maybe(isLayout),
	}),
	isObject<Message<ToPage, 'show'>>({ type: isOneOf('show'), view: isView }),
	isObject<Message<ToPage, 'notice'>>({
		type: isOneOf('notice'),
		kind: isOneOf('done', 'refused'),
		text: isString,
	}),
];

export const isToPage: Guard<ToPage> = (value): value is ToPage => toPage.some((guard) => guard(value));
