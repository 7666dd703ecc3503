import { suggest } from '../../../kubernetes/decoding/suggestion.ts';
import { objectAt, stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, podKinds } from '../api-rule.ts';
import { at } from '../statement.ts';
import { shown, valueAt, writtenText } from '../written-value.ts';

const workload = (volume: string) =>
	exampleWorkload({
		name: 'web',
		podSpec: 'volumes:\n  - name: cache\n    emptyDir: {}',
		container: `volumeMounts:\n  - name: ${volume}\n    mountPath: /var/cache`,
	});

export const volumeMountUnknown = apiRule({
	id: 'volume-mount-unknown',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Mount of a volume that the Pod does not have',
		what: 'A container mounts a volume whose name stands neither in `volumes` nor in `volumeClaimTemplates`.',
		why: 'There is nothing to mount. The API server refuses the object.',
		whatToDo: 'Write the name of one of the Pod’s volumes, or add the volume.',
		invalid: workload('cashe'),
		valid: workload('cache'),
		links: ['https://kubernetes.io/docs/concepts/storage/volumes/'],
	},
	claims: ({ shape, reason }) =>
		/ontainers\[\*\]\.volumeMounts\[\*\]\.name$/.test(shape) && reason === 'FieldValueNotFound',
	dependsOn: [at('spec.volumeClaimTemplates'), at('spec.template.spec.volumes')],
	judge: (subject) => {
		const volumes = volumesOf(subject);
		const written = writtenText(subject);
		const near = suggest(written, volumes) ?? (volumes.length === 1 ? volumes[0] : undefined);
		return {
			message: `The Pod has no volume ${shown(written)}${volumes.length === 0 ? '' : `; its volumes are ${volumes.slice(0, 5).join(', ')}`}.`,
			fixes: near === undefined ? [] : [setFix(subject, subject.statement.path, near)],
		};
	},
});

function volumesOf({ value, statement }: ApiSubject): readonly string[] {
	const { path } = statement;
	const containers = path.findIndex((step) => typeof step === 'string' && /ontainers$/.test(step));
	const lists = [
		valueAt(value, [...path.slice(0, containers), 'volumes']),
		valueAt(value, ['spec', 'volumeClaimTemplates']),
	];
	return lists.flatMap((list) =>
		(Array.isArray(list) ? list : []).flatMap(
			(entry) => stringAt(entry, 'name') ?? stringAt(objectAt(entry, 'metadata'), 'name') ?? [],
		),
	);
}
