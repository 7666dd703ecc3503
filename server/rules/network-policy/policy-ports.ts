// Invariant: a policy's port is judged only where all its Pods are written out and stand beside it.
import type { ServicePort } from '../../kubernetes/objects/service.ts';
import { resolveTargetPort } from '../../kubernetes/target-port.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import { type OpenedPort, openedPortsOf } from '../../workspace/network-policies.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { type PortDeclaration, portDeclarationsOf } from '../../workspace/port-declarations.ts';
import { type IndexedService, podSpecsOf } from '../../workspace/service-backing.ts';
import { servicesSelecting } from '../../workspace/service-references.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';

export interface PolicyPort extends OpenedPort {
	readonly declared: readonly PortDeclaration[];
	readonly services: readonly IndexedService[];
}

export function* policyPorts(object: IndexedObject, context: RuleContext): Iterable<PolicyPort> {
	if (!isWrittenOut(object) || !context.seesWholeScope() || context.isPatched(object)) return;
	for (const opened of openedPortsOf(context.lookup, object)) {
		const { pods } = opened;
		if (pods.some((pod) => !isWrittenOut(pod) || !standTogether(pod, object) || context.isPatched(pod)))
			continue;
		const services = new Set(pods.flatMap((pod) => servicesSelecting(context.lookup, pod)));
		yield { ...opened, declared: pods.flatMap(portDeclarationsOf), services: [...services] };
	}
}

/** A port of a Service, with the number that it leads to on the Pods. */
export interface ServedPort {
	readonly service: IndexedService;
	readonly index: number;
	readonly port: ServicePort;
	readonly target: number;
}

/** Where the ports of the Services lead, as far as the Pods agree. */
export function servedPorts({ services, pods }: PolicyPort): readonly ServedPort[] {
	const specs = podSpecsOf(pods);
	return services.flatMap((service) =>
		service.service.spec.ports.flatMap((port, index): ServedPort[] => {
			const [target, ...others] = new Set(specs.map((spec) => resolveTargetPort(spec, port)));
			return target === undefined || others.length > 0 ? [] : [{ service, index, port, target }];
		}),
	);
}

export const policyExample = (port: string) =>
	exampleFiles(
		`apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec:
  podSelector:
    matchLabels:
      app: web
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: edge
      ports:
        - port: ${port}
`,
		{ 'service.yaml': exampleService({ name: 'web' }), 'deployment.yaml': exampleWorkload({ name: 'web' }) },
	);
