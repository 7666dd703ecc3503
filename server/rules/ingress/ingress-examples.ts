import { exampleService, exampleWorkload } from '../example-manifests.ts';

/** An Ingress with one path; `port` is a line of the backend's `port`. */
export function exampleIngress(backend: {
	readonly service: string;
	readonly port?: string;
	readonly namespace?: string;
}): string {
	const { service, port = 'number: 80', namespace = 'shop' } = backend;
	return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: ${namespace}
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: ${service}
                port:
                  ${port}
`;
}

/** A Service web of namespace shop with port 80 (http), and its Deployment. */
export const webService: Readonly<Record<string, string>> = {
	'web.yaml': `${exampleService({ name: 'web', namespace: 'shop' })}---\n${exampleWorkload({ name: 'web', namespace: 'shop' })}`,
};

/** The same with an unnamed port. */
export const unnamedPortService: Readonly<Record<string, string>> = {
	'web.yaml': `${exampleService({ name: 'web', namespace: 'shop', ports: '- port: 80\n  targetPort: http' })}---\n${exampleWorkload({ name: 'web', namespace: 'shop' })}`,
};
