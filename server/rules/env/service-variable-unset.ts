import { isHeadless } from '../../kubernetes/objects/service.ts';
import { NameLookup } from '../../workspace/host-names/name-lookup.ts';
import { podGroupKinds } from '../../workspace/pod-template.ts';
import { hasVariables } from '../../workspace/service-variables.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import { areOfOneCluster } from '../mention-targets.ts';
import { podSpecOf } from '../names/name-answer.ts';
import { exampleClient } from '../names/name-rule.ts';
import type { Rule } from '../rule.ts';
import { servicesOfPrefix, serviceVariablesIn, variableFinding } from './service-variable-uses.ts';

const redis = {
	'redis.yaml': exampleService({
		name: 'redis',
		namespace: 'shop',
		spec: 'clusterIP: None',
		ports: '- name: redis\n  port: 6379\n  targetPort: redis',
	}),
	'deployment.yaml': exampleWorkload({
		name: 'redis',
		namespace: 'shop',
		container: 'ports:\n  - name: redis\n    containerPort: 6379',
	}),
};

export const serviceVariableUnset: Rule = {
	id: 'service-variable-unset',
	severity: 'warning',
	kinds: podGroupKinds,
	fixable: true,
	docs: {
		title: 'Variable of a Service that gets none',
		what: 'A container uses a variable like `REDIS_SERVICE_HOST`, and kubelet does not set it: the Service is headless or an ExternalName, or the Pod has `enableServiceLinks: false`.',
		why: 'kubelet makes these variables from the virtual IPs of the namespace’s Services. Without one, `$(REDIS_SERVICE_HOST)` stays in the value as it is written.',
		whatToDo: 'Use the Service’s DNS name.',
		invalid: exampleFiles(
			exampleClient('shop', 'REDIS_ADDR', '$(REDIS_SERVICE_HOST):$(REDIS_SERVICE_PORT)'),
			redis,
		),
		valid: exampleFiles(exampleClient('shop', 'REDIS_ADDR', 'redis:6379'), redis),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables'],
	},
	*check(object, context) {
		const names = new NameLookup(context.lookup, object.scope);
		for (const variables of serviceVariablesIn(object, context)) {
			const found = servicesOfPrefix(names.servicesOf(object.namespace), variables.prefix).filter(
				({ indexed }) => areOfOneCluster(object, indexed) && !context.isPatched(indexed),
			);
			const [target] = found;
			if (target === undefined) continue;
			const { name } = target.service.metadata;
			const isOff = podSpecOf(object)?.enableServiceLinks === false;
			if (!isOff && found.some(({ service }) => hasVariables(service.spec))) continue;
			const kind = isHeadless(target.service.spec) ? 'headless' : 'an ExternalName';
			const reason = isOff
				? 'enableServiceLinks is false'
				: `Service ${name} is ${kind} and has no virtual IP to tell`;
			yield variableFinding(object, variables, target, name, reason, context);
		}
	},
};
