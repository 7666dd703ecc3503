// Source: pkg/apis/core/validation/validation.go (ValidateVolumes).
import type { VolumeObject } from '../decoding/pod-object.ts';
import { type Cause, duplicate, invalidEach, required } from './cause.ts';
import { dnsLabelErrors } from './names.ts';

/** Names of volumes; what stands in a volume is not looked into. */
export function volumeErrors(path: string, volumes: readonly VolumeObject[]): Cause[] {
	const names = new Set<string>();
	return volumes.flatMap(({ name = '' }, index) => {
		const field = `${path}[${index}].name`;
		const repeated = names.has(name);
		names.add(name);
		return [
			...(name === '' ? [required(field)] : invalidEach(field, name, dnsLabelErrors(name))),
			...(repeated ? [duplicate(field, name)] : []),
		];
	});
}

/** The volumes that containers may mount: those with a good name. */
export function volumeNames(volumes: readonly VolumeObject[] | undefined): ReadonlySet<string> {
	const names = (volumes ?? []).map(({ name = '' }) => name);
	return new Set(names.filter((name) => name !== '' && dnsLabelErrors(name).length === 0));
}
