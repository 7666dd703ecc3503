// Invariant: output, messages and status are kubectl's (`kubectl expose -f FILE --dry-run=client -o yaml`); what kubectl
// cannot do (a StatefulSet, a choice among several objects) is added in its manner.
import { parseArgs } from 'node:util';
import { decodeObject } from '../kubernetes/decoding/decode-object.ts';
import { findExposableKind, groupKindText, groupOf } from '../kubernetes/expose/exposable-kinds.ts';
import { type ExposeOptions, expose } from '../kubernetes/expose/expose.ts';
import {
	defaultKubernetesVersion,
	kubernetesVersions,
	parseKubernetesVersion,
} from '../kubernetes/versions.ts';
import { parseManifest } from '../manifest/manifest.ts';
import { type ManifestObject, objectsOf } from '../workspace/manifest-object.ts';
import type { Command } from './command.ts';
import { readInput } from './input.ts';
import { kubectlJson, kubectlYaml } from './kubectl-output.ts';
import { parseFailure } from './parse-failure.ts';
import { withLongOptions } from './short-options.ts';
import { UsageError } from './usage-error.ts';

const usage =
	'usage: servicescope expose KIND/NAME [PATH…] [--port=PORT] [--target-port=PORT] [--name=NAME] …';

const text = { type: 'string' } as const;
/** What the command takes; help.ts describes it. */
export const options = {
	port: text,
	'target-port': text,
	protocol: text,
	name: text,
	type: text,
	'cluster-ip': text,
	'session-affinity': text,
	selector: text,
	labels: { type: 'string', short: 'l' },
	'external-ip': text,
	'load-balancer-ip': text,
	filename: { type: 'string', short: 'f', multiple: true },
	namespace: { type: 'string', short: 'n' },
	output: { type: 'string', short: 'o' },
	'dry-run': text,
	'kubernetes-version': text,
} as const;

interface Call {
	/** Undefined: every object of the input, as `kubectl expose -f FILE`. */
	readonly resource: string | undefined;
	readonly paths: readonly string[];
	readonly namespace: string | undefined;
	readonly print: (service: Parameters<typeof kubectlYaml>[0]) => string;
	readonly flags: ExposeOptions;
}

/** `servicescope expose KIND/NAME [PATH…]`. */
export const exposeCommand: Command = async (args, terminal) => {
	const call = readCall(args);
	const input = readObjects(call.paths);
	for (const object of chosenObjects(call, input)) {
		if (object.error !== undefined) {
			terminal.stderr(`error: ${object.error}\n`);
			return 1;
		}
		const problem = decodeProblem(object.value);
		const exposed = problem === undefined ? expose(object.value.value, call.flags) : { error: problem };
		if (exposed.error !== undefined) {
			terminal.stderr(`error: ${exposed.error}\n`);
			return 1;
		}
		terminal.stdout(call.print(exposed.service));
	}
	return 0;
};

function readCall(args: readonly string[]): Call {
	const { values, positionals } = parse(args);
	const named = positionals[0]?.includes('/') === true && !positionals[0].startsWith('.');
	const resource = named ? positionals[0] : undefined;
	const files = values.filename ?? [];
	const paths = [...files, ...positionals.slice(named ? 1 : 0)];
	if (resource === undefined && files.length === 0) throw new UsageError(`no KIND/NAME; ${usage}`);
	const version = values['kubernetes-version'] ?? defaultKubernetesVersion;
	if (parseKubernetesVersion(version) === undefined) {
		throw new UsageError(
			`--kubernetes-version ${version}: there are rules for ${kubernetesVersions.join(', ')}`,
		);
	}
	return {
		resource,
		paths: paths.length > 0 ? paths : ['.'],
		namespace: values.namespace,
		print: printer(values.output ?? 'yaml'),
		flags: {
			port: values.port ?? '',
			targetPort: values['target-port'] ?? '',
			protocol: values.protocol ?? '',
			name: values.name ?? '',
			type: values.type ?? '',
			clusterIP: values['cluster-ip'] ?? '',
			sessionAffinity: values['session-affinity'] ?? '',
			selector: values.selector ?? '',
			labels: values.labels ?? '',
			externalIP: values['external-ip'] ?? '',
			loadBalancerIP: values['load-balancer-ip'] ?? '',
		},
	};
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({ args: withLongOptions(args, options), options, allowPositionals: true });
	} catch (error) {
		throw parseFailure(error, usage);
	}
}

function printer(output: string): Call['print'] {
	if (output === 'yaml') return kubectlYaml;
	if (output === 'json') return kubectlJson;
	throw new UsageError(`-o ${output}: the formats are yaml and json`);
}

interface Input {
	readonly objects: readonly ManifestObject[];
	/** The first document that cannot be read, if any. */
	readonly unreadable: string | undefined;
}

function readObjects(paths: readonly string[]): Input {
	const objects: ManifestObject[] = [];
	let unreadable: string | undefined;
	for (const file of readInput(paths)) {
		for (const { document } of parseManifest(file.text).documents) {
			const [problem] = document.problems;
			if (problem === undefined) objects.push(...objectsOf(document));
			else unreadable ??= `${file.name}: ${problem.message}`;
		}
	}
	return { objects, unreadable };
}

type Chosen = { readonly value: ManifestObject; readonly error?: undefined } | { readonly error: string };

function chosenObjects(
	{ resource, namespace, paths }: Call,
	{ objects, unreadable }: Input,
): readonly Chosen[] {
	if (resource === undefined) {
		if (unreadable !== undefined) throw new UsageError(unreadable);
		return objects.length > 0
			? objects.map((value) => ({ value }))
			: [{ error: 'no objects passed to expose' }];
	}
	const [kind = '', name = '', ...more] = resource.split('/');
	if (name === '' || more.length > 0) throw new UsageError(`${resource} is no KIND/NAME; ${usage}`);
	const found = objects.filter(
		(object) =>
			object.name === name &&
			isOfKind(object, kind) &&
			(namespace === undefined || (object.writtenNamespace || 'default') === namespace),
	);
	const [first, second] = found;
	if (first === undefined) {
		if (unreadable !== undefined)
			throw new UsageError(`no ${resource}, and not all could be read: ${unreadable}`);
		return [{ error: `no ${resource} in ${paths.join(' ')}` }];
	}
	if (
		second !== undefined &&
		found.some(({ writtenNamespace }) => writtenNamespace !== first.writtenNamespace)
	) {
		throw new UsageError(`${resource} is in several namespaces; choose one with --namespace`);
	}
	return [{ value: first }];
}

/** Kinds that cannot be exposed are found too, so that the message is kubectl's. */
function isOfKind({ kind, apiVersion }: ManifestObject, resource: string): boolean {
	const exposable = findExposableKind(resource);
	if (exposable !== undefined) return kind === exposable.kind && groupOf(apiVersion) === exposable.group;
	const wanted = resource.toLowerCase();
	const own = kind.toLowerCase();
	return [own, `${own}s`, `${own}es`, groupKindText(apiVersion, kind).toLowerCase()].includes(wanted);
}

/** kubectl reads the object with its types, and cannot where a value has the wrong one. */
function decodeProblem({ value, kind }: ManifestObject): string | undefined {
	const { problems } = decodeObject(value, kind, defaultKubernetesVersion);
	const wrong = problems.find((problem) => problem.kind === 'wrong-type');
	return wrong === undefined ? undefined : `unable to decode ${kind}: ${wrong.message}`;
}
