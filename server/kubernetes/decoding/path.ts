// Invariant: a field path reads as the API server's (`spec.ports[0].port`, `metadata.labels[app]`).

export type PathStep = string | number;

const plainStep = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Steps as a field path; keys that are no plain field name stand in brackets. */
export function formatPath(steps: readonly PathStep[]): string {
	let path = '';
	for (const step of steps) {
		if (typeof step === 'string' && plainStep.test(step)) path += path === '' ? step : `.${step}`;
		else path += `[${step}]`;
	}
	return path;
}
