import { exampleFiles } from '../example-manifests.ts';
import { exampleClient, nameRule, serviceAndDeployment } from './name-rule.ts';

const host = (name: string) =>
	exampleFiles(exampleClient('shop', 'REDIS_ADDR', `${name}.shop.svc.cluster.local:6379`), {
		'redis.yaml': serviceAndDeployment('redis', 'shop', 6379),
		'kustomization.yaml': 'namePrefix: prod-\nresources:\n  - manifest.yaml\n  - redis.yaml\n',
	});

export const kustomizeRenamedService = nameRule('renamed-service', {
	id: 'kustomize-renamed-service',
	docs: {
		title: 'Name of a Service that Kustomize renames or moves',
		what: 'A text mentions a Service as its manifest calls it, but the kustomization gives it another name (`namePrefix`, `nameSuffix`) or namespace.',
		why: 'Kustomize changes names in fields that refer to objects, not inside values, arguments or ConfigMaps. The old name is NXDOMAIN in the cluster.',
		whatToDo: 'Write the name that the Service has in the cluster, or let a `replacement` write it.',
		invalid: host('redis'),
		valid: host('prod-redis'),
		links: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/'],
	},
});
