// Previews to draw, typed as the server sends them. Figures and sentences stand for what a server would say.
import type {
	ConfigurationName,
	PreviewAnswer,
	PreviewCard,
	PreviewPod,
	PreviewRecord,
	ServicePreview,
} from '../../server/protocol.ts';

const range = { start: { line: 10, character: 2 }, end: { line: 10, character: 10 } };
const dnsName = 'postgres.shop.svc.cluster.local';

export interface Situation {
	readonly replicas?: number;
	/** Ordinals of Pods. */
	readonly notReady?: readonly number[];
	readonly terminating?: readonly number[];
	readonly written?: 'clusterip' | 'headless';
	readonly name?: string;
}

/** PostgreSQL as a StatefulSet behind a Service, as in examples/02-postgres.yaml. */
export function postgres(situation: Situation = {}): ServicePreview {
	const { replicas = 3, written = 'clusterip', name = 'postgres' } = situation;
	const pods = podsOf(situation);
	const virtual: PreviewRecord = {
		...record('10.96.12.7', { kind: 'service', name }),
		assumed: false,
	};
	const ready = pods.filter(({ state }) => state === 'ready').map(podRecord);
	const all = pods.map(podRecord);
	const current = written === 'clusterip' ? [virtual] : ready;
	const kinds: [ConfigurationName, string, PreviewRecord[]][] = [
		['clusterip', 'ClusterIP', [virtual]],
		['headless', 'Headless', ready],
		['headless-publish-not-ready', 'Headless, not-ready too', all],
	];
	const cards = kinds.map(([configuration, title, records]) =>
		card(configuration, title, configuration === written, compare(records, current), pods, name),
	);
	return {
		kind: 'service',
		service: {
			name,
			namespace: 'shop',
			type: written === 'clusterip' ? 'ClusterIP' : 'Headless',
			selectsPods: true,
			place: { uri: 'file:///examples/02-postgres.yaml', range },
			dnsName,
		},
		textVersion: 1,
		cards,
		pods,
		workloads: [
			{
				id: 'StatefulSet/shop/postgres',
				kind: 'StatefulSet',
				name: 'postgres',
				replicas,
				writtenReplicas: 3,
				adjustable: true,
			},
		],
		names: [
			{ name: dnsName, type: 'A', data: current.map(({ data }) => data) },
			...pods.map((pod) => ({ name: `${pod.name}.${dnsName}`, type: 'A', data: pod.addresses })),
			{
				name: `_postgres._tcp.${dnsName}`,
				type: 'SRV',
				data: [`0 100 5432 ${dnsName}.`],
			},
			...pods.map((pod) => ({
				name: `${[...(pod.addresses[0] ?? '').split('.')].reverse().join('.')}.in-addr.arpa`,
				type: 'PTR',
				data: [`${pod.name}.${dnsName}.`],
			})),
		],
		question: {
			name: 'postgres',
			type: 'A',
			clientNamespace: 'shop',
			resolver: 'glibc',
			corefile: 'kubeadm',
			queries: [
				{ name: `${dnsName}.`, types: ['A', 'AAAA'], rcode: 'NOERROR', records: current.length, final: true },
			],
			foundAs: dnsName,
			outcome: 'The program gets 1 address.',
		},
		choices: {
			namespaces: ['default', 'kube-system', 'shop'],
			resolvers: [
				{ id: 'glibc', label: 'glibc' },
				{ id: 'musl', label: 'musl 1.2.5' },
				{ id: 'go', label: 'Go' },
			],
			corefiles: [
				{ id: 'kubeadm', label: 'kubeadm' },
				{ id: 'k3s', label: 'k3s' },
			],
			clients: [
				{ id: 'first', label: 'takes the first address' },
				{ id: 'random', label: 'takes a random address' },
				{ id: 'once', label: 'resolves once and keeps it' },
			],
			types: ['A', 'AAAA', 'SRV', 'PTR', 'CNAME', 'TXT', 'NS', 'SOA'],
		},
		trafficClient: { client: 'first', connections: 100 },
		notes: [
			'Clients of PostgreSQL that use only the first address send everything to one Pod, and DNS does not know which one is the primary: name the Pods in the connection string.',
			'Headless Services give no environment variables: POSTGRES_SERVICE_HOST and POSTGRES_PORT go away.',
		],
	};
}

/** An SRV question: long data, additional records, names that are not the asked one. */
export function mongodb(): ServicePreview {
	const base = postgres();
	const name = '_mongodb._tcp.mongo.db.svc.cluster.local';
	const records = [0, 1, 2].flatMap((index): PreviewRecord[] => {
		const target = `mongo-${index}.mongo.db.svc.cluster.local`;
		const behind = { kind: 'pod', name: `mongo-${index}`, ready: true } as const;
		return [
			{
				section: 'answer',
				owner: name,
				ttl: 30,
				type: 'SRV',
				data: `0 33 27017 ${target}.`,
				behind,
				change: 'same',
			},
			{
				section: 'additional',
				owner: target,
				ttl: 30,
				type: 'A',
				data: `10.244.${index + 1}.1${index}`,
				behind,
				change: 'same',
				assumed: true,
			},
		];
	});
	const cards = base.cards.map((each) => ({
		...each,
		answer: { ...each.answer, name, type: 'SRV', records, gone: [], size: 341 },
	}));
	return { ...base, cards, question: { ...base.question, name, type: 'SRV' } };
}

/** Nobody answers: NXDOMAIN, NODATA and a name that all queries missed. */
export function unanswered(): ServicePreview {
	const base = postgres({ notReady: [0, 1, 2], written: 'headless' });
	const dead = { queries: 3, name: 'postgress' };
	return {
		...base,
		question: {
			name: dead.name,
			type: 'A',
			clientNamespace: 'shop',
			resolver: 'glibc',
			corefile: 'kubeadm',
			queries: ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local', ''].map((suffix) => ({
				name: `${dead.name}.${suffix}`,
				types: ['A', 'AAAA'],
				rcode: 'NXDOMAIN',
				records: 0,
				final: suffix === '',
			})),
			outcome: 'The program gets an error: Name or service not known.',
		},
	};
}

function podsOf({ replicas = 3, notReady = [], terminating = [] }: Situation): PreviewPod[] {
	return Array.from({ length: replicas }, (_, index) => ({
		id: `shop/postgres-${index}`,
		name: `postgres-${index}`,
		addresses: [`10.244.${(index % 3) + 1}.${10 + Math.floor(index / 3)}`],
		state: terminating.includes(index) ? 'terminating' : notReady.includes(index) ? 'not-ready' : 'ready',
		node: `node-${(index % 3) + 1}`,
		workload: 'StatefulSet/shop/postgres',
	}));
}

function podRecord({ name, addresses, state }: PreviewPod): PreviewRecord {
	return {
		...record(addresses[0] ?? '', { kind: 'pod', name, ready: state === 'ready' }),
		assumed: true,
	};
}

function record(data: string, behind: NonNullable<PreviewRecord['behind']>): PreviewRecord {
	return { section: 'answer', owner: dnsName, ttl: 30, type: 'A', data, behind, change: 'same' };
}

function compare(records: readonly PreviewRecord[], written: readonly PreviewRecord[]): PreviewAnswer {
	const had = new Set(written.map(({ data }) => data));
	const has = new Set(records.map(({ data }) => data));
	const size = 49 + 16 + records.length * 16;
	return {
		rcode: records.length === 0 ? 'NXDOMAIN' : 'NOERROR',
		name: dnsName,
		type: 'A',
		records: records.map((each) => ({ ...each, change: had.has(each.data) ? 'same' : 'added' })),
		gone: written.filter(({ data }) => !has.has(data)).map((each) => ({ ...each, change: 'gone' })),
		isForwarded: false,
		size,
		cutAt: [512, 1232].filter((limit) => size > limit),
	};
}

function card(
	configuration: ConfigurationName,
	title: string,
	isCurrent: boolean,
	answer: PreviewAnswer,
	pods: readonly PreviewPod[],
	name: string,
): PreviewCard {
	const isVirtual = configuration === 'clusterip';
	const reached = pods.filter(
		({ state }) => state === 'ready' || configuration === 'headless-publish-not-ready',
	);
	const each = reached.length === 0 ? 0 : Math.floor(100 / reached.length);
	const shares = reached.map((pod, index) => ({
		pod: pod.name,
		connections: isVirtual ? (index === 0 ? 100 - each * (reached.length - 1) : each) : index === 0 ? 100 : 0,
		state: pod.state,
	}));
	const apply = { apply: { title: 'Apply' } };
	return {
		configuration,
		title,
		fields: isVirtual
			? 'clusterIP: 10.96.12.7'
			: `clusterIP: None${configuration === 'headless' ? '' : ', publishNotReadyAddresses: true'}`,
		isCurrent,
		answer,
		picks: isVirtual ? 'kube-proxy picks the Pod' : 'The client picks the Pod',
		explanation: isVirtual
			? 'Every connection to the virtual IP goes to a ready Pod, by chance.'
			: configuration === 'headless'
				? 'The client gets the address of each ready Pod. Many clients only use the first one.'
				: 'For members that must find each other before they are ready.',
		...(isCurrent
			? {}
			: {
					onRunningService: isVirtual
						? {
								verdict: 'ignored' as const,
								message:
									'It says “configured”, and the Service stays headless. Delete it and create it again.',
							}
						: {
								verdict: 'rejected' as const,
								message:
									'A virtual IP cannot be taken away. Delete the Service and create it again, or add a sibling.',
							},
				}),
		...(isCurrent ? {} : apply),
		...(configuration === 'headless' && !isCurrent
			? { applyAsSibling: { title: `Apply as sibling ${name}-headless` } }
			: {}),
		traffic: {
			...(isVirtual ? { virtualIP: '10.96.12.7' } : {}),
			shares,
			lost: 0,
			explanation: isVirtual
				? 'kube-proxy spreads them evenly, whatever the client does.'
				: 'The client connects to the first address of each answer, and a resolver that sorts gives the same one every time.',
		},
	};
}
