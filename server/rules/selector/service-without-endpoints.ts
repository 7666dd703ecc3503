import { documentBehind } from '../../workspace/document-behind.ts';
import { endpointSliceText, exampleAddress } from '../../workspace/endpointslice-text.ts';
import { asService, type IndexedService } from '../../workspace/service-backing.ts';
import { hasWrittenEndpoints, isSelectorless } from '../../workspace/slices-of-service.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { nameOf } from '../wording.ts';
import { isWrittenOut } from './dangling-selector.ts';

const service = exampleService({
	name: 'legacy-db',
	selector: '',
	ports: '- name: postgres\n  port: 5432',
});

export const serviceWithoutEndpoints: Rule = {
	id: 'service-without-endpoints',
	severity: 'info',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Service without selector and without EndpointSlice',
		what: 'The Service has no selector, and no manifest here holds an EndpointSlice (or Endpoints) for it.',
		why: 'Without a selector no controller looks for Pods: the Service has the endpoints that somebody writes, and none otherwise. That is fine where a program of the cluster writes them, and a mistake where the selector was forgotten.',
		whatToDo:
			'Add a selector, or an EndpointSlice with the label `kubernetes.io/service-name` and the addresses behind the Service.',
		invalid: service,
		valid: exampleFiles(service, {
			'endpointslice.yaml': `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: legacy-db-1
  labels:
    kubernetes.io/service-name: legacy-db
addressType: IPv4
ports:
  - name: postgres
    port: 5432
endpoints:
  - addresses:
      - 192.0.2.20
`,
		}),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors'],
	},
	*check(object, context) {
		const target = asService(object);
		if (target === undefined || !isSelectorless(target) || !isWrittenOut(object)) return;
		if (isExpectation(object.uri)) return;
		if (!context.seesWholeScope() || context.isPatched(object)) return;
		// Fragments of Services (what a test expects to see) are refused; so is a misspelled selector.
		if (!context.verdict(object).accepted) return;
		if (isServersOwn(target) || hasWrittenEndpoints(context.lookup, target)) return;
		yield {
			path: ['spec'],
			on: 'key',
			message: `${nameOf(object)} has no selector, and no EndpointSlice here is labelled kubernetes.io/service-name: ${object.name}: unless a program in the cluster writes one, it has no endpoints.`,
			fixes: [addSlice(target, context)],
		};
	},
};

/** True for files in which kuttl and Chainsaw are told what to wait for: a part of an object, which nobody applies. */
function isExpectation(uri: string): boolean {
	return /\/(?:\d+-)?(?:assert|errors?)(?:-[^/]*)?\.ya?ml$/.test(uri);
}

/** The API server keeps the endpoints of its own Service. */
function isServersOwn({ indexed }: IndexedService): boolean {
	return indexed.namespace === 'default' && indexed.name === 'kubernetes';
}

function addSlice({ indexed, service: { spec } }: IndexedService, context: RuleContext): Fix {
	const addressType = spec.ipFamilies[0] === 'IPv6' ? 'IPv6' : 'IPv4';
	const address = exampleAddress[addressType];
	return {
		title: `Add an EndpointSlice for ${indexed.name} (with the example address ${address} to replace)`,
		safe: false,
		edits: () => {
			const text = endpointSliceText({
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
			});
			const edit = documentBehind(context.workspace, indexed, text);
			return edit === undefined ? undefined : [edit];
		},
	};
}
