import { objectAt } from '../../../kubernetes/objects/json.ts';
import { exampleService } from '../../example-manifests.ts';
import type { EditFix } from '../../rule.ts';
import { editFix, nameOfField, removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { writtenType } from '../service-fields.ts';
import { at } from '../statement.ts';

const shapes = ['spec.loadBalancerIP', 'spec.externalIPs', 'spec.sessionAffinity'];

export const ignoredWhenHeadless = apiRule({
	id: 'ignored-when-headless',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Field that a headless Service ignores',
		what: 'A headless Service has `sessionAffinity: ClientIP`, `externalIPs` or `loadBalancerIP`.',
		why: 'All three are about the virtual IP, and a headless Service has none: clients connect to the Pods themselves. The API server warns.',
		whatToDo: 'Remove the field, or `clusterIP: None` if it is needed.',
		invalid: exampleService({ name: 'web', spec: 'clusterIP: None\nsessionAffinity: ClientIP' }),
		valid: exampleService({ name: 'web', spec: 'sessionAffinity: ClientIP' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#headless-services'],
	},
	claims: ({ shape, kind, verdict }, { object }) =>
		verdict === 'warns' &&
		kind === 'ignored' &&
		shapes.includes(shape) &&
		writtenType(object) !== 'ExternalName',
	dependsOn: [at('spec.clusterIP')],
	judge: (subject) => {
		const { path } = subject.statement;
		const name = nameOfField(path);
		return {
			...(name === 'externalIPs' ? { on: 'key' as const } : {}),
			tag: 'unnecessary',
			message: `${name} has no effect: this Service is headless, so clients connect to the Pods themselves.`,
			fixes: [name === 'sessionAffinity' ? affinityFix(subject) : removeFix(subject, path, { safe: true })],
		};
	},
});

/** Its settings mean nothing without it. */
function affinityFix(subject: ApiSubject): EditFix {
	const written = ['sessionAffinity', 'sessionAffinityConfig'].filter(
		(field) => objectAt(subject.value, 'spec')[field] !== undefined,
	);
	return editFix(subject, `Remove ${written.join(' and ')}`, true, (editor) =>
		written.every((field) => editor.remove(['spec', field])),
	);
}
