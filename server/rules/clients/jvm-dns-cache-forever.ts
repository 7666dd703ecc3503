import type { TextRange } from '../../manifest/node.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { type TextField, textFieldsOf } from '../../workspace/host-names/text-fields.ts';
import { isTemplated } from '../context.ts';
import { exampleFiles, exampleWorkload } from '../example-manifests.ts';
import { serviceAndStatefulSet } from '../names/name-rule.ts';
import type { Rule } from '../rule.ts';
import { headlessTarget } from './headless-mentions.ts';

const app = (ttl: number) =>
	exampleFiles(
		exampleWorkload({
			name: 'reports',
			namespace: 'data',
			container: `env:\n  - name: CASSANDRA_HOST\n    value: cassandra.data.svc.cluster.local\n  - name: JAVA_TOOL_OPTIONS\n    value: -Dsun.net.inetaddr.ttl=${ttl}`,
		}),
		{ 'cassandra.yaml': serviceAndStatefulSet('cassandra', 'data', { number: 9042 }) },
	);

/** Any negative number means forever; a day and more is as good as that. */
const setting = /(networkaddress\.cache\.ttl|sun\.net\.inetaddr\.ttl)(\s*[=:]\s*)(-\d+|\d{5,})\b/g;
const day = 86_400;

export const jvmDnsCacheForever: Rule = {
	id: 'jvm-dns-cache-forever',
	severity: 'warning',
	kinds: ['*'],
	fixable: true,
	docs: {
		title: 'JVM that never forgets a headless Service’s addresses',
		what: 'A JVM is told to keep DNS answers forever (`-1`) or for days, and it connects to a headless Service or one of its Pods. The setting may stand in a ConfigMap that its Pods read.',
		why: 'The answer of a headless Service is its Pods’ addresses, and each restart of a Pod changes one. The JVM goes on dialling the ones that it saw first.',
		whatToDo: 'Set `sun.net.inetaddr.ttl` to some seconds, or connect to a Service with a virtual IP.',
		invalid: app(-1),
		valid: app(10),
		links: ['https://docs.oracle.com/en/java/javase/21/core/java-networking.html'],
	},
	*check(object, context) {
		const places = textFieldsOf(object.object).flatMap((field) => {
			if (!field.text.includes('ttl') || isTemplated(object, field.path)) return [];
			return settingsIn(field);
		});
		if (places.length === 0) return;
		const used = headlessTarget(object, context);
		if (used === undefined) return;
		const { name } = used.service.service.metadata;
		for (const { field, start, end, written, wanted, seconds } of places) {
			const time = seconds < 0 ? 'forever' : `for ${Math.floor(seconds / day)} days or more`;
			yield {
				path: field.path,
				within: { start, end },
				message: `${written} keeps the first answer for ${used.mention.host} ${time}, and the addresses of headless Service ${name} change whenever a Pod restarts. Set ${wanted.replaceAll(' ', '')}.`,
				related: [
					{ object: used.by, path: used.mention.field.path, message: `Connects to ${used.mention.host}` },
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
							// All of one text, from behind, so that the ranges before stay right.
							const own = places.filter((place) => place.field === field).reverse();
							return own.every((place) => editor.replacePart(field.path, place, place.wanted))
								? editor.edits()
								: undefined;
						},
					},
				],
			};
		}
	},
};

interface TtlSetting extends TextRange {
	readonly field: TextField;
	readonly written: string;
	readonly wanted: string;
	readonly seconds: number;
}

function settingsIn(field: TextField): readonly TtlSetting[] {
	return [...field.text.matchAll(setting)].flatMap((match) => {
		const [written, property = '', equals = '', value = ''] = match;
		const start = match.index;
		const seconds = Number(value);
		if (seconds >= 0 && seconds < day) return [];
		// As -D, only Sun's own property is read; the other one belongs into java.security.
		const isFlag = field.text.slice(0, start).endsWith('-D');
		const wanted = `${isFlag ? 'sun.net.inetaddr.ttl' : property}${equals}10`;
		return [{ field, start, end: start + written.length, written, wanted, seconds }];
	});
}
