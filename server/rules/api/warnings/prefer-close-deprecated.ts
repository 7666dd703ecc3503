import { exampleService } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';

export const preferCloseDeprecated = apiRule({
	id: 'prefer-close-deprecated',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'trafficDistribution PreferClose, which is deprecated',
		what: '`trafficDistribution` is `PreferClose`.',
		why: 'The value was renamed `PreferSameZone`, with the same meaning. The API server warns.',
		whatToDo: 'Write `PreferSameZone`, unless clusters older than 1.34 must take the manifest too.',
		invalid: exampleService({ name: 'web', spec: 'trafficDistribution: PreferClose' }),
		valid: exampleService({ name: 'web', spec: 'trafficDistribution: PreferSameZone' }),
		links: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-distribution'],
	},
	claims: ({ shape, kind, verdict }) =>
		verdict === 'warns' && kind === 'deprecated' && shape === 'spec.trafficDistribution',
	judge: (subject) => ({
		tag: 'deprecated',
		message: 'PreferClose is deprecated: PreferSameZone is its new name, and means the same.',
		fixes: [setFix(subject, subject.statement.path, 'PreferSameZone', { safe: true })],
	}),
});
