import { familyOf } from '../../cluster/address-range.ts';
import { documentBehind } from '../../workspace/document-behind.ts';
import { endpointSliceText } from '../../workspace/endpointslice-text.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { asService, type IndexedService } from '../../workspace/service-backing.ts';
import { isTemplated, type RuleContext } from '../context.ts';
import { exampleService } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';

const service = (externalName: string) =>
	exampleService({
		name: 'legacy-db',
		spec: `type: ExternalName\nexternalName: ${externalName}`,
		selector: '',
		ports: '',
	});

export const externalNameAddress: Rule = {
	id: 'external-name-address',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'IP address as externalName',
		what: 'The Service is of type ExternalName, and its `externalName` is an IP address.',
		why: '`externalName` is the target of a DNS alias (CNAME), so it must be a host name. An address is taken for the digits of a name, which no DNS server knows: CoreDNS answers NXDOMAIN.',
		whatToDo:
			'Write a host name; for an address use a Service without selector and an EndpointSlice with the address.',
		invalid: service('192.0.2.20'),
		valid: service('legacy-db.example.com'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
	},
	*check(object, context) {
		const target = asService(object);
		const { type, externalName = '' } = target?.service.spec ?? {};
		const path = ['spec', 'externalName'] as const;
		if (target === undefined || type !== 'ExternalName' || isTemplated(object, path)) return;
		const address = externalName.replace(/\.$/, '');
		const family = familyOf(address);
		if (family !== 'IPv4' && family !== 'IPv6') return;
		const fix = withSlice(target, address, family, context);
		yield {
			path,
			message: `${externalName} is an address, and externalName must be a host name: ${object.name} becomes an alias of the name "${address}.", which does not resolve.`,
			fixes: fix === undefined ? [] : [fix],
		};
	},
};

/** Keeps what the author wanted: the Service's name answers with the address. */
function withSlice(
	{ indexed, service: { spec } }: IndexedService,
	address: string,
	addressType: 'IPv4' | 'IPv6',
	{ workspace }: RuleContext,
): Fix | undefined {
	if (spec.selector !== undefined) return undefined;
	// A virtual IP needs ports; without any, DNS answers with the address itself.
	const headless = spec.ports.length === 0;
	return {
		title: `Make it a Service without selector, with an EndpointSlice for ${address}`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(workspace, indexed);
			if (headless && !editor.set(['spec', 'clusterIP'], 'None', { after: ['type'] })) return undefined;
			if (!editor.remove(['spec', 'type']) || !editor.remove(['spec', 'externalName'])) return undefined;
			const slice = documentBehind(
				workspace,
				indexed,
				endpointSliceText({
					name: `${indexed.name}-1`,
					namespace: indexed.object.writtenNamespace,
					service: indexed.name,
					addressType,
					ports: spec.ports.map(({ name, protocol, port, targetPort }) => ({
						name,
						protocol,
						port: typeof targetPort === 'number' ? targetPort : port,
					})),
					endpoints: [{ address, ready: true }],
				}),
			);
			return slice === undefined ? undefined : [...editor.edits(), slice];
		},
	};
}
