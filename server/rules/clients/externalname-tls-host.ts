import { FieldEditor } from '../../workspace/field-editor.ts';
import { exampleFiles } from '../example-manifests.ts';
import { mentionedServices } from '../mention-targets.ts';
import { exampleClient } from '../names/name-rule.ts';
import type { Rule } from '../rule.ts';

const app = (host: string) =>
	exampleFiles(exampleClient('shop', 'STRIPE_URL', `https://${host}/v1`), {
		'stripe.yaml': `apiVersion: v1
kind: Service
metadata:
  name: stripe
  namespace: shop
spec:
  type: ExternalName
  externalName: api.stripe.com
`,
	});

const tlsSchemes = /^(?:https|wss|grpcs|rediss|amqps|ldaps|mqtts|tls|ssl)$/;

export const externalnameTlsHost: Rule = {
	id: 'externalname-tls-host',
	severity: 'warning',
	kinds: ['*'],
	fixable: true,
	docs: {
		title: 'TLS through an ExternalName Service',
		what: 'A URL with TLS leads to an ExternalName Service, by that Service’s name.',
		why: 'An ExternalName is an alias in DNS alone: the client still sends and checks the name in the URL, and the certificate is for the other host. Verification fails, and so does virtual hosting.',
		whatToDo: 'Use the external host in the URL.',
		invalid: app('stripe.shop.svc.cluster.local'),
		valid: app('api.stripe.com'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
	},
	*check(object, context) {
		for (const { mention, service, reading } of mentionedServices(object, context)) {
			const { type, externalName = '' } = service.service.spec;
			if (type !== 'ExternalName' || !tlsSchemes.test(mention.scheme ?? '')) continue;
			// An alias inside the cluster may well have a certificate for both names.
			if (!externalName.includes('.') || /\.svc(?:\.|$)/.test(externalName) || reading.pod !== undefined)
				continue;
			if (externalName.endsWith(`.${context.settings.clusterDomain}`)) continue;
			const host = externalName.replace(/\.$/, '');
			const { name } = service.service.metadata;
			yield {
				path: mention.field.path,
				within: { start: mention.start, end: mention.end },
				message: `Service ${name} is an alias of ${host} in DNS alone: the client checks the certificate of ${host} against ${mention.host} and refuses it. Call ${host} itself.`,
				related: [
					{ object: service.indexed, path: ['spec', 'externalName'], message: `The alias for ${host}` },
				],
				fixes: [
					{
						title: `Write ${host} (the host behind the alias)`,
						safe: false,
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
