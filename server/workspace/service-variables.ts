// Invariant: the names are those that kubelet gives. Source: pkg/kubelet/envvars/envvars.go (FromServices), and
// kubelet_pods.go (getServiceEnvVarMap): Services of the Pod's own namespace that have a virtual IP.
import { isHeadless, type ServiceSpec } from '../kubernetes/objects/service.ts';
import type { TextRange } from '../manifest/node.ts';
import type { TextField } from './host-names/text-fields.ts';

/** What a Service's variables begin with: `redis-cart` → `REDIS_CART`. */
export function variablePrefix(service: string): string {
	return service.toUpperCase().replaceAll('-', '_');
}

/** True if kubelet makes variables for the Service: headless ones and aliases have no address to tell. */
export function hasVariables(spec: ServiceSpec): boolean {
	return spec.type !== 'ExternalName' && !isHeadless(spec);
}

/** A use of a Service's variable in a text. */
export interface VariableUse extends TextRange {
	readonly name: string;
	/** The Service's part of the name. */
	readonly prefix: string;
	/** Whether it stands for the Service's address or for a port; `port` names it, if the variable does. */
	readonly kind: 'host' | 'port' | 'other';
	readonly port?: string;
}

const usePattern = /(\$*)\$(?:\(([A-Z_][A-Z0-9_]*)\)|\{([A-Z_][A-Z0-9_]*)\}|([A-Z_][A-Z0-9_]*))/g;
const variablePattern =
	/^([A-Z0-9_]+?)_(?:SERVICE_(HOST|PORT)(?:_([A-Z0-9_]+))?|PORT_(\d+)_(?:TCP|UDP|SCTP)(?:_(ADDR|PORT|PROTO))?)$/;

/**
 * The Service variables that a text uses. kubelet puts values in for `$(NAME)`; `$NAME` and `${NAME}` mean the same to a
 * shell only, so they count in arguments.
 */
export function variableUses({ text, source }: TextField): readonly VariableUse[] {
	if (!text.includes('$') || (source !== 'variable' && source !== 'argument')) return [];
	return [...text.matchAll(usePattern)].flatMap((match): readonly VariableUse[] => {
		const [whole, escapes = '', expanded, braced, plain] = match;
		const name = expanded ?? (source === 'argument' ? (braced ?? plain) : undefined);
		const parts = name === undefined ? null : variablePattern.exec(name);
		// `$$(NAME)` is written as it stands.
		if (name === undefined || parts === null || escapes !== '') return [];
		const [, prefix = '', kind, port, number, rest] = parts;
		const isHost = kind === 'HOST' || rest === 'ADDR';
		const isPort = kind === 'PORT' || rest === 'PORT';
		const which = port ?? number;
		return [
			{
				name,
				prefix,
				kind: isHost ? 'host' : isPort ? 'port' : 'other',
				...(which === undefined ? {} : { port: which }),
				start: match.index,
				end: match.index + whole.length,
			},
		];
	});
}
