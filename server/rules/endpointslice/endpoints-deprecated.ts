import { mirrorEndpoints } from '../../cluster/mirroring.ts';
import type { Endpoints } from '../../kubernetes/objects/endpoints.ts';
import { shiftEdit } from '../../manifest/edit.ts';
import { endpointSliceText } from '../../workspace/endpointslice-text.ts';
import type { FileEdit } from '../../workspace/field-editor.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { legacyService, legacySlice } from './example-slice.ts';

export const endpointsDeprecated: Rule = {
	id: 'endpoints-deprecated',
	severity: 'info',
	kinds: ['Endpoints'],
	fixable: true,
	docs: {
		title: 'Deprecated v1 Endpoints',
		what: 'The manifest is a `v1` Endpoints object.',
		why: 'Endpoints is deprecated since Kubernetes 1.33, and the API server warns about it. It holds no more than 1000 addresses and one list for both address families, and everything that reads endpoints reads EndpointSlices; a controller copies hand-written Endpoints into slices meanwhile.',
		whatToDo:
			'Write a `discovery.k8s.io/v1` EndpointSlice with the label `kubernetes.io/service-name`, one for each address family.',
		invalid: exampleFiles(
			`apiVersion: v1
kind: Endpoints
metadata:
  name: legacy-db
  namespace: shop
subsets:
  - addresses:
      - ip: 192.0.2.20
    ports:
      - name: postgres
        port: 5432
`,
			{ 'service.yaml': legacyService },
		),
		valid: exampleFiles(legacySlice(), { 'service.yaml': legacyService }),
		links: [
			'https://kubernetes.io/docs/concepts/services-networking/service/#endpoints',
			'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/',
		],
	},
	*check(object, { workspace }) {
		const { typed } = object;
		if (typed?.kind !== 'Endpoints') return;
		yield {
			path: ['kind'],
			tag: 'deprecated',
			message: 'v1 Endpoints is deprecated since Kubernetes 1.33: use a discovery.k8s.io/v1 EndpointSlice.',
			fixes: [
				{
					title: 'Convert to EndpointSlice',
					safe: false,
					edits: () => converted(workspace, object, typed),
				},
			],
			api: {
				verdict: 'warns',
				reason: 'Deprecated',
				message: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
			},
		};
	},
};

/** The object's text as the slices that the mirroring controller would make of it; its comments move to the top. */
function converted(
	workspace: Workspace,
	indexed: IndexedObject,
	endpoints: Endpoints,
): readonly FileEdit[] | undefined {
	const { object, uri } = indexed;
	const { root, text } = object.document;
	const offset = workspace.offsetOf(indexed);
	const slices = mirrorEndpoints(endpoints);
	if (offset === undefined || root === undefined || object.path.length > 0 || slices.length === 0)
		return undefined;
	if (!isWrittenOut(indexed) || text.trimStart().startsWith('{')) return undefined;
	const texts = slices.map((slice, index) =>
		endpointSliceText({
			name: `${object.name}-${index + 1}`,
			namespace: object.writtenNamespace,
			service: object.name,
			labels: endpoints.metadata.labels,
			addressType: slice.addressType === 'IPv6' ? 'IPv6' : 'IPv4',
			ports: slice.ports.map((port) => ({ ...port, port: port.port ?? 0 })),
			endpoints: slice.endpoints.map(({ addresses, ready, ...rest }) => ({
				...rest,
				address: addresses[0] ?? '',
				ready: ready ?? true,
			})),
		}),
	);
	const replaced = text.slice(root.start, root.end);
	const comments = replaced.match(/(?<=^|[ \t])#.*$/gm) ?? [];
	const newline = text.includes('\r\n') ? '\r\n' : '\n';
	const end = root.start + replaced.trimEnd().length;
	const newText = [...comments.map((comment) => comment.trimEnd()), texts.join('\n---\n')]
		.join('\n')
		.replaceAll('\n', newline);
	return [{ uri, edit: shiftEdit({ start: root.start, end, newText }, offset) }];
}
