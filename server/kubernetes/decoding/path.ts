// Invariant: a field path reads as the API server's (`spec.ports[0].port`, `metadata.labels[app]`).

/** A field's name, a list's index or a map's key. */
export type PathStep = string | number | { readonly key: string };

/** Steps as Go's strict decoder names an unknown field: a key stands as it is, whatever it holds. */
export function formatDecoderPath(steps: readonly PathStep[]): string {
	let path = '';
	for (const [index, step] of steps.entries()) {
		if (typeof step === 'number') path += `[${step}]`;
		else path += `${index === 0 ? '' : '.'}${typeof step === 'object' ? step.key : step}`;
	}
	return path;
}

const plainStep = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Steps as a field path; keys of maps, and what cannot be a field's name, stand in brackets. */
export function formatPath(steps: readonly PathStep[]): string {
	let path = '';
	for (const step of steps) {
		if (typeof step === 'string' && plainStep.test(step)) path += path === '' ? step : `.${step}`;
		else path += `[${typeof step === 'object' ? step.key : step}]`;
	}
	return path;
}
