// Source: pkg/apis/core/validation/validation.go (ValidateEnv).
import type { EnvVarObject } from '../decoding/pod-object.ts';
import { type Cause, invalidEach, required } from './cause.ts';
import { environmentNameErrors } from './names.ts';

export function environmentErrors(path: string, variables: readonly EnvVarObject[]): Cause[] {
	return variables.flatMap(({ name = '' }, index) => {
		const field = `${path}[${index}].name`;
		return name === '' ? [required(field)] : invalidEach(field, name, environmentNameErrors(name));
	});
}
