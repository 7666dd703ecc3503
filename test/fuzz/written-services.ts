// Invariant: the same random numbers give the same Services. Most of them the API server accepts.
import { Hand, type Mapping, type Written } from './written-manifests.ts';

export interface WrittenFile {
	readonly text: string;
	/** Somewhere in the Service. */
	readonly offset: number;
	/** A Helm template: no value is sure. */
	readonly templated: boolean;
}

/** A file with a Service in it, and often with the workload behind it. */
export function writtenService(random: () => number): WrittenFile {
	const hand = new Hand(random);
	const isList = hand.chance(0.1);
	const isJson = hand.chance(0.06);
	const service = serviceValue(hand, !isJson);
	if (isJson) {
		const value = isList ? listOf([workloadValue(hand), service]) : service;
		const text = hand.json(value);
		return { text, offset: text.indexOf('"Service"') + 1, templated: false };
	}
	const templated = !isList && hand.chance(0.08);
	const written = isList ? hand.document(listOf([service, workloadValue(hand)])) : hand.document(service);
	const target = templated ? asTemplate(hand, written) : written;
	const documents = [target];
	if (!isList && hand.chance(0.5)) documents.push(hand.document(workloadValue(hand)));
	if (hand.chance(0.3)) documents.push(configMap);
	const before = hand.chance(0.3) ? [documents.pop() ?? '', ...documents] : documents;
	let text = before
		.map((one) => (hand.chance(0.2) ? `${hand.comment()}\n${one}` : one))
		.join(hand.pick(['---\n', '---\n', '--- # next\n', '\n---\n\n']));
	if (hand.chance(0.2)) text = `---\n${text}`;
	text += hand.pick(['', '', '', '---\n', '...\n', '\n\n', '# the end\n', '---\n# nothing\n']);
	if (hand.chance(0.15)) text = text.replace(/\n$/, '');
	if (hand.chance(0.2)) text = text.replaceAll('\n', '\r\n');
	if (hand.chance(0.04)) text = `\ufeff${text}`;
	const name = /name"?\s*:\s*["']?(?:\{\{ \.Release\.Name \}\}-)?db-svc/.exec(text);
	return { text, offset: name?.index ?? 0, templated };
}

const configMap =
	'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\ndata:\n  a: |\n    # no comment\n    ---\n    x\n';

function listOf(items: readonly Mapping[]): Mapping {
	return { apiVersion: 'v1', kind: 'List', items };
}

function serviceValue(hand: Hand, mayAlias: boolean): Mapping {
	const type = hand.pick([undefined, 'ClusterIP', 'NodePort', 'LoadBalancer', 'NodePort', 'LoadBalancer']);
	const some = (likelihood: number, value: Written): Written | undefined =>
		hand.chance(likelihood) ? value : undefined;
	const outside = type === 'NodePort' || type === 'LoadBalancer';
	const headless = !outside && hand.chance(0.3);
	const dual = hand.chance(0.2);
	const local = outside && hand.chance(0.3);
	const ip = `10.96.${Math.floor(hand.chance(0.5) ? 1 : 200)}.7`;
	const written = !headless && hand.chance(0.3);
	const families = dual ? ['IPv4', 'IPv6'] : ['IPv4'];
	const labels: Mapping = { app: 'db', 'app.kubernetes.io/name': 'db' };
	const aliased = mayAlias && hand.chance(0.15);
	const merged = mayAlias && !aliased && hand.chance(0.05);
	const aliasedType = aliased && type !== undefined && hand.chance(0.5);
	const affinity = hand.chance(0.2);
	const spec: Mapping = {
		type: aliasedType ? '*type' : type,
		clusterIP: headless ? 'None' : written ? ip : undefined,
		clusterIPs: written
			? some(0.5, dual ? [ip, '"fd00:10:96::7"'] : [ip])
			: headless
				? some(0.2, ['None'])
				: undefined,
		ipFamilyPolicy: dual ? hand.pick(['PreferDualStack', 'RequireDualStack']) : some(0.1, 'SingleStack'),
		ipFamilies: some(0.3, families),
		selector: aliased && !aliasedType ? '*labels' : { app: 'db' },
		externalTrafficPolicy: local ? 'Local' : outside ? some(0.1, 'Cluster') : undefined,
		healthCheckNodePort: local && type === 'LoadBalancer' ? some(0.5, '32100') : undefined,
		internalTrafficPolicy: some(0.1, hand.pick(['Local', 'Cluster'])),
		allocateLoadBalancerNodePorts: type === 'LoadBalancer' ? some(0.2, 'false') : undefined,
		loadBalancerClass: type === 'LoadBalancer' ? some(0.2, 'example.com/lb') : undefined,
		loadBalancerIP: type === 'LoadBalancer' ? some(0.1, '192.0.2.1') : undefined,
		loadBalancerSourceRanges:
			type === 'LoadBalancer' ? some(0.2, ['192.0.2.0/24', '198.51.100.0/24']) : undefined,
		externalIPs: some(0.05, ['192.0.2.9']),
		sessionAffinity: affinity ? 'ClientIP' : some(0.05, 'None'),
		sessionAffinityConfig: affinity ? some(0.5, { clientIP: { timeoutSeconds: '600' } }) : undefined,
		publishNotReadyAddresses: some(0.15, hand.pick(['true', 'false'])),
		trafficDistribution: some(0.05, 'PreferSameZone'),
		ports: headless ? some(0.9, portsValue(hand, outside, merged)) : portsValue(hand, outside, merged),
	};
	return {
		apiVersion: 'v1',
		kind: 'Service',
		metadata: {
			name: 'db-svc',
			namespace: some(0.5, 'shop'),
			labels: aliased ? { ...labels, '<<': undefined } : some(0.5, labels),
			annotations: aliasedType
				? `&labels {app: db, type: &type ${type}}`
				: aliased
					? '&labels {app: db}'
					: merged
						? '&port {protocol: TCP}'
						: some(0.2, { note: '"a: b # c"' }),
		},
		spec: hand.chance(0.3) ? shuffled(hand, spec) : spec,
	};
}

function portsValue(hand: Hand, outside: boolean, mayMerge: boolean): readonly Written[] {
	if (mayMerge) return ['{<<: *port, name: pg, port: 5432, targetPort: pg}'];
	const count = hand.pick([1, 1, 1, 2, 3]);
	return Array.from({ length: count }, (_, index): Written => {
		const base = [5432, 9187, 8080][index] ?? 80;
		const port: Mapping = {
			name: count > 1 || hand.chance(0.5) ? (['pg', 'metrics', 'http'][index] ?? 'x') : undefined,
			port: `${base}`,
			targetPort: hand.pick([undefined, `${base}`, `${base + 1}`, ['pg', 'metrics', 'http'][index] ?? 'x']),
			protocol: hand.pick([undefined, 'TCP']),
			nodePort: outside && hand.chance(0.5) ? `${30_000 + index}` : undefined,
			appProtocol: hand.chance(0.1) ? 'example.com/pg' : undefined,
		};
		return hand.chance(0.3) ? shuffled(hand, port) : port;
	});
}

function workloadValue(hand: Hand): Mapping {
	const kind = hand.pick(['StatefulSet', 'StatefulSet', 'Deployment']);
	return {
		apiVersion: 'apps/v1',
		kind,
		metadata: { name: 'db', namespace: hand.pick(['shop', undefined]) },
		spec: {
			serviceName: kind === 'StatefulSet' ? hand.pick(['db-svc', 'db-svc', undefined]) : undefined,
			selector: { matchLabels: { app: 'db' } },
			template: {
				metadata: { labels: { app: 'db', 'app.kubernetes.io/name': 'db' } },
				spec: {
					containers: [
						{
							name: 'db',
							image: 'postgres:18',
							ports: [
								{ name: 'pg', containerPort: hand.pick(['5432', '15432']) },
								{ name: 'metrics', containerPort: '9187' },
							],
						},
					],
				},
			},
		},
	};
}

function shuffled(hand: Hand, value: Mapping): Mapping {
	return Object.fromEntries(
		Object.entries(value)
			.map((entry) => ({ entry, at: hand.chance(0.5) ? hand.pick([1, 2, 3, 4, 5]) : 0 }))
			.sort((a, b) => a.at - b.at)
			.map(({ entry }) => entry),
	);
}

/** Some values become expressions, some lines stand between control flow. */
function asTemplate(hand: Hand, text: string): string {
	return text
		.replace('db-svc', '{{ .Release.Name }}-db-svc')
		.split('\n')
		.flatMap((line) => {
			if (line.trim() === '' || !/^\s+[a-zA-Z]+: [\w.]+$/.test(line)) return [line];
			const indent = /^\s*/.exec(line)?.[0] ?? '';
			if (hand.chance(0.15)) return [line.replace(/: .*/, ': {{ .Values.x | quote }}')];
			if (hand.chance(0.1)) return [`${indent}{{- if .Values.y }}`, line, `${indent}{{- end }}`];
			return [line];
		})
		.join('\n');
}
