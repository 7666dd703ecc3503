// Invariant: which names serve a zone is decided as CoreDNS decides it (plugin/kubernetes/ns.go nsAddrs): the Services
// behind whose endpoints this server runs, else its own addresses under `ns.dns`.
import { type IPAddress, parseAddress } from '../../address.ts';
import { joinName } from '../../name.ts';
import type { Finder } from './found.ts';

export interface NameServerAddress {
	readonly name: string;
	readonly address: IPAddress;
}

/** One entry for each name and address, in order; the same one may come twice. */
export function nameServerAddresses(
	finder: Finder,
	localAddresses: readonly string[],
	zone: string,
): NameServerAddress[] {
	const found: NameServerAddress[] = [];
	const add = (name: string, text: string) => {
		const address = parseAddress(text);
		if (address !== undefined) found.push({ name, address });
	};
	let foundEndpoint = false;
	for (const local of localAddresses) {
		for (const slice of finder.options.endpoints ? finder.index.slicesWith(local) : []) {
			foundEndpoint = true;
			const service = finder.index.service(slice.key);
			if (service === undefined) continue;
			const name = joinName(`${service.name}.${service.namespace}.svc`, zone);
			if (service.headless) {
				for (const address of slice.addresses) add(`${finder.hostname(address)}.${name}`, address.host.text);
			} else {
				for (const host of service.hosts) add(name, host.text);
			}
		}
	}
	if (!foundEndpoint) for (const local of localAddresses) add(joinName('ns.dns', zone), local);
	return found;
}
