// Invariant: a complete Pod that the API server accepts; an example differs from it only in what its rule is about.

/** A Pod with one container; `spec` are lines of its spec, without indentation. */
export function examplePod(spec: string): string {
	return [
		'apiVersion: v1',
		'kind: Pod',
		'metadata:',
		'  name: web',
		'spec:',
		...(spec === '' ? [] : spec.split('\n').map((line) => `  ${line}`)),
		'  containers:',
		'    - name: web',
		'      image: registry.example/web:1',
		'',
	].join('\n');
}
