import { isHeadless } from '../../kubernetes/objects/service.ts';
import { documentBehind } from '../../workspace/document-behind.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { governingServiceText } from '../../workspace/governing-service-text.ts';
import { type NamedPods, namedPodKinds, namedPodsOf } from '../../workspace/named-pods.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import { type IndexedObject, isWorkload } from '../../workspace/object-index.ts';
import { asService, type IndexedService } from '../../workspace/service-backing.ts';
import { servicesSelecting } from '../../workspace/service-references.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { nameOf } from '../wording.ts';

const service = exampleService({
	name: 'workers',
	spec: 'clusterIP: None',
	selector: 'app: worker',
	ports: '- name: rpc\n  port: 7077',
});
const worker = (subdomain: string) =>
	exampleFiles(
		exampleWorkload({
			name: 'worker',
			podSpec: `hostname: worker\nsubdomain: ${subdomain}`,
			container: 'ports:\n  - name: rpc\n    containerPort: 7077',
		}),
		{ 'service.yaml': service },
	);

export const subdomainWithoutService: Rule = {
	id: 'subdomain-without-service',
	severity: 'warning',
	kinds: namedPodKinds,
	fixable: true,
	docs: {
		title: 'subdomain that names no Service of these Pods',
		what: 'The Pods have a `hostname` (those of an Indexed Job get one) and a `subdomain`, but no Service of the subdomain’s name selects them; another Service does.',
		why: 'DNS names a Pod `hostname.subdomain` only as an endpoint of a Service whose name is the subdomain. Without one the name does not resolve.',
		whatToDo:
			'Set `subdomain` to the name of the Service that selects the Pods, or add a headless Service of that name.',
		invalid: worker('worker-pool'),
		valid: worker('workers'),
		links: [
			'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field',
		],
	},
	*check(object, context) {
		const pods = namedPodsOf(object);
		const { subdomain } = pods?.spec ?? {};
		const hostname = pods?.spec.hostname ?? hostnameOfIndex(object);
		if (pods === undefined || hostname === undefined || subdomain === undefined) return;
		if (!isWrittenOut(object) || !context.seesWholeScope() || context.isPatched(object)) return;
		const selecting = servicesSelecting(context.lookup, object).filter(
			({ indexed }) => standTogether(indexed, object) && isWrittenOut(indexed),
		);
		if (selecting.some(({ indexed, service: found }) => isNamed(subdomain, indexed.name, found))) return;
		const [namesake] = context.lookup
			.find('Service', object.namespace, subdomain)
			.flatMap((found) => asService(found) ?? []);
		// Endpoints of a Service without selector are written by hand, hostnames included.
		if (namesake !== undefined && namesake.service.spec.selector === undefined) return;
		const candidates = selecting.toSorted(
			(a, b) => Number(isHeadless(b.service.spec)) - Number(isHeadless(a.service.spec)),
		);
		const [candidate] = candidates;
		if (candidate === undefined) return;
		const why =
			namesake === undefined
				? `There is no Service ${subdomain} in namespace ${object.namespace}`
				: `Service ${subdomain} does not select these Pods`;
		yield {
			path: [...pods.specPath, 'subdomain'],
			message: `${why}, so ${hostname}.${subdomain} does not resolve. Service ${candidate.indexed.name} selects them.`,
			related: [
				{
					object: candidate.indexed,
					path: ['metadata', 'name'],
					message: `${nameOf(candidate.indexed)} selects the Pods of ${nameOf(object)}`,
				},
			],
			fixes: fixesFor(pods, subdomain, candidates, namesake === undefined, context),
		};
	},
};

/** The job controller calls the Pods of an Indexed Job by its name and their numbers (pkg/controller/job, manageJob). */
function hostnameOfIndex({ typed }: IndexedObject): string | undefined {
	return isWorkload(typed) && typed.kind === 'Job' && typed.indexed ? `${typed.metadata.name}-0` : undefined;
}

function isNamed(subdomain: string, written: string, { metadata }: IndexedService['service']): boolean {
	return written === subdomain || metadata.name === subdomain;
}

function fixesFor(
	{ indexed, specPath }: NamedPods,
	subdomain: string,
	candidates: readonly IndexedService[],
	isFree: boolean,
	{ workspace }: RuleContext,
): readonly Fix[] {
	const chosen = candidates.slice(0, 2).map(
		(candidate): Fix => ({
			title: `Set subdomain to ${candidate.indexed.name}, the Service that selects these Pods`,
			safe: false,
			edits: () => {
				const editor = new FieldEditor(workspace, indexed);
				return editor.set([...specPath, 'subdomain'], candidate.indexed.name) ? editor.edits() : undefined;
			},
		}),
	);
	const added: Fix = {
		title: `Add the headless Service ${subdomain} for these Pods`,
		safe: false,
		edits: () => {
			const edit = documentBehind(workspace, indexed, governingServiceText(indexed, subdomain));
			return edit === undefined ? undefined : [edit];
		},
	};
	return isFree ? [...chosen, added] : chosen;
}
