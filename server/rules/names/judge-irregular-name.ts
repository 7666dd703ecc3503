import { type IrregularName, writeName } from '../../workspace/host-names/cluster-name.ts';
import { nearestName } from '../../workspace/nearest-name.ts';
import type { NameCase, Suspicion } from './name-case.ts';

/** Names that lack `svc` or the namespace, or end in a misspelt cluster domain. */
export function judgeIrregularName(
	inCase: NameCase,
	{ kind, name, domain }: IrregularName,
): Suspicion | undefined {
	const { names, object, write, context } = inCase;
	const { clusterDomain } = context.settings;
	if (kind === 'other-domain') return judgeDomain(inCase, name, domain ?? '', clusterDomain);
	if (!context.seesWholeScope()) return undefined;
	if (kind === 'no-svc') {
		const namespace = name.namespace ?? object.namespace;
		const [found] = [...names.services(namespace, name.service), ...names.adrift(namespace, name.service)];
		if (found === undefined) return undefined;
		return {
			kind: 'missing-label',
			reason: `the label svc is missing between the namespace and ${clusterDomain}`,
			meant: [{ host: write({ ...name, namespace }, name), object: found.indexed, because: 'with svc' }],
		};
	}
	const here = names.services(object.namespace, name.service);
	const found = here.length > 0 ? here : names.elsewhere(name.service, object.namespace);
	if (found.length === 0 || names.knowsNamespace(name.service)) return undefined;
	return {
		kind: 'missing-label',
		reason: `the namespace is missing between the Service and svc`,
		meant: found.map(({ indexed }) => {
			const host = writeName({ ...name, namespace: indexed.namespace }, name, undefined, clusterDomain);
			const because = `Service ${name.service} is in namespace ${indexed.namespace}`;
			return { host, object: indexed, because };
		}),
	};
}

/** A domain that is nearly the cluster's, or its beginning; others may be other clusters'. */
function judgeDomain(
	{ names, object, write }: NameCase,
	name: IrregularName['name'],
	domain: string,
	clusterDomain: string,
): Suspicion | undefined {
	const isNear =
		nearestName(domain, [clusterDomain])?.nearness === 'slip' || clusterDomain.startsWith(`${domain}.`);
	if (!isNear) return undefined;
	const namespace = name.namespace ?? object.namespace;
	const [known] = names.services(namespace, name.service);
	const because = `the cluster domain is ${clusterDomain}`;
	return {
		kind: 'cluster-domain',
		reason: `${because}, not ${domain}`,
		meant: [{ host: write({ ...name, namespace }, name), object: known?.indexed ?? object, because }],
	};
}
