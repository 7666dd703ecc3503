import { isHeadless } from '../../kubernetes/objects/service.ts';
import { resolveTargetPort } from '../../kubernetes/target-port.ts';
import { backendReferences, ingressKinds, routeKinds } from '../../workspace/backend-references.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { asService, backingOf, type IndexedService, podSpecsOf } from '../../workspace/service-backing.ts';
import { isTemplated, type RuleContext } from '../context.ts';
import type { Rule } from '../rule.ts';

export const headlessPortTranslation: Rule = {
	id: 'headless-port-translation',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Headless Service whose port is not the Pods’ port',
		what: 'A headless Service (`clusterIP: None`) has a `port` that differs from the port its Pods listen on.',
		why: 'Without a virtual IP nothing translates ports: DNS hands out the Pods’ addresses, and clients that dial `port` find nobody there. SRV records name the Pods’ port, so programs that read them and programs that do not disagree.',
		whatToDo: 'Set `port` to the number that the Pods listen on.',
		invalid: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  clusterIP: None
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: 8080
#- deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: registry.example/web:1
          ports:
            - containerPort: 8080
`,
		valid: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  clusterIP: None
  selector:
    app: web
  ports:
    - name: http
      port: 8080
      targetPort: 8080
#- deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: registry.example/web:1
          ports:
            - containerPort: 8080
`,
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#headless-services'],
	},
	*check(object, context) {
		const target = asService(object);
		if (target === undefined || !isHeadless(target.service.spec)) return;
		if (isTemplated(object, ['spec', 'clusterIP']) || isTemplated(object, ['spec', 'selector'])) return;
		const specs = podSpecsOf(backingOf(context.lookup, target));
		for (const [index, port] of target.service.spec.ports.entries()) {
			const numbers = new Set(specs.map((spec) => resolveTargetPort(spec, port)));
			if (typeof port.targetPort === 'number') numbers.add(port.targetPort);
			const [number] = numbers;
			// Pods that differ, or a name that none declares, are other rules' business.
			if (numbers.size !== 1 || number === undefined || number === port.port || port.port === 0) continue;
			// What a template writes is no number.
			if (number === 0) continue;
			const path = ['spec', 'ports', index, 'port'] as const;
			if (isBackend(target, context)) return;
			if (isTemplated(object, ['spec', 'ports', index])) continue;
			yield {
				path,
				message: `Clients that dial port ${port.port} find nobody: a headless Service does not translate ports, and the Pods listen on ${number}.`,
				fixes: [
					{
						title: `Set port to ${number}, the Pods' port (headless does not translate ports)`,
						safe: false,
						edits: () => {
							const editor = new FieldEditor(context.workspace, object);
							return editor.set(path, number) ? editor.edits() : undefined;
						},
					},
				],
			};
		}
	},
};

/** True if an Ingress or a route leads to the Service: their controllers take the Pods' ports from the EndpointSlices. */
function isBackend({ indexed }: IndexedService, { lookup }: RuleContext): boolean {
	return [...ingressKinds, ...routeKinds].some((kind) =>
		lookup.namespaceNames().some((home) =>
			lookup
				.ofKind(kind, home)
				.flatMap(backendReferences)
				.some(({ namespace, name }) => namespace === indexed.namespace && name === indexed.name),
		),
	);
}
