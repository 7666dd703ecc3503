// Guards for what the server sends, part by part as server/protocol.ts has it.
import type {
	ConfigurationName,
	NoPreview,
	Place,
	Position,
	PreviewAnswer,
	PreviewAssumptions,
	PreviewCard,
	PreviewChoices,
	PreviewName,
	PreviewPod,
	PreviewQuery,
	PreviewQuestion,
	PreviewRecord,
	PreviewTraffic,
	PreviewWorkload,
	Range,
	ServicePreview,
} from '../../../server/protocol.ts';
import {
	isBoolean,
	isEither,
	isListOf,
	isNullOr,
	isNumber,
	isObject,
	isOneOf,
	isRecordOf,
	isString,
	maybe,
} from './guard.ts';

const isStrings = isListOf(isString);

export const isPosition = isObject<Position>({ line: isNumber, character: isNumber });
const isRange = isObject<Range>({ start: isPosition, end: isPosition });
const isPlace = isObject<Place>({ uri: isString, range: isRange });

export const isConfigurationName = isOneOf<ConfigurationName>(
	'as-written',
	'clusterip',
	'headless',
	'headless-publish-not-ready',
);

export const isAssumptions = isObject<PreviewAssumptions>({
	replicas: maybe(isRecordOf(isNumber)),
	notReady: maybe(isStrings),
	terminating: maybe(isStrings),
	question: maybe(
		isObject<NonNullable<PreviewAssumptions['question']>>({ name: maybe(isString), type: maybe(isString) }),
	),
	clientNamespace: maybe(isString),
	resolver: maybe(isString),
	corefile: maybe(isString),
	connections: maybe(isNumber),
	client: maybe(isString),
});

const isRecord = isObject<PreviewRecord>({
	section: isOneOf('answer', 'authority', 'additional'),
	owner: isString,
	ttl: isNumber,
	type: isString,
	data: isString,
	behind: maybe(
		isObject<NonNullable<PreviewRecord['behind']>>({
			kind: isOneOf('pod', 'service'),
			name: isString,
			ready: maybe(isBoolean),
		}),
	),
	change: isOneOf('same', 'added', 'gone'),
	assumed: maybe(isBoolean),
});

const isAnswer = isObject<PreviewAnswer>({
	rcode: isString,
	name: isString,
	type: isString,
	records: isListOf(isRecord),
	gone: isListOf(isRecord),
	size: isNumber,
	isForwarded: isBoolean,
	cutAt: isListOf(isNumber),
});

const isState = isOneOf<PreviewPod['state']>('ready', 'not-ready', 'terminating');

const isTraffic = isObject<PreviewTraffic>({
	virtualIP: maybe(isString),
	externalName: maybe(isString),
	shares: isListOf(
		isObject<PreviewTraffic['shares'][number]>({
			pod: isString,
			connections: isNumber,
			state: maybe(isState),
		}),
	),
	lost: isNumber,
	explanation: isString,
});

const isTitled = isObject<{ readonly title: string }>({ title: isString });

const isCard = isObject<PreviewCard>({
	configuration: isConfigurationName,
	title: isString,
	fields: isString,
	isCurrent: isBoolean,
	answer: isAnswer,
	picks: isString,
	explanation: isString,
	onRunningService: maybe(
		isObject({ verdict: isOneOf('accepted', 'rejected', 'ignored'), message: isString }),
	),
	apply: maybe(isTitled),
	applyAsSibling: maybe(isTitled),
	notApplicable: maybe(isString),
	traffic: isTraffic,
});

const isPod = isObject<PreviewPod>({
	id: isString,
	name: isString,
	addresses: isStrings,
	state: isState,
	node: isString,
	workload: maybe(isString),
	nameAssumed: maybe(isBoolean),
});

const isWorkload = isObject<PreviewWorkload>({
	id: isString,
	kind: isString,
	name: isString,
	replicas: isNumber,
	writtenReplicas: isNumber,
	adjustable: isBoolean,
	place: maybe(isPlace),
});

const isQuestion = isObject<PreviewQuestion>({
	name: isString,
	type: isString,
	clientNamespace: isString,
	resolver: isString,
	corefile: isString,
	queries: isListOf(
		isObject<PreviewQuery>({
			name: isString,
			types: isStrings,
			rcode: isString,
			records: isNumber,
			final: isBoolean,
		}),
	),
	foundAs: maybe(isString),
	outcome: isString,
});

const isChoice = isObject({ id: isString, label: isString });

export const isServicePreview = isObject<ServicePreview>({
	kind: isOneOf('service'),
	service: isObject<ServicePreview['service']>({
		name: isString,
		namespace: isString,
		type: isString,
		selectsPods: isBoolean,
		place: isPlace,
		dnsName: isString,
	}),
	textVersion: isNullOr(isNumber),
	cards: isListOf(isCard),
	pods: isListOf(isPod),
	workloads: isListOf(isWorkload),
	names: isListOf(isObject<PreviewName>({ name: isString, type: isString, data: isStrings })),
	question: isQuestion,
	choices: isObject<PreviewChoices>({
		namespaces: isStrings,
		resolvers: isListOf(
			isObject<PreviewChoices['resolvers'][number]>({ id: isString, label: isString, hint: maybe(isString) }),
		),
		corefiles: isListOf(isChoice),
		clients: isListOf(isChoice),
		types: isStrings,
	}),
	trafficClient: maybe(isObject({ client: isString, connections: isNumber })),
	notes: isStrings,
});

export const isNoPreview = isObject<NoPreview>({
	kind: isOneOf('none'),
	reason: isOneOf('no-service', 'not-parsed', 'no-name', 'too-large', 'not-a-manifest', 'unknown-file'),
	message: isString,
	place: maybe(isPlace),
});

export const isPreviewResult = isEither(isServicePreview, isNoPreview);
