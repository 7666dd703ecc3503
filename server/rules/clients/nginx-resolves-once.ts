import { FieldEditor } from '../../workspace/field-editor.ts';
import { writeName } from '../../workspace/host-names/cluster-name.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { giveVirtualIP, isRefusal } from '../../workspace/service-edits.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { MentionedService } from '../mention-targets.ts';
import { serviceAndDeployment } from '../names/name-rule.ts';
import type { Fix, Rule } from '../rule.ts';
import { headlessMentions } from './headless-mentions.ts';

const config = (lines: readonly string[]) =>
	exampleFiles(
		`apiVersion: v1
kind: ConfigMap
metadata:
  name: gateway-nginx
  namespace: shop
data:
  default.conf: |
    server {
      listen 8080;
      location / {
${lines.map((line) => `        ${line}\n`).join('')}      }
    }
`,
		{ 'api.yaml': serviceAndDeployment('api', 'shop', 8080, 'clusterIP: None') },
	);

export const nginxResolvesOnce: Rule = {
	id: 'nginx-resolves-once',
	severity: 'warning',
	kinds: ['ConfigMap'],
	fixable: true,
	docs: {
		title: 'nginx upstream with the name of a headless Service',
		what: 'A directive of nginx (`proxy_pass`, `server` in an `upstream`, …) has the name of a headless Service written out.',
		why: 'nginx looks such a name up once, when it starts, and keeps the Pods’ addresses of that moment. Pods that come later get nothing, and if no Pod is ready nginx does not start.',
		whatToDo:
			'Put the name into a variable and set a `resolver`, add `resolve` to the upstream’s server, or use a Service with a virtual IP.',
		invalid: config(['proxy_pass http://api.shop.svc.cluster.local:8080;']),
		valid: config([
			'resolver kube-dns.kube-system.svc.cluster.local valid=10s;',
			'set $api http://api.shop.svc.cluster.local:8080;',
			'proxy_pass $api;',
		]),
		links: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#resolver'],
	},
	*check(object, context) {
		for (const target of headlessMentions(object, context)) {
			const { mention, service } = target;
			const statement = statementAround(mention.field.text, mention.start);
			if (statement === undefined) continue;
			const { name } = service.service.metadata;
			yield {
				path: mention.field.path,
				within: { start: mention.start, end: mention.end },
				message: `nginx looks ${mention.host} up once, at its start, and Service ${name} is headless: Pods that come later are never asked, and with no Pod ready nginx does not start. Use a variable with a resolver, or a Service with a virtual IP.`,
				related: [
					{ object: service.indexed, path: ['spec', 'clusterIP'], message: `Service ${name} is headless` },
				],
				fixes: [...variableFix(object, target, statement, context), virtualIPFix(target, context)],
			};
		}
	},
};

interface Statement {
	readonly start: number;
	/** Behind the semicolon. */
	readonly end: number;
	readonly text: string;
}

/** The directive that connects to a host at `at`; undefined if it is none of nginx, or asks for the name again itself. */
function statementAround(text: string, at: number): Statement | undefined {
	const before =
		/(?:^|[;{}\s])((?:proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass|server)\s+(?:[a-z]+:\/\/)?$/.exec(
			text.slice(Math.max(0, at - 200), at),
		);
	const end = text.indexOf(';', at);
	if (before === null || end === -1 || text.slice(at, end).includes('\n')) return undefined;
	const directive = before[1] ?? '';
	const start = at - before[0].length + before[0].indexOf(directive);
	const statement = text.slice(start, end + 1);
	return /\sresolve\b/.test(statement) ? undefined : { start, end: end + 1, text: statement };
}

/** nginx asks again for names in variables; its resolver knows no search list, so the name must be whole. */
function variableFix(
	object: IndexedObject,
	{ mention, reading, namespace, service }: MentionedService,
	{ start, end, text }: Statement,
	context: RuleContext,
): readonly Fix[] {
	const match = /^proxy_pass\s+(https?:\/\/)[^/;\s]+;$/.exec(text);
	if (match === null || mention.port === undefined) return [];
	const { clusterDomain } = context.settings;
	const host = writeName(
		{ ...reading, namespace },
		{ form: 'full', rooted: false },
		undefined,
		clusterDomain,
	);
	const variable = `$${service.service.metadata.name.replaceAll('-', '_')}`;
	const whole = mention.field.text;
	const indent = /[ \t]*$/.exec(whole.slice(0, start))?.[0] ?? '';
	const resolver = /\bresolver\s/.test(whole)
		? []
		: [`resolver kube-dns.kube-system.svc.${clusterDomain} valid=10s;`];
	const lines = [
		...resolver,
		`set ${variable} ${match[1]}${host}:${mention.port.number};`,
		`proxy_pass ${variable};`,
	];
	return [
		{
			title: `Look ${host} up again every 10 seconds (resolver and a variable)`,
			safe: false,
			edits: () => {
				const editor = new FieldEditor(context.workspace, object);
				return editor.replacePart(mention.field.path, { start, end }, lines.join(`\n${indent}`))
					? editor.edits()
					: undefined;
			},
		},
	];
}

function virtualIPFix({ service }: MentionedService, context: RuleContext): Fix {
	return {
		title: `Give Service ${service.service.metadata.name} a virtual IP (remove clusterIP: None)`,
		safe: false,
		edits: () => {
			const change = giveVirtualIP(context.workspace, service);
			return isRefusal(change) ? undefined : change.edits;
		},
	};
}
