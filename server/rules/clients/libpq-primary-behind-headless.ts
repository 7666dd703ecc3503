import { FieldEditor } from '../../workspace/field-editor.ts';
import { writeName } from '../../workspace/host-names/cluster-name.ts';
import { isNamespaceWritten } from '../../workspace/host-names/name-lookup.ts';
import { textFieldsOf } from '../../workspace/host-names/text-fields.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { governedBy } from '../../workspace/service-backing.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles } from '../example-manifests.ts';
import { type MentionedService, mentionedServices } from '../mention-targets.ts';
import { exampleClient, serviceAndStatefulSet } from '../names/name-rule.ts';
import type { Fix, Rule } from '../rule.ts';
import { headlessMentions, podsBehind } from './headless-mentions.ts';

const app = (hosts: string) =>
	exampleFiles(
		exampleClient('data', 'DATABASE_URL', `postgresql://${hosts}/app?target_session_attrs=read-write`),
		{ 'pg.yaml': serviceAndStatefulSet('pg', 'data') },
	);

export const libpqPrimaryBehindHeadless: Rule = {
	id: 'libpq-primary-behind-headless',
	severity: 'warning',
	kinds: ['*'],
	fixable: true,
	docs: {
		title: 'target_session_attrs over one headless name',
		what: 'A PostgreSQL connection string looks for the primary (or a standby) with `target_session_attrs`, and its only host is a headless Service.',
		why: 'libpq takes the addresses of one name for one server: if the first that answers is not the one that is wanted, it skips the others of that name. Whether it finds the primary is a matter of luck.',
		whatToDo: 'List the Pods by their names.',
		invalid: app('pg.data.svc.cluster.local:5432'),
		valid: app(
			'pg-0.pg.data.svc.cluster.local:5432,pg-1.pg.data.svc.cluster.local:5432,pg-2.pg.data.svc.cluster.local:5432',
		),
		links: ['https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-TARGET-SESSION-ATTRS'],
	},
	*check(object, context) {
		for (const target of headlessMentions(object, context)) {
			const { mention, service } = target;
			const wanted = attributesOf(object, target);
			if (wanted === undefined) continue;
			const alone = mentionedServices(object, context).filter(
				(other) => other.mention.field === mention.field,
			);
			const pods = podsBehind(service, context);
			if (alone.length > 1 || pods === undefined || pods < 2) continue;
			const { name } = service.service.metadata;
			yield {
				path: mention.field.path,
				within: { start: mention.start, end: mention.end },
				message: `libpq tries one address of ${mention.host} and skips the other ${pods - 1} if that server is not ${wanted}: one name of headless Service ${name} does not find it. List the Pods' names.`,
				related: [
					{ object: service.indexed, path: ['spec', 'clusterIP'], message: `Service ${name} is headless` },
				],
				fixes: [...podsFix(object, target, context)],
			};
		}
	},
};

const attributes = /\btarget_session_attrs\s*=\s*'?(read-write|read-only|primary|standby|prefer-standby)\b/;

/** What libpq is to look for; undefined where the text is no connection string of its. */
function attributesOf(object: IndexedObject, { mention }: MentionedService): string | undefined {
	const { field, scheme } = mention;
	if (scheme !== undefined && scheme !== 'postgres' && scheme !== 'postgresql') return undefined;
	const inText = attributes.exec(field.text)?.[1];
	if (inText !== undefined || field.container === undefined || field.key !== 'PGHOST') return inText;
	const own = field.container.join('/');
	const beside = textFieldsOf(object.object).find(
		({ container, key }) => container?.join('/') === own && key === 'PGTARGETSESSIONATTRS',
	);
	return attributes.exec(`target_session_attrs=${beside?.text ?? ''}`)?.[1];
}

function podsFix(
	object: IndexedObject,
	{ mention, reading, namespace, service }: MentionedService,
	context: RuleContext,
): readonly Fix[] {
	const [set, ...others] = governedBy(context.lookup, service);
	const { replicas = 1, statefulSet, metadata } = set?.workload ?? {};
	if (set === undefined || others.length > 0 || metadata === undefined || replicas > 9) return [];
	const start = statefulSet?.ordinalStart ?? 0;
	const client = isNamespaceWritten(object) ? object.namespace : namespace;
	const hosts = Array.from({ length: replicas }, (_, index) =>
		writeName(
			{ ...reading, pod: `${metadata.name}-${start + index}`, namespace },
			reading,
			client,
			context.settings.clusterDomain,
		),
	);
	const { port, scheme } = mention;
	const isUrl = scheme !== undefined;
	const list = hosts.map((host) => (isUrl && port !== undefined ? `${host}:${port.number}` : host)).join(',');
	const range = { start: mention.start, end: isUrl && port !== undefined ? port.end : mention.end };
	return [
		{
			title: `List the Pods ${hosts[0]} to ${metadata.name}-${start + replicas - 1}`,
			safe: false,
			edits: () => {
				const editor = new FieldEditor(context.workspace, object);
				return editor.replacePart(mention.field.path, range, list) ? editor.edits() : undefined;
			},
		},
	];
}
