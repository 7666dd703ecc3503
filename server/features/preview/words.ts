// Invariant: every sentence that the preview shows and the server makes stands here, once in each language.
import type { ClientKind, Explanation } from '../../resolver/clients.ts';

type TrafficParameters = Readonly<Record<string, string | number>>;

/** The sentences of a preview, in one language. Names and numbers come in as text that is shown as it is. */
export interface PreviewWords {
	readonly titles: Readonly<
		Record<'as-written' | 'clusterip' | 'headless' | 'headless-publish-not-ready' | 'externalname', string>
	>;
	/** Instead of the field where a manifest leaves it out. */
	readonly noClusterIP: string;
	readonly picks: Readonly<
		Record<'proxy' | 'client' | 'proxy-endpoint' | 'client-endpoint' | 'alias' | 'nobody', string>
	>;
	readonly explanations: Readonly<
		Record<
			| 'clusterip'
			| 'headless'
			| 'publish-not-ready'
			| 'externalname'
			| 'no-ready-pod'
			| 'no-replicas'
			| 'no-pods'
			| 'clusterip-endpoints'
			| 'headless-endpoints'
			| 'no-endpoints',
			string
		>
	>;
	readonly apply: Readonly<Record<'clusterip' | 'headless' | 'headless-publish-not-ready', string>>;
	readonly sibling: (name: string) => string;
	readonly running: {
		readonly accepted: string;
		/** `hasSibling`: the card offers one. */
		readonly rejected: (causes: string, hasSibling: boolean) => string;
		readonly ignored: string;
	};
	readonly outcome: {
		readonly addresses: (count: number) => string;
		readonly services: (count: number) => string;
		readonly error: (error: string, slowSeconds: number) => string;
		readonly hangs: string;
		readonly literal: string;
		readonly alias: (target: string) => string;
		readonly records: (count: number) => string;
		/** Added where a server outside of the cluster was asked. */
		readonly elsewhere: string;
	};
	readonly clients: Readonly<Record<ClientKind, string>>;
	readonly traffic: Readonly<Record<Explanation | 'alias', (parameters: TrafficParameters) => string>>;
	/** Connections to addresses that are published and not ready. */
	readonly refused: (count: number) => string;
	readonly corefiles: Readonly<Record<'kubeadm' | 'plugin-defaults' | 'workspace' | 'setting', string>>;
	readonly notes: {
		readonly corefileProblem: (problem: string) => string;
	};
}

export const english: PreviewWords = {
	titles: {
		'as-written': 'As written',
		clusterip: 'ClusterIP',
		headless: 'Headless',
		'headless-publish-not-ready': 'Headless, not-ready too',
		externalname: 'ExternalName',
	},
	noClusterIP: 'clusterIP left out',
	picks: {
		proxy: 'kube-proxy picks the Pod',
		client: 'The client picks the Pod',
		'proxy-endpoint': 'kube-proxy picks the address',
		'client-endpoint': 'The client picks the address',
		alias: 'The other name decides',
		nobody: 'Nobody: there is no Pod to pick',
	},
	explanations: {
		clusterip: 'One address that stays. kube-proxy takes each new connection to one of the ready Pods.',
		headless: 'One address for each ready Pod. The client chooses, and connects to the Pod directly.',
		'publish-not-ready':
			'One address for each Pod, ready or not: for members that must find each other before they are ready.',
		externalname:
			'An alias: clients look up the other name and connect there, with its ports and its certificate.',
		'no-ready-pod': 'No Pod is ready, so the name does not exist for now.',
		'no-replicas': 'The workload has 0 replicas, so there is no Pod.',
		'no-pods': 'No Pod in the open folder matches the selector.',
		'clusterip-endpoints':
			'One address that stays. kube-proxy takes each new connection to one of the addresses in the EndpointSlices.',
		'headless-endpoints':
			'The ready addresses of the EndpointSlices. The client chooses, and connects to one directly.',
		'no-endpoints': 'No EndpointSlice has a ready address, so the name does not exist for now.',
	},
	apply: {
		clusterip: 'Give it a virtual IP',
		headless: 'Switch to headless',
		'headless-publish-not-ready': 'Switch to headless, with Pods that are not ready',
	},
	sibling: (name) => `Add ${name}`,
	running: {
		accepted: 'On a running Service kubectl apply makes this change.',
		rejected: (causes, hasSibling) =>
			`On a running Service kubectl apply is rejected (${causes}): delete it and create it again${hasSibling ? ', or add a second one beside it' : ''}.`,
		ignored:
			'On a running Service kubectl apply says “configured” and changes nothing: delete it and create it again.',
	},
	outcome: {
		addresses: (count) =>
			count === 1 ? 'The program gets 1 address.' : `The program gets ${count} addresses.`,
		services: (count) => (count === 1 ? 'The program gets 1 target.' : `The program gets ${count} targets.`),
		error: (error, slowSeconds) =>
			`The program gets the error ${error}${slowSeconds >= 1 ? ` after ${slowSeconds} s` : ''}.`,
		hangs: 'The program waits without end.',
		literal: 'This is an address, or stands in /etc/hosts: nothing is asked.',
		alias: (target) =>
			`It is an alias for ${target}, outside of the cluster: the program gets what the servers there answer.`,
		records: (count) => (count === 1 ? 'The answer has 1 record.' : `The answer has ${count} records.`),
		elsewhere: 'Servers outside of the cluster are assumed not to know the name.',
	},
	clients: {
		'kube-proxy': 'through kube-proxy',
		first: 'resolves each time, takes the first address',
		random: 'takes a random address',
		once: 'resolves once and keeps the address',
	},
	traffic: {
		'proxy-spreads': () => 'kube-proxy spreads connections evenly over the ready Pods.',
		'proxy-affinity': ({ pod }) => `kube-proxy keeps this client at one Pod (sessionAffinity): ${pod}.`,
		'proxy-no-endpoints': () => 'No Pod is ready: kube-proxy refuses the connections.',
		'no-virtual-ip': () => 'There is no virtual IP, so kube-proxy has no part in this.',
		'no-address': () => 'The name gives no address: no connection is even tried.',
		'only-address': () => 'There is one address only, so every client takes it.',
		'first-of-shuffled': () =>
			'CoreDNS shuffles every answer, so the first address is another one each time.',
		'first-of-preferred': ({ preferred, pods }) =>
			`The resolver sorts addresses of its own subnet to the front: ${preferred} of ${pods} Pods ${preferred === 1 ? 'gets' : 'get'} everything.`,
		'first-of-fixed': () =>
			'Without loadbalance in the Corefile every answer has the same order, so the first address stays the first.',
		'random-of-all': () => 'Every connection goes to an address drawn from the answer.',
		kept: () => 'All connections go to the one address that was resolved at the start.',
		alias: () => 'Connections leave for the other name; no Pod of this Service is involved.',
	},
	refused: (count) =>
		count === 1
			? 'The lost connection goes to a Pod that is not ready.'
			: 'The lost connections go to Pods that are not ready.',
	corefiles: {
		kubeadm: 'kubeadm',
		'plugin-defaults': 'plugin defaults (TTL 5 s)',
		workspace: 'ConfigMap coredns',
		setting: 'servicescope.corefile',
	},
	notes: {
		corefileProblem: (problem) => `The Corefile cannot be used (${problem}); kubeadm's stands in.`,
	},
};

export const simplifiedChinese: PreviewWords = {
	titles: {
		'as-written': '当前写法',
		clusterip: 'ClusterIP',
		headless: '无头（Headless）',
		'headless-publish-not-ready': '无头，含未就绪 Pod',
		externalname: 'ExternalName',
	},
	noClusterIP: '未写 clusterIP',
	picks: {
		proxy: '由 kube-proxy 选择 Pod',
		client: '由客户端选择 Pod',
		'proxy-endpoint': '由 kube-proxy 选择地址',
		'client-endpoint': '由客户端选择地址',
		alias: '由另一个名称决定',
		nobody: '没有可选的 Pod',
	},
	explanations: {
		clusterip: '一个固定地址。kube-proxy 把每个新连接转到一个就绪的 Pod。',
		headless: '每个就绪的 Pod 一个地址。客户端自行选择，并直接连接 Pod。',
		'publish-not-ready': '每个 Pod 一个地址，不论是否就绪：适合需要在就绪之前互相发现的成员。',
		externalname: '别名：客户端解析另一个名称并连接到那里，使用它的端口和证书。',
		'no-ready-pod': '没有就绪的 Pod，因此该名称暂时不存在。',
		'no-replicas': '工作负载的副本数为 0，因此没有 Pod。',
		'no-pods': '打开的文件夹中没有 Pod 与选择算符匹配。',
		'clusterip-endpoints': '一个固定地址。kube-proxy 把每个新连接转到 EndpointSlice 中的一个地址。',
		'headless-endpoints': 'EndpointSlice 中就绪的地址。客户端自行选择，并直接连接。',
		'no-endpoints': 'EndpointSlice 中没有就绪的地址，因此该名称暂时不存在。',
	},
	apply: {
		clusterip: '分配虚拟 IP',
		headless: '改为无头',
		'headless-publish-not-ready': '改为无头，并包含未就绪的 Pod',
	},
	sibling: (name) => `添加 ${name}`,
	running: {
		accepted: '对于正在运行的 Service，kubectl apply 会执行此更改。',
		rejected: (causes, hasSibling) =>
			`对于正在运行的 Service，kubectl apply 会被拒绝（${causes}）：请删除后重新创建${hasSibling ? '，或在旁边再添加一个 Service' : ''}。`,
		ignored: '对于正在运行的 Service，kubectl apply 显示 “configured”，但什么也不会改变：请删除后重新创建。',
	},
	outcome: {
		addresses: (count) => `程序得到 ${count} 个地址。`,
		services: (count) => `程序得到 ${count} 个目标。`,
		error: (error, slowSeconds) =>
			`程序得到错误 ${error}${slowSeconds >= 1 ? `（${slowSeconds} 秒后）` : ''}。`,
		hangs: '程序会无限等待。',
		literal: '这是一个地址，或在 /etc/hosts 中：不会发出查询。',
		alias: (target) => `它是集群外名称 ${target} 的别名：程序得到那里的服务器给出的应答。`,
		records: (count) => `应答包含 ${count} 条记录。`,
		elsewhere: '假定集群外的服务器不知道该名称。',
	},
	clients: {
		'kube-proxy': '经由 kube-proxy',
		first: '每次解析，取第一个地址',
		random: '随机取一个地址',
		once: '只解析一次并一直使用',
	},
	traffic: {
		'proxy-spreads': () => 'kube-proxy 把连接平均分配到就绪的 Pod。',
		'proxy-affinity': ({ pod }) => `kube-proxy 让该客户端停留在一个 Pod（sessionAffinity）：${pod}。`,
		'proxy-no-endpoints': () => '没有就绪的 Pod：kube-proxy 会拒绝连接。',
		'no-virtual-ip': () => '没有虚拟 IP，因此与 kube-proxy 无关。',
		'no-address': () => '该名称没有地址：不会尝试连接。',
		'only-address': () => '只有一个地址，所有客户端都会使用它。',
		'first-of-shuffled': () => 'CoreDNS 会打乱每个应答，因此第一个地址每次都不同。',
		'first-of-preferred': ({ preferred, pods }) =>
			`解析器把同一子网的地址排在前面：${pods} 个 Pod 中的 ${preferred} 个得到全部连接。`,
		'first-of-fixed': () => 'Corefile 中没有 loadbalance，每个应答的顺序都相同，第一个地址始终是第一个。',
		'random-of-all': () => '每个连接使用从应答中随机取得的地址。',
		kept: () => '所有连接都使用最初解析到的那一个地址。',
		alias: () => '连接会前往另一个名称；与此 Service 的 Pod 无关。',
	},
	refused: () => '丢失的连接去往未就绪的 Pod。',
	corefiles: {
		kubeadm: 'kubeadm',
		'plugin-defaults': '插件默认值（TTL 5 秒）',
		workspace: 'ConfigMap coredns',
		setting: 'servicescope.corefile',
	},
	notes: {
		corefileProblem: (problem) => `无法使用该 Corefile（${problem}）；改用 kubeadm 的。`,
	},
};

/** The words for an LSP locale (`en`, `zh-cn`, …). */
export function previewWords(locale: string | undefined): PreviewWords {
	return /^zh(?:-(?:cn|hans|sg))?$/i.test(locale ?? '') ? simplifiedChinese : english;
}
