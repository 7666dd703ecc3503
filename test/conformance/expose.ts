// Compares `servicescope expose` with recorded calls of `kubectl expose -f FILE`.
import { readFileSync } from 'node:fs';
import { kubectlYaml } from '../../server/cli/kubectl-output.ts';
import { type ExposeOptions, expose } from '../../server/kubernetes/expose/expose.ts';
import { isObject } from '../../server/kubernetes/objects/json.ts';
import { parseManifest } from '../../server/manifest/manifest.ts';
import { type Comparison, type Tally, tally } from './controllers-tally.ts';

export interface RecordedCall {
	readonly workload: string;
	readonly args: readonly string[];
	readonly stdin: string;
	readonly exit: number;
	readonly stdout?: string;
	readonly stderr?: string;
}

export function tallyExpose(): Tally {
	return tally(
		'expose',
		recordedCalls(),
		({ workload, args }) => `${workload} ${args.join(' ')}`,
		compareCall,
	);
}

/** Without the StatefulSet's calls: kubectl refuses it, Servicescope does not. */
export function recordedCalls(): readonly RecordedCall[] {
	const text = readFileSync(new URL('data/kubectl-expose.json', import.meta.url), 'utf8');
	const calls = JSON.parse(text) as readonly RecordedCall[];
	return calls.filter(({ workload }) => workload !== 'statefulset');
}

const optionNames: Readonly<Record<string, keyof ExposeOptions>> = {
	'--cluster-ip': 'clusterIP',
	'--external-ip': 'externalIP',
	'--labels': 'labels',
	'--load-balancer-ip': 'loadBalancerIP',
	'--name': 'name',
	'--port': 'port',
	'--protocol': 'protocol',
	'--selector': 'selector',
	'--session-affinity': 'sessionAffinity',
	'--target-port': 'targetPort',
	'--type': 'type',
};

/** The flags of a recorded call that shape the Service. */
export function optionsOf(args: readonly string[]): ExposeOptions {
	const options: Partial<Record<keyof ExposeOptions, string>> = {};
	for (const argument of args) {
		const equals = argument.indexOf('=');
		const name = optionNames[argument.slice(0, equals)];
		if (name !== undefined) options[name] = argument.slice(equals + 1);
	}
	return options;
}

/** Status and both outputs. */
export function compareCall({ args, stdin, exit, stdout, stderr }: RecordedCall): Comparison {
	const value = parseManifest(stdin).documents[0]?.document.decoded.value;
	const exposed = expose(isObject(value) ? value : {}, optionsOf(args));
	const isError = exposed.error !== undefined;
	return {
		actual: {
			exit: isError ? 1 : 0,
			stdout: isError ? '' : kubectlYaml(exposed.service),
			stderr: isError ? `error: ${exposed.error}` : '',
		},
		expected: { exit, stdout: stdout ?? '', stderr: stderr ?? '' },
	};
}
