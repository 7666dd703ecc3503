import { admit } from '../../../kubernetes/admit.ts';
import { rangeError } from '../../../kubernetes/defaulting/allocate-service.ts';
import { isList, objectAt, stringAt } from '../../../kubernetes/objects/json.ts';
import { isIPv6, parseIP } from '../../../kubernetes/validation/ip-address.ts';
import type { PathStep } from '../../../manifest/path.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import { isTemplated, type RuleContext } from '../../context.ts';
import { exampleService } from '../../example-manifests.ts';
import type { Finding } from '../../rule.ts';
import { editFix } from '../api-fixes.ts';
import { type ApiRule, type ApiSubject, apiRule } from '../api-rule.ts';
import { removeClusterIP } from '../service-fields.ts';

const certain = apiRule({
	id: 'cluster-ip-range',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'clusterIP outside the cluster’s ranges',
		what: 'A written `clusterIP` lies outside the ranges from which the cluster gives addresses to Services.',
		why: 'The API server refuses the Service: “the provided network does not match the current range”. As long as the setting `serviceCIDRs` does not say what your cluster’s ranges are, this is information only, and the ranges of kubeadm are taken.',
		whatToDo:
			'Leave `clusterIP` out: then the cluster picks an address. If your cluster has other ranges, set `serviceCIDRs`.',
		invalid: exampleService({ name: 'web', spec: 'clusterIP: 172.30.5.10' }),
		valid: exampleService({ name: 'web', spec: 'clusterIP: 10.96.5.10' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#choosing-your-own-ip-address'],
	},
	claims: ({ kind }) => kind === 'cluster-ip-range',
	judge: (subject) => {
		const ranges = subject.context.settings.serviceCIDRs;
		const outside = outsideOf(subject.object, ranges)[0];
		return {
			...(outside === undefined ? {} : { path: outside.path }),
			message: `The cluster gives its Services addresses of ${ranges.join(' and ')}${outside === undefined ? '' : `: the API server refuses ${outside.address}`}.`,
			fixes: fixesFor(subject),
		};
	},
});

/** An error where the API server refuses, information where its ranges are only supposed. */
export const clusterIPRange: ApiRule = {
	...certain,
	severity: 'info',
	*check(object, context) {
		for (const finding of certain.check(object, context)) yield { ...finding, severity: 'error' };
		yield* supposed(object, context);
	},
};

function* supposed(object: IndexedObject, context: RuleContext): Iterable<Finding> {
	const { settings } = context;
	if (settings.serviceCIDRsSet) return;
	const [outside] = outsideOf(object, settings.serviceCIDRs);
	if (outside === undefined || isTemplated(object, outside.path) || !context.verdict(object).accepted) return;
	const api = refusalBy(settings.serviceCIDRs, object, context);
	yield {
		path: outside.path,
		message: `${outside.address} lies outside ${settings.serviceCIDRs.join(' and ')}, the usual ranges: a cluster with these refuses the Service. If yours has others, set serviceCIDRs.`,
		...(api === undefined ? {} : { api }),
		fixes: fixesFor({ object, context, value: object.object.value }),
	};
}

/** What the API server of a cluster with these ranges answers. */
function refusalBy(
	serviceCIDRs: readonly string[],
	{ object }: IndexedObject,
	context: RuleContext,
): Finding['api'] {
	const verdict = admit(object.value, [], { ...context.admission, serviceCIDRs });
	const causes = verdict.accepted || verdict.code !== 422 ? [] : verdict.causes;
	const cause = causes.find(({ kind }) => kind === 'cluster-ip-range');
	return cause === undefined
		? undefined
		: { verdict: 'rejects', reason: cause.reason, message: cause.message };
}

function fixesFor(target: Pick<ApiSubject, 'object' | 'context' | 'value'>) {
	return [
		editFix(target, 'Remove it: the cluster picks an address', false, (editor) =>
			removeClusterIP(editor, target),
		),
	];
}

interface Outside {
	readonly path: readonly PathStep[];
	readonly address: string;
}

/** The written addresses that no range of their family holds. */
function outsideOf({ object }: IndexedObject, ranges: readonly string[]): readonly Outside[] {
	const spec = objectAt(object.value, 'spec');
	if (stringAt(spec, 'type') === 'ExternalName') return [];
	const { clusterIP, clusterIPs } = spec;
	const written: Outside[] = [
		...(typeof clusterIP === 'string' ? [{ path: ['spec', 'clusterIP'], address: clusterIP }] : []),
		...(isList(clusterIPs) ? clusterIPs : []).flatMap((address, index) =>
			typeof address === 'string' ? [{ path: ['spec', 'clusterIPs', index], address }] : [],
		),
	];
	return written.filter(({ address }) => {
		const own = ranges.filter((range) => range.includes(':') === isIPv6(address));
		return (
			parseIP(address) !== undefined &&
			own.length > 0 &&
			own.every((range) => rangeError(address, range) !== undefined)
		);
	});
}
