// Invariant: every option that a command takes stands in its help (a test compares them).
import { kubernetesVersions } from '../kubernetes/versions.ts';

/** How a command is called. */
export interface CommandHelp {
	readonly usage: string;
	/** Each option as it is written, and what it does. */
	readonly options: readonly (readonly [option: string, meaning: string])[];
	/** What else is to be known, in lines of at most 80 columns. */
	readonly notes?: readonly string[];
}

const version = [
	'--kubernetes-version V',
	`the release whose rules apply: ${kubernetesVersions[0]} … ${kubernetesVersions.at(-1)} (default)`,
] as const;
const corefile = ['--corefile FILE', "CoreDNS' configuration (default: kubeadm's)"] as const;
const path =
	'PATH is a file, a folder (*.yaml, *.yml, *.json; not what .gitignore names) or - (standard input).';
const paths = [path, 'Without PATH it is the current folder.'] as const;
const status = 'Exit status: 0 done, 1 findings or rejections, 2 wrong usage or unreadable input.';

/** The help of each command, by its name. */
export const commandHelp = {
	lint: {
		usage: 'servicescope lint [PATH…] [OPTION…]',
		options: [
			['--format FORMAT', 'text (default), json, sarif or github'],
			['--fail-on LEVEL', 'end with 1 from here on: error (default), warning, info or never'],
			['--rule ID=LEVEL', "a rule's level: off, hint, info, warning or error; repeatable"],
			['--fix', 'make the safe fixes in the files'],
			['--fix-dry-run', 'print the safe fixes as a diff'],
			['--stdin-filename NAME', 'what standard input is called in the findings'],
			['--context PATH', 'manifests that belong to it but are not reported on; repeatable'],
			version,
		],
		notes: [...paths, status],
	},
	'dry-run': {
		usage: 'servicescope dry-run [PATH…] [OPTION…]',
		options: [
			['-o, --output FORMAT', 'text (default), yaml, json or jsonl'],
			['--from OLD', 'judge kubectl apply of PATH over OLD, which kubectl apply created; repeatable'],
			version,
		],
		notes: [...paths, status],
	},
	dns: {
		usage: 'servicescope dns [PATH…] [OPTION…] [-- NAME [TYPE]…]',
		options: [
			['--format FORMAT', 'dig (default for questions), json, short or zone (default without)'],
			corefile,
			['--tcp', 'ask over TCP'],
			['--bufsize N', 'the size of UDP answers that the client takes'],
			['--queries FILE', "questions in dnsperf's format: NAME TYPE on each line"],
			['--configuration C', 'as-written (default), clusterip, headless or headless-publish-not-ready'],
			['--replicas KIND/NAME=N', 'how many Pods a workload has; repeatable'],
			['--not-ready POD', 'a Pod that is not ready; repeatable'],
		],
		notes: [...paths, 'A kind: List is a snapshot of a cluster: nothing is assumed then.', status],
	},
	serve: {
		usage: 'servicescope serve [PATH…] [OPTION…]',
		options: [
			['--listen ADDRESS:PORT', 'where to listen (default 127.0.0.1:5353; port 0 picks one)'],
			corefile,
			['--watch', 'follow changes of the files'],
			['--allow-remote', 'listen beyond loopback'],
		],
		notes: paths,
	},
	expose: {
		usage: 'servicescope expose KIND/NAME [PATH…] [OPTION…]',
		options: [
			['--port PORT', 'the port that the Service serves'],
			['--target-port PORT', 'the port, by number or name, of the Pods'],
			['--protocol NAME', 'TCP (default), UDP or SCTP'],
			['--name NAME', 'the name of the Service'],
			['--type TYPE', 'ClusterIP (default), NodePort, LoadBalancer or ExternalName'],
			['--cluster-ip IP', 'an address, or None for a headless Service'],
			['--session-affinity NAME', 'None or ClientIP'],
			['--selector LABELS', 'the selector, instead of the object’s'],
			['-l, --labels LABELS', 'labels for the Service'],
			['--external-ip IP', 'an address that also leads to the Service'],
			['--load-balancer-ip IP', 'the address to ask the load balancer for'],
			['-f, --filename PATH', 'the same as PATH; repeatable'],
			['-n, --namespace NAME', 'the namespace of the object'],
			['-o, --output FORMAT', 'yaml (default) or json'],
			['--dry-run CLIENT', 'taken as kubectl takes it; nothing is ever created'],
			version,
		],
		notes: [...paths, status],
	},
	explain: {
		usage: 'servicescope explain [RULE]',
		options: [],
		notes: ['Without RULE it lists all rules.'],
	},
} as const satisfies Readonly<Record<string, CommandHelp>>;

/** The help as it is printed. */
export function helpText(summary: string, { usage, options, notes = [] }: CommandHelp): string {
	const width = Math.max(0, ...options.map(([option]) => option.length));
	const lines = options.map(([option, meaning]) => `  ${option.padEnd(width)}  ${meaning}\n`);
	return [
		`${summary}.\n\nusage: ${usage}\n`,
		...(lines.length === 0 ? [] : [`\n${lines.join('')}`]),
		...(notes.length === 0 ? [] : [`\n${notes.join('\n')}\n`]),
	].join('');
}
