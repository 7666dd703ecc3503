import { removeFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';

const hints = 'service.kubernetes.io/topology-aware-hints';
const mode = 'service.kubernetes.io/topology-mode';
const service = (annotations: string) =>
	`apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  annotations:\n${annotations}spec:\n  selector:\n    app: web\n  ports:\n    - name: http\n      port: 80\n      targetPort: http\n`;

export const topologyAnnotationsDiffer = apiRule({
	id: 'topology-annotations-differ',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Two annotations about topology that contradict each other',
		what: `The annotations \`${hints}\` and \`${mode}\` have different values.`,
		why: 'The first is the old name of the second, so the API server refuses the Service if they differ.',
		whatToDo: 'Keep `topology-mode`, or use `trafficDistribution` instead of both.',
		invalid: service(`    ${hints}: auto\n    ${mode}: disabled\n`),
		valid: service(`    ${mode}: auto\n`),
		links: ['https://kubernetes.io/docs/concepts/services-networking/topology-aware-routing/'],
	},
	claims: ({ shape, reason }) => shape === `metadata.annotations[${mode}]` && reason === 'FieldValueInvalid',
	judge: (subject) => ({
		message: `This must have the same value as ${hints}, which is its old name.`,
		fixes: [removeFix(subject, ['metadata', 'annotations', hints], { title: `Remove ${hints}` })],
	}),
});
