// Invariant: the client's size is lowered as CoreDNS v1.15.0 lowers it (plugin/bufsize): in the query, so that the reply
// both keeps to it and says it.
import type { Dispenser } from '../corefile/dispenser.ts';
import { integerProblem } from '../corefile/numbers.ts';
import type { Plugin } from './plugin.ts';

/** Reads the plugin's stanza: bytes, 512 to 4096. Throws CorefileError. */
export function readBufsize(controller: Dispenser): number {
	controller.next();
	const [text, ...rest] = controller.remainingArguments();
	if (text === undefined) return 1232;
	const size = Number(text);
	if (rest.length > 0 || integerProblem(text) !== undefined || size < 512 || size > 4096) {
		// CoreDNS prefixes this plugin's name twice.
		throw controller.bareError(`plugin/bufsize: ${controller.argumentError().message}`);
	}
	return size;
}

export function bufsize(size: number): Plugin {
	return (request, next) => {
		const { edns } = request;
		if (edns !== undefined && edns.udpSize > size) request.edns = { ...edns, udpSize: size };
		return next(request);
	};
}
