// Invariant: every simulated plugin is named here once, with what reads its stanza.
import type { Dispenser } from '../corefile/dispenser.ts';
import { readBufsize } from './bufsize.ts';
import { type CacheOptions, readCacheOptions } from './cache-options.ts';
import { type ForwardOptions, readForwardOptions } from './forward.ts';
import { defaultHostsPath, type HostsOptions, readHostsOptions } from './hosts.ts';
import { type KubernetesOptions, readKubernetesOptions } from './kubernetes/configuration.ts';
import { type LoadbalanceOptions, readLoadbalanceOptions } from './loadbalance.ts';
import { type RewriteOptions, readRewriteOptions } from './rewrite/rewrite.ts';
import { readTemplateOptions, type TemplateOptions } from './template.ts';

/** A plugin as configured. */
export type SimulatedPlugin =
	| { readonly name: 'bufsize'; readonly options: number }
	| { readonly name: 'loadbalance'; readonly options: LoadbalanceOptions }
	| { readonly name: 'rewrite'; readonly options: RewriteOptions }
	| { readonly name: 'cache'; readonly options: CacheOptions }
	| { readonly name: 'template'; readonly options: TemplateOptions }
	| { readonly name: 'hosts'; readonly options: HostsOptions }
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
		case 'rewrite': {
			const options = readRewriteOptions(controller);
			return { plugin: { name, options }, notSimulated: options.notSimulated };
		}
		case 'cache': {
			const options = readCacheOptions(controller, serverBlockKeys);
			return { plugin: { name, options }, notSimulated: options.notSimulated };
		}
		case 'template': {
			const options = readTemplateOptions(controller, serverBlockKeys);
			return { plugin: { name, options }, notSimulated: options.notSimulated };
		}
		case 'hosts': {
			const options = readHostsOptions(controller, serverBlockKeys);
			// An entry of this machine's file would make answers depend on it.
			const isLocal = options.path === defaultHostsPath;
			return { plugin: { name, options }, notSimulated: isLocal ? [defaultHostsPath] : [] };
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
