import { FieldEditor } from '../../workspace/field-editor.ts';
import { textFieldsOf } from '../../workspace/host-names/text-fields.ts';
import { isTemplated } from '../context.ts';
import { exampleFiles, exampleWorkload } from '../example-manifests.ts';
import { serviceAndStatefulSet } from '../names/name-rule.ts';
import type { Rule } from '../rule.ts';
import { headlessMentions } from './headless-mentions.ts';

const app = (ttl: number) =>
	exampleFiles(
		exampleWorkload({
			name: 'reports',
			namespace: 'data',
			container: `env:\n  - name: CASSANDRA_HOST\n    value: cassandra.data.svc.cluster.local\n  - name: JAVA_TOOL_OPTIONS\n    value: -Dsun.net.inetaddr.ttl=${ttl}`,
		}),
		{ 'cassandra.yaml': serviceAndStatefulSet('cassandra', 'data', { number: 9042 }) },
	);

const setting = /(networkaddress\.cache\.ttl|sun\.net\.inetaddr\.ttl)(\s*=\s*)(-1)\b/;

export const jvmDnsCacheForever: Rule = {
	id: 'jvm-dns-cache-forever',
	severity: 'warning',
	kinds: ['*'],
	fixable: true,
	docs: {
		title: 'JVM that never forgets a headless Service’s addresses',
		what: 'A JVM is told to keep DNS answers forever (`-1`), and it connects to a headless Service.',
		why: 'The answer of a headless Service is its Pods’ addresses, and each restart of a Pod changes one. The JVM goes on dialling the ones that it saw first.',
		whatToDo: 'Set `sun.net.inetaddr.ttl` to some seconds, or connect to a Service with a virtual IP.',
		invalid: app(-1),
		valid: app(10),
		links: ['https://docs.oracle.com/en/java/javase/21/core/java-networking.html'],
	},
	*check(object, context) {
		const places = textFieldsOf(object.object).flatMap((field) => {
			const match = field.text.includes('ttl') ? setting.exec(field.text) : null;
			return match === null || isTemplated(object, field.path) ? [] : [{ field, match }];
		});
		if (places.length === 0) return;
		const [used] = headlessMentions(object, context);
		if (used === undefined) return;
		const { name } = used.service.service.metadata;
		for (const { field, match } of places) {
			const [whole, property = '', equals = ''] = match;
			const start = match.index;
			// As -D, only Sun's own property is read; the other one belongs into java.security.
			const isFlag = field.text.slice(0, start).endsWith('-D');
			const wanted = `${isFlag ? 'sun.net.inetaddr.ttl' : property}${equals}10`;
			yield {
				path: field.path,
				within: { start, end: start + whole.length },
				message: `${whole} keeps the first answer for ${used.mention.host} forever, and the addresses of headless Service ${name} change whenever a Pod restarts. Set ${wanted.replaceAll(' ', '')}.`,
				related: [
					{ object, path: used.mention.field.path, message: `Connects to ${used.mention.host}` },
					{
						object: used.service.indexed,
						path: ['spec', 'clusterIP'],
						message: `Service ${name} is headless`,
					},
				],
				fixes: [
					{
						title: `Set ${wanted.replaceAll(' ', '')} (seconds)`,
						safe: false,
						edits: () => {
							const editor = new FieldEditor(context.workspace, object);
							const range = { start, end: start + whole.length };
							return editor.replacePart(field.path, range, wanted) ? editor.edits() : undefined;
						},
					},
				],
			};
		}
	},
};
