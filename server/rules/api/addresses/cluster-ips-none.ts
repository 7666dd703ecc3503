import { exampleService } from '../../example-manifests.ts';
import { removeFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';

const spec = (more: string) => `clusterIP: None\nclusterIPs:\n  - None${more}`;

export const clusterIPsNone = apiRule({
	id: 'cluster-ips-none',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'clusterIPs with None and something else',
		what: '`clusterIPs` holds `None` and a second entry.',
		why: 'A Service is headless or it has addresses. `None` must be the only entry, and the API server refuses others beside it, a second `None` too.',
		whatToDo: 'Keep `None` alone; the families of a headless Service are chosen by `ipFamilies`.',
		invalid: exampleService({ name: 'db', spec: spec('\n  - fd00:10:96::5') }),
		valid: exampleService({ name: 'db', spec: spec('') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services'],
	},
	claims: ({ kind }) => kind === 'cluster-ips-none',
	judge: (subject) => ({
		path: ['spec', 'clusterIPs', 1],
		message: 'None must be the only entry of clusterIPs: a headless Service has no addresses beside it.',
		fixes: [
			removeFix(subject, ['spec', 'clusterIPs'], { title: 'Remove clusterIPs, clusterIP: None is enough' }),
		],
	}),
});
