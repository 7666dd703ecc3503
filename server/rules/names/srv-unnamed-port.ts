import { FieldEditor } from '../../workspace/field-editor.ts';
import { asService } from '../../workspace/service-backing.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import { mentionsOfService } from '../mention-targets.ts';
import type { Rule } from '../rule.ts';
import { dnsForServices, exampleClient } from './name-rule.ts';

const service = (name: string) =>
	exampleFiles(
		exampleService({
			name: 'api',
			namespace: 'shop',
			spec: 'clusterIP: None',
			ports: `- ${name}port: 8080\n  targetPort: http`,
		}),
		{
			'api.yaml': exampleWorkload({ name: 'api', namespace: 'shop' }),
			'edge.yaml': exampleClient('shop', 'BACKEND_SRV', '_http._tcp.api.shop.svc.cluster.local', {
				name: 'edge',
			}),
		},
	);

export const srvUnnamedPort: Rule = {
	id: 'srv-unnamed-port',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'SRV name over an unnamed port',
		what: 'A text asks for SRV records of a port (`_http._tcp.api`), and the Service’s port has no name.',
		why: 'CoreDNS makes such records for named ports only: the name is NXDOMAIN.',
		whatToDo: 'Name the port.',
		invalid: service(''),
		valid: service('name: http\n  '),
		links: [`${dnsForServices}#srv-records`],
	},
	*check(object, context) {
		const target = asService(object);
		const { ports = [], selector, type } = target?.service.spec ?? {};
		const index = ports.findIndex(({ name }) => name === '');
		const port = ports[index];
		if (target === undefined || port === undefined || selector === undefined) return;
		if (type === 'ExternalName' || context.isPatched(object)) return;
		const mentions = mentionsOfService(target, context, ({ host }) => host.startsWith('_'));
		const [asked] = [...mentions].filter(
			({ reading }) => reading.record?.protocol === port.protocol.toLowerCase(),
		);
		const name = asked?.reading.record?.port;
		if (asked === undefined || name === undefined || ports.some((other) => other.name === name)) return;
		const path = ['spec', 'ports', index, 'name'];
		const isName = /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/.test(name);
		yield {
			path,
			message: `${asked.mention.host} is NXDOMAIN: SRV records exist for named ports only, and port ${port.port} has no name.${isName ? ` Name it ${name}.` : ''}`,
			related: [
				{ object: asked.object, path: asked.mention.field.path, message: `Asks for ${asked.mention.host}` },
			],
			fixes: isName
				? [
						{
							title: `Name port ${port.port} ${name}`,
							safe: true,
							edits: () => {
								const editor = new FieldEditor(context.workspace, object);
								return editor.set(path, name, { first: true }) ? editor.edits() : undefined;
							},
						},
					]
				: [],
		};
	},
};
