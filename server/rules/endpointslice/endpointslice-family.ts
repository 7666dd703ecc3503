import { familyOf } from '../../cluster/address-range.ts';
import type { ServiceSpec } from '../../kubernetes/objects/service.ts';
import { isHeadless } from '../../kubernetes/objects/service.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import type { IndexedService } from '../../workspace/service-backing.ts';
import { asSlice, endpointSliceKind, serviceOfSlice } from '../../workspace/slices-of-service.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { listText, nameOf } from '../wording.ts';
import { legacyService, legacySlice } from './example-slice.ts';

const ipv4Only = legacyService.replace(
	'spec:\n',
	'spec:\n  ipFamilyPolicy: SingleStack\n  ipFamilies:\n    - IPv4\n',
);

export const endpointsliceFamily: Rule = {
	id: 'endpointslice-family',
	severity: 'warning',
	kinds: [endpointSliceKind],
	fixable: true,
	docs: {
		title: 'EndpointSlice of an address family that its Service does not have',
		what: 'The slice’s `addressType` is a family that is not among the Service’s `ipFamilies`.',
		why: 'kube-proxy connects a virtual IP only to endpoints of the same family. A slice of another family is ignored.',
		whatToDo:
			'Write a slice with addresses of the Service’s family, or make the Service dual-stack (`ipFamilyPolicy: PreferDualStack`).',
		invalid: exampleFiles(
			legacySlice({ addressType: 'IPv6', endpoints: [{ address: '2001:db8::20', ready: true }] }),
			{ 'service.yaml': ipv4Only },
		),
		valid: exampleFiles(legacySlice(), { 'service.yaml': ipv4Only }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dual-stack/'],
	},
	*check(object, context) {
		const target = asSlice(object);
		if (target === undefined || !isWrittenOut(object)) return;
		const { addressType } = target.slice;
		if (addressType !== 'IPv4' && addressType !== 'IPv6') return;
		const service = serviceOfSlice(context.lookup, target);
		if (service === undefined || !isWrittenOut(service.indexed) || context.isPatched(service.indexed)) return;
		const families = writtenFamilies(service.service.spec);
		if (families.length === 0 || families.includes(addressType)) return;
		yield {
			path: ['addressType'],
			message: `${nameOf(service.indexed)} is ${listText(families)} only: kube-proxy ignores this ${addressType} slice.`,
			related: [
				{
					object: service.indexed,
					path: ['spec', 'ipFamilies'],
					message: `The families of ${nameOf(service.indexed)}`,
				},
			],
			fixes: fixesFor(service, addressType, context),
		};
	},
};

/** The families that a Service surely has; none where the cluster decides. */
function writtenFamilies(spec: ServiceSpec): readonly string[] {
	// Headless Services answer with whatever their slices hold.
	if (spec.type === 'ExternalName' || isHeadless(spec)) return [];
	const families = [
		...spec.ipFamilies,
		...spec.clusterIPs.flatMap((address) => familyOf(address) ?? []),
	].filter((family) => family === 'IPv4' || family === 'IPv6');
	const single = spec.ipFamilyPolicy === undefined || spec.ipFamilyPolicy === 'SingleStack';
	return single ? [...new Set(families)] : [];
}

function fixesFor(
	{ indexed, service }: IndexedService,
	family: string,
	{ workspace }: RuleContext,
): readonly Fix[] {
	const [first] = service.spec.ipFamilies;
	const dual: Fix = {
		title: `Make ${nameOf(indexed)} dual-stack (ipFamilyPolicy: PreferDualStack)`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(workspace, indexed);
			const listed =
				first === undefined || editor.set(['spec', 'ipFamilies'], { block: `\n  - ${first}\n  - ${family}` });
			const done = editor.set(['spec', 'ipFamilyPolicy'], 'PreferDualStack', {
				after: ['clusterIP', 'type'],
				first: true,
			});
			return listed && done ? editor.edits() : undefined;
		},
	};
	if (service.spec.clusterIPs.length > 0 || service.spec.ipFamilies.length !== 1) return [dual];
	return [
		dual,
		{
			title: `Make ${nameOf(indexed)} ${family} only`,
			safe: false,
			edits: () => {
				const editor = new FieldEditor(workspace, indexed);
				return editor.set(['spec', 'ipFamilies'], { block: `\n  - ${family}` }) ? editor.edits() : undefined;
			},
		},
	];
}
