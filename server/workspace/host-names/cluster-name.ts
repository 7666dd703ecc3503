// Invariant: a reading says what a name means to CoreDNS where it exists; whether it exists is not asked here.
// Source: CoreDNS plugin/kubernetes/parse.go (parseRequest), kubelet's search list (namespace.svc.zone, svc.zone, zone).

/** What a host name means inside a cluster. */
export interface ClusterName {
	/** `_port._proto.` in front, without the underscores. */
	readonly record?: { readonly port: string; readonly protocol: string };
	/** The Pod's label in front of the Service. */
	readonly pod?: string;
	readonly service: string;
	/** Absent where the name has none: the client's own namespace. */
	readonly namespace?: string;
	/** How much of the full name is written. */
	readonly form: 'short' | 'namespace' | 'svc' | 'full';
	/** True if it ends with a dot: nothing is searched. */
	readonly rooted: boolean;
}

/**
 * What a name may mean, in the order in which the search list tries it; none for names of other zones, addresses and
 * `….pod.…`. A relative name of two labels is a Pod of a Service of the client's namespace, or a Service of another one.
 */
export function readingsOf(host: string, clusterDomain: string): readonly ClusterName[] {
	const rooted = host.endsWith('.');
	const name = host.toLowerCase().replace(/\.$/, '');
	const { record, rest } = splitRecord(name);
	const full = stripSuffix(rest, `.svc.${clusterDomain}`);
	if (full !== undefined) return withNamespace(full, 'full', record, rooted);
	if (rooted || rest.endsWith(`.${clusterDomain}`)) return [];
	const svc = stripSuffix(rest, '.svc');
	if (svc !== undefined) return withNamespace(svc, 'svc', record, rooted);
	const labels = rest.split('.');
	const [first, second, third] = labels;
	const common = { rooted, ...(record === undefined ? {} : { record }) };
	if (first === undefined || first === '') return [];
	if (second === undefined) return [{ ...common, service: first, form: 'short' }];
	if (third === undefined) {
		const pod: ClusterName = { ...common, pod: first, service: second, form: 'short' };
		const service: ClusterName = { ...common, service: first, namespace: second, form: 'namespace' };
		// CoreDNS knows no SRV records of Pods.
		return record === undefined ? [pod, service] : [service];
	}
	if (labels.length > 3 || record !== undefined) return [];
	return [{ ...common, pod: first, service: second, namespace: third, form: 'namespace' }];
}

/** The name in its own form: as much of it as `like` has, with a namespace where the client's is another one. */
export function writeName(
	name: Pick<ClusterName, 'record' | 'pod' | 'service'> & { readonly namespace: string },
	like: Pick<ClusterName, 'form' | 'rooted'>,
	clientNamespace: string | undefined,
	clusterDomain: string,
): string {
	const front = [
		...(name.record === undefined ? [] : [`_${name.record.port}`, `_${name.record.protocol}`]),
		...(name.pod === undefined ? [] : [name.pod]),
		name.service,
	];
	const inside = like.form === 'short' && name.namespace === clientNamespace;
	const back = {
		short: inside ? [] : [name.namespace],
		namespace: [name.namespace],
		svc: [name.namespace, 'svc'],
		full: [name.namespace, 'svc', clusterDomain],
	}[like.form];
	return [...front, ...back].join('.') + (like.rooted ? '.' : '');
}

function withNamespace(
	rest: string,
	form: 'svc' | 'full',
	record: ClusterName['record'],
	rooted: boolean,
): readonly ClusterName[] {
	const labels = rest.split('.');
	const namespace = labels.pop() ?? '';
	const service = labels.pop();
	const pod = labels.pop();
	if (service === undefined || labels.length > 0 || (pod !== undefined && record !== undefined)) return [];
	const common = { rooted, service, namespace, form, ...(record === undefined ? {} : { record }) };
	return [pod === undefined ? common : { ...common, pod }];
}

function splitRecord(name: string): { record?: ClusterName['record']; rest: string } {
	const match = /^_([^.]+)\._([^.]+)\.(.+)$/.exec(name);
	const [, port, protocol, rest] = match ?? [];
	if (port === undefined || protocol === undefined || rest === undefined) return { rest: name };
	return { record: { port, protocol }, rest };
}

function stripSuffix(name: string, suffix: string): string | undefined {
	return name.endsWith(suffix) && name.length > suffix.length ? name.slice(0, -suffix.length) : undefined;
}

/** A name that means nothing to the cluster's DNS as it stands, and nearly is one. */
export interface IrregularName {
	readonly kind: 'no-svc' | 'no-namespace' | 'other-domain';
	/** What stands where it should; a missing namespace is absent. */
	readonly name: ClusterName;
	/** What is written instead of the cluster domain. */
	readonly domain?: string;
}

/** Names that lack a label of the full form, or have another domain behind `.svc.`. */
export function irregularName(host: string, clusterDomain: string): IrregularName | undefined {
	const rooted = host.endsWith('.');
	const { record, rest } = splitRecord(host.toLowerCase().replace(/\.$/, ''));
	const common = { rooted, form: 'full' as const, ...(record === undefined ? {} : { record }) };
	const front = stripSuffix(rest, `.svc.${clusterDomain}`);
	if (front !== undefined)
		return front.includes('.') ? undefined : { kind: 'no-namespace', name: { ...common, service: front } };
	const inZone = stripSuffix(rest, `.${clusterDomain}`);
	if (inZone !== undefined) {
		const labels = inZone.split('.');
		const namespace = labels.pop() ?? '';
		const service = labels.pop();
		const pod = labels.pop();
		if (namespace === 'svc' || namespace === 'pod' || service === undefined || labels.length > 0)
			return undefined;
		const name = { ...common, service, namespace, ...(pod === undefined ? {} : { pod }) };
		return { kind: 'no-svc', name };
	}
	// `redis.svc` is no Service of a namespace svc to those who write it.
	const beforeSvc = rooted ? undefined : stripSuffix(rest, '.svc');
	if (beforeSvc !== undefined) {
		if (beforeSvc.includes('.')) return undefined;
		return { kind: 'no-namespace', name: { ...common, form: 'svc', service: beforeSvc } };
	}
	const at = rest.indexOf('.svc.');
	if (at === -1) return undefined;
	const [name] = withNamespace(rest.slice(0, at), 'full', record, rooted);
	return name === undefined ? undefined : { kind: 'other-domain', name, domain: rest.slice(at + 5) };
}
