import { FieldEditor } from '../../workspace/field-editor.ts';
import { asService } from '../../workspace/service-backing.ts';
import { exampleFiles } from '../example-manifests.ts';
import { mentionsOfService } from '../mention-targets.ts';
import type { Rule } from '../rule.ts';
import { exampleClient, serviceAndStatefulSet } from './name-rule.ts';

const service = (port: string) =>
	exampleFiles(serviceAndStatefulSet('mongo', 'data', { port, number: 27017 }), {
		'app.yaml': exampleClient(
			'data',
			'MONGODB_URI',
			'mongodb+srv://mongo.data.svc.cluster.local/profiles?tls=false',
		),
	});

export const mongodbSrvPortName: Rule = {
	id: 'mongodb-srv-port-name',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'mongodb+srv needs a port named mongodb',
		what: 'A `mongodb+srv://` string leads to a Service that has no TCP port named `mongodb` (or as `srvServiceName` says).',
		why: 'Drivers look up the SRV records of `_mongodb._tcp.` and the host, and CoreDNS makes SRV records under the names of the ports: without that name the lookup is NXDOMAIN.',
		whatToDo: 'Name the port `mongodb`, or add `srvServiceName=` with its name to the connection string.',
		invalid: service('mongo'),
		valid: service('mongodb'),
		links: [
			'https://github.com/mongodb/specifications/blob/master/source/initial-dns-seedlist-discovery/initial-dns-seedlist-discovery.md',
		],
	},
	*check(object, context) {
		const target = asService(object);
		if (target === undefined || target.service.spec.selector === undefined) return;
		const { ports, type } = target.service.spec;
		if (type === 'ExternalName' || ports.length === 0 || context.isPatched(object)) return;
		const mentions = mentionsOfService(target, context, ({ scheme }) => scheme === 'mongodb+srv');
		const [asked] = [...mentions].filter(({ reading }) => reading.pod === undefined);
		if (asked === undefined) return;
		const { mention } = asked;
		const wanted = /[?&]srvServiceName=([A-Za-z0-9-]+)/.exec(mention.field.text.slice(mention.end))?.[1];
		const name = (wanted ?? 'mongodb').toLowerCase();
		if (ports.some((port) => port.name.toLowerCase() === name && port.protocol === 'TCP')) return;
		const index = Math.max(
			0,
			ports.findIndex(({ port, targetPort }) => port === 27017 || targetPort === 27017),
		);
		const port = ports[index];
		if (port === undefined) return;
		const path = ['spec', 'ports', index, 'name'];
		const now = port.name === '' ? 'has no name' : `is named ${port.name}`;
		yield {
			path,
			message: `${mention.scheme}://${mention.host} looks up SRV records of _${name}._tcp, but port ${port.port} ${now}: the lookup is NXDOMAIN. Name the port ${name}.`,
			related: [
				{ object: asked.object, path: mention.field.path, message: `Connects with ${mention.scheme}` },
			],
			fixes: [
				{
					title: `Name port ${port.port} ${name}`,
					safe: false,
					edits: () => {
						const editor = new FieldEditor(context.workspace, object);
						return editor.set(path, name, { first: true }) ? editor.edits() : undefined;
					},
				},
			],
		};
	},
};
