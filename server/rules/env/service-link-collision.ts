import { databaseNames } from '../../kubernetes/databases.ts';
import { objectsAt } from '../../kubernetes/objects/json.ts';
import type { PathStep } from '../../manifest/path.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { mentionedLabels } from '../../workspace/host-names/host-mention.ts';
import { NameLookup } from '../../workspace/host-names/name-lookup.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { podLabelsPath } from '../../workspace/pod-labels.ts';
import { podGroupKinds, podSpecPath, writtenPodSpec } from '../../workspace/pod-template.ts';
import { backingOf, type IndexedService } from '../../workspace/service-backing.ts';
import { hasVariables, variablePrefix } from '../../workspace/service-variables.ts';
import { isTemplated, type RuleContext } from '../context.ts';
import { exampleFiles, exampleWorkload } from '../example-manifests.ts';
import { areOfOneCluster } from '../mention-targets.ts';
import { podSpecOf } from '../names/name-answer.ts';
import { serviceAndDeployment } from '../names/name-rule.ts';
import type { Fix, Rule } from '../rule.ts';
import { listText } from '../wording.ts';
import { containerTexts, portReadsOf } from './port-reads.ts';
import { setVariables } from './set-variables.ts';

const redis = { 'redis.yaml': serviceAndDeployment('redis', 'shop', 6379) };
const app = (podSpec?: string) =>
	exampleFiles(
		exampleWorkload({
			name: 'cart',
			namespace: 'shop',
			...(podSpec === undefined ? {} : { podSpec }),
			container: 'env:\n  - name: REDIS_HOST\n    value: redis',
		}),
		redis,
	);

export const serviceLinkCollision: Rule = {
	id: 'service-link-collision',
	severity: 'hint',
	kinds: podGroupKinds,
	fixable: true,
	docs: {
		title: 'Service variable where a program may read a port number',
		what: 'A namespace has a Service whose variable, like `REDIS_PORT`, programs usually read as a number, and a Pod that lets kubelet set it. Where the manifest itself reads it as a number (`--port=$(REDIS_PORT)`), this is a warning.',
		why: 'For a Service `redis` kubelet sets `REDIS_PORT=tcp://10.96.0.7:6379` in every Pod of the namespace. A program that expects a number there fails to start, and only in a cluster.',
		whatToDo: 'Set `enableServiceLinks: false`, or set the variable to the number yourself.',
		invalid: app(),
		valid: app('enableServiceLinks: false'),
		links: [
			'https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables',
		],
	},
	*check(object, context) {
		const base = podSpecPath(object.object);
		if (base === undefined || podSpecOf(object)?.enableServiceLinks !== true) return;
		const path = [...base, 'enableServiceLinks'];
		const containers = objectsAt(writtenPodSpec(object.object), 'containers');
		const labels = podLabelsPath(object);
		// Its own Service sets variables too, and by its labels one knows it.
		if (containers.length === 0 || isTemplated(object, base)) return;
		if (labels !== undefined && isTemplated(object, labels)) return;
		const set = new Set<string>();
		for (const container of containers) {
			const own = setVariables(container, object, context);
			if (own === undefined) return;
			for (const name of own) set.add(name);
		}
		const isSilent = set.size === 0 && containerTexts(object).length === 0;
		const mentioned = mentionedLabels(object.object).filter((name) => usual.has(name));
		const names = new NameLookup(context.lookup, object.scope);
		const read = portReadsOf(object, context);
		const found = [
			...new Set([...read.keys(), ...(isSilent ? usual : mentioned), ...familiesOf(set)]),
		].flatMap((name) => {
			const services = names.services(object.namespace, name);
			return services.slice(0, 1).filter((target) => {
				if (set.has(`${variablePrefix(name)}_PORT`) || backingOf(context.lookup, target).includes(object))
					return false;
				// A Pod that is told nothing at all finds its way by defaults; only what stands beside it can tell.
				if (isSilent ? !standTogether(object, target.indexed) : !areOfOneCluster(object, target.indexed))
					return false;
				if (isTemplated(target.indexed, ['spec', 'clusterIP'])) return false;
				return hasVariables(target.service.spec) && target.service.spec.ports.length > 0;
			});
		});
		const [first] = found;
		if (first === undefined) return;
		const variables = found.map(({ service }) => `${variablePrefix(service.metadata.name)}_PORT`);
		const { clusterIP, ports } = first.service.spec;
		const address = `${ports[0]?.protocol.toLowerCase()}://${clusterIP || '10.96.0.7'}:${ports[0]?.port}`;
		const told = `kubelet sets ${listText(variables)} in these Pods, to text like ${address}, because the namespace has ${found.length === 1 ? 'a Service' : 'Services'} ${listText(found.map(({ service }) => service.metadata.name))}.`;
		const use = read.get(first.service.metadata.name);
		yield {
			path,
			...(use?.asNumber === true ? { severity: 'warning' } : {}),
			...(use?.object === object ? { place: use.field.path, within: use } : {}),
			message:
				use?.asNumber === true
					? `${variables[0]} is read as a number, but ${told} Set enableServiceLinks: false, or the variable itself.`
					: `${told} A program that reads a number there fails: set enableServiceLinks: false, or the variable itself.`,
			related: [
				...found.map(({ indexed, service }) => ({
					object: indexed,
					path: ['metadata', 'name'],
					message: `Service ${service.metadata.name}`,
				})),
				...(use === undefined || use.object === object
					? []
					: [{ object: use.object, path: use.field.path, message: `Reads ${variables[0]}` }]),
			],
			fixes: [
				{
					title: 'Set enableServiceLinks to false (no variables of Services)',
					safe: false,
					edits: () => {
						const editor = new FieldEditor(context.workspace, object);
						return editor.set(path, false) ? editor.edits() : undefined;
					},
				},
				...(containers.length === 1
					? [variablesFix(object, [...base, 'containers', 0, 'env'], found, context)]
					: []),
			],
		};
	},
};

/** A fix that gives the variables the number that the program expects. */
function variablesFix(
	object: IndexedObject,
	path: readonly PathStep[],
	services: readonly IndexedService[],
	{ workspace }: RuleContext,
): Fix {
	const entries = services.map(({ service }) => ({
		name: `${variablePrefix(service.metadata.name)}_PORT`,
		value: String(service.spec.ports[0]?.port),
	}));
	return {
		title: `Set ${listText(entries.map(({ name, value }) => `${name} to "${value}"`))}`,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(workspace, object);
			return [...entries].reverse().every((entry) => editor.prepend(path, entry))
				? editor.edits()
				: undefined;
		},
	};
}

/** Services under whose names programs read ports: databases, and Spring Boot's SERVER_PORT, DB_PORT, APP_PORT. */
const usual: ReadonlySet<string> = new Set([...databaseNames, 'app', 'database', 'db', 'server']);

/** The Services that variables of a family with a port are called after: `REDIS_HOST` stands beside `REDIS_PORT`. */
function familiesOf(variables: ReadonlySet<string>): readonly string[] {
	return [...variables].flatMap((variable) => {
		const family =
			/^([A-Z][A-Z0-9_]*)_(?:HOST|HOSTNAME|SERVER|USER|USERNAME|PASSWORD|PASS|DB|DATABASE)$/.exec(
				variable,
			)?.[1];
		return family === undefined ? [] : [family.toLowerCase().replaceAll('_', '-')];
	});
}
