import { exampleService, exampleWorkload } from '../example-manifests.ts';

/** An HTTPRoute of namespace shop with one backend, given by its lines. */
export function exampleRoute(backend: string): string {
	return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
  namespace: shop
spec:
  parentRefs:
    - name: edge
  rules:
    - backendRefs:
        - ${backend.replaceAll('\n', '\n          ')}
`;
}

/** A Service with port 80, and its Deployment. */
export function backendIn(name: string, namespace: string): Readonly<Record<string, string>> {
	const text = `${exampleService({ name, namespace })}---\n${exampleWorkload({ name, namespace })}`;
	return { [`${name}.yaml`]: text };
}

export const gatewayDocs = 'https://gateway-api.sigs.k8s.io/api-types/httproute/#backendrefs-optional';
