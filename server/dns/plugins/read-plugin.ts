// Invariant: every simulated plugin is named here once, with what reads its stanza.
import type { Dispenser } from '../corefile/dispenser.ts';
import { readBufsize } from './bufsize.ts';
import { type CacheOptions, readCacheOptions } from './cache-options.ts';
import { type ForwardOptions, readForwardOptions } from './forward.ts';
import { type KubernetesOptions, readKubernetesOptions } from './kubernetes/configuration.ts';
import { type LoadbalanceOptions, readLoadbalanceOptions } from './loadbalance.ts';

/** A plugin as configured. */
export type SimulatedPlugin =
	| { readonly name: 'bufsize'; readonly options: number }
	| { readonly name: 'loadbalance'; readonly options: LoadbalanceOptions }
	| { readonly name: 'cache'; readonly options: CacheOptions }
	| { readonly name: 'kubernetes'; readonly options: KubernetesOptions }
	| { readonly name: 'forward'; readonly options: ForwardOptions };

export interface ReadPlugin {
	readonly plugin: SimulatedPlugin;
	/** Properties that have no effect here. */
	readonly notSimulated: readonly string[];
}

/** Reads a plugin's stanza; undefined for a plugin that is not simulated. Throws CorefileError. */
export function readPlugin(
	name: string,
	controller: Dispenser,
	serverBlockKeys: readonly string[],
): ReadPlugin | undefined {
	switch (name) {
		case 'bufsize':
			return { plugin: { name, options: readBufsize(controller) }, notSimulated: [] };
		case 'loadbalance': {
			const options = readLoadbalanceOptions(controller);
			return {
				plugin: { name, options },
				notSimulated: options.weightFile === undefined ? [] : ['weighted'],
			};
		}
		case 'cache': {
			const options = readCacheOptions(controller, serverBlockKeys);
			return { plugin: { name, options }, notSimulated: options.notSimulated };
		}
		case 'kubernetes': {
			const options = readKubernetesOptions(controller, serverBlockKeys);
			return { plugin: { name, options }, notSimulated: [] };
		}
		case 'forward':
			return { plugin: { name, options: readForwardOptions(controller) }, notSimulated: [] };
		default:
			return undefined;
	}
}
