import { FieldEditor } from '../../workspace/field-editor.ts';
import { writeName } from '../../workspace/host-names/cluster-name.ts';
import { exampleFiles } from '../example-manifests.ts';
import { mentionedServices } from '../mention-targets.ts';
import type { Rule } from '../rule.ts';
import { askAsPod } from './name-answer.ts';
import { exampleClient, serviceAndStatefulSet } from './name-rule.ts';

const uri = (host: string) =>
	exampleFiles(exampleClient('data', 'MONGODB_URI', `mongodb+srv://${host}/profiles?tls=false`), {
		'mongo.yaml': serviceAndStatefulSet('mongo', 'data', { port: 'mongodb', number: 27017 }),
	});

export const mongodbSrvShortHost: Rule = {
	id: 'mongodb-srv-short-host',
	severity: 'warning',
	kinds: ['*'],
	fixable: true,
	docs: {
		title: 'mongodb+srv with a short host',
		what: 'A `mongodb+srv://` string names a Service without the cluster domain.',
		why: 'Drivers ask for the SRV records of `_mongodb._tcp.` and the host as it stands: the SRV lookups of Node.js, Java and Python never apply a Pod’s search list, so a short name is NXDOMAIN although an address lookup finds it.',
		whatToDo: 'Write the full name: `mongo.data.svc.cluster.local`.',
		invalid: uri('mongo'),
		valid: uri('mongo.data.svc.cluster.local'),
		links: [
			'https://github.com/mongodb/specifications/blob/master/source/initial-dns-seedlist-discovery/initial-dns-seedlist-discovery.md',
		],
	},
	*check(object, context) {
		const { clusterDomain } = context.settings;
		for (const { mention, reading, namespace, service } of mentionedServices(object, context)) {
			if (mention.scheme !== 'mongodb+srv' || reading.form === 'full') continue;
			const asked = `_mongodb._tcp.${mention.host}`;
			const question = { name: asked, namespace, resolver: 'c-ares', family: 'srv' } as const;
			const { outcome } = askAsPod(context, question).resolution;
			if (outcome.kind === 'services' && outcome.services.length > 0) continue;
			const like = { form: 'full', rooted: reading.rooted } as const;
			const host = writeName({ ...reading, namespace }, like, undefined, clusterDomain);
			yield {
				path: mention.field.path,
				within: { start: mention.start, end: mention.end },
				message: `mongodb+srv looks up SRV records of ${asked} without the Pod's search list, and that name does not exist. Write the full name ${host}.`,
				related: [
					{
						object: service.indexed,
						path: ['metadata', 'name'],
						message: `Service ${service.service.metadata.name}`,
					},
				],
				fixes: [
					{
						title: `Write ${host} (the full name of the Service)`,
						safe: true,
						edits: () => {
							const editor = new FieldEditor(context.workspace, object);
							return editor.replacePart(mention.field.path, mention, host) ? editor.edits() : undefined;
						},
					},
				],
			};
		}
	},
};
