// Source: pkg/apis/core/validation/validation.go (validatePodDNSConfig).
import type { PodSpecObject } from '../decoding/pod-object.ts';
import { type Cause, invalid, invalidEach, required, typed } from './cause.ts';
import { type AdmissionContext, has } from './context.ts';
import { legacyIPErrors } from './ip-address.ts';
import { byteLength, searchPathErrors } from './names.ts';

export const dnsPolicies: readonly string[] = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** What glibc's resolver takes. */
const maxNameservers = 3;
const maxSearches = 32;
const maxSearchBytes = 2048;

/** dnsConfig, which dnsPolicy None cannot do without. */
export function dnsConfigErrors(path: string, spec: PodSpecObject, context: AdmissionContext): Cause[] {
	const { dnsConfig, dnsPolicy } = spec;
	if (dnsPolicy === 'None') {
		if (dnsConfig === undefined) {
			return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
		}
		if ((dnsConfig.nameservers ?? []).length === 0) {
			const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
			return [required(`${path}.nameservers`, detail)];
		}
	}
	const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {};
	const causes: Cause[] = [];
	if (nameservers.length > maxNameservers) {
		const detail = `must not have more than ${maxNameservers} nameservers`;
		causes.push(invalid(`${path}.nameservers`, typed(nameservers), detail));
	}
	for (const [index, server] of nameservers.entries()) {
		const field = `${path}.nameservers[${index}]`;
		causes.push(...legacyIPErrors(field, server, has(context, 'strictAddresses')));
	}
	causes.push(...searchErrors(`${path}.searches`, searches));
	for (const [index, { name = '' }] of options.entries()) {
		if (name === '') causes.push(required(`${path}.options[${index}]`, 'must not be empty'));
	}
	return causes;
}

function searchErrors(path: string, searches: readonly string[]): Cause[] {
	const causes: Cause[] = [];
	if (searches.length > maxSearches) {
		causes.push(invalid(path, typed(searches), `must not have more than ${maxSearches} search paths`));
	}
	if (byteLength(searches.join(' ')) > maxSearchBytes) {
		const detail = `must not have more than ${maxSearchBytes} characters (including spaces) in the search list`;
		causes.push(invalid(path, typed(searches), detail));
	}
	for (const [index, search] of searches.entries()) {
		if (search === '.') continue;
		const name = search.replace(/\.$/, '');
		causes.push(...invalidEach(`${path}[${index}]`, name, searchPathErrors(name)));
	}
	return causes;
}
