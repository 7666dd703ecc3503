// Invariant: every sentence that the page itself says is here, in English; the host hands the page the same table in the
// language of the editor. Names in braces are filled in by the page. Sentences about a Service come from the server.

export const english = {
	// Head
	namespace: 'namespace {namespace}',
	showInEditor: 'Show {name} in the editor',
	lock: 'Stay with this Service',
	copyDig: 'Copy as dig command',
	openZone: 'Show these names in the zone view',
	zone: 'zone',
	dig: 'dig',
	localServer: 'local DNS server at {address}',
	examples: 'What has a dotted line is an example: the cluster assigns the real one.',
	stale: 'What you see is how it was before.',
	showProblem: 'Show the place',
	dismiss: 'Dismiss',

	// Question
	question: 'Question',
	askName: 'Ask for',
	askType: 'Type',
	askNamespace: 'From a Pod in',
	askResolver: 'Resolver',
	askCorefile: 'CoreDNS',
	askDefault: 'Ask for the Service itself again',
	moreQuestion: 'From namespace {namespace}, {resolver}, CoreDNS {corefile}',
	foundAs: 'Found as {name} by query {number} of {total} ({types}).',
	'notFound.one': 'The query did not find it.',
	'notFound.other': 'None of the {count} queries found it.',
	'queries.one': 'Show the query',
	'queries.other': 'Show all {count} queries',
	hideQueries: 'Hide the queries',
	queryRecords: '{rcode}, {records}',
	endsSearch: 'ends the search',

	// Cards
	cards: 'What DNS answers',
	cardsHint: 'The same Service in each configuration, compared with what is written.',
	onlyCardHint: 'An ExternalName has no address of its own, so there is nothing to choose.',
	asWritten: 'as written',
	'recordUnit.one': 'record',
	'recordUnit.other': 'records',
	'records.one': '{count} record',
	'records.other': '{count} records',
	announced: '{title}: {records}, {bytes}.',
	bytes: '{count} bytes',
	cutAt: 'cut over UDP at {size}',
	cutAtHint:
		'The response has more than {size} bytes: over UDP of that size it is cut, and the client asks again over TCP.',
	ttl: '{seconds} s',
	ttlOfAll: 'TTL {seconds} s',
	ttlHint: 'Time to live: caches may keep this record for {seconds} seconds',
	noRecords: 'The name exists, but has no record of this type.',
	noName: 'There is no such name.',
	otherCode: 'The server refuses or fails.',
	forwarded: 'Outside of the cluster. CoreDNS asks other servers, and what they answer is not simulated.',
	sectionAuthority: 'Authority',
	sectionAdditional: 'Additional',
	added: 'added',
	gone: 'gone',
	virtualIP: 'virtual IP',
	notReady: 'not ready',
	ready: 'ready',
	terminating: 'terminating',
	example: 'example',
	copyAnswer: 'Copy this answer as text',
	showAll: 'Show all {count}',
	allOf: '{label}, all {count}',
	showFewer: 'Show fewer',

	// Pods
	pods: 'Pods',
	podsHint: 'Assumed from the manifests. Click a Pod to make it not ready, or to let it terminate.',
	noPods: 'No Pod stands behind this Service.',
	noSelector: 'This Service selects no Pods: its addresses are those of EndpointSlices that somebody writes.',
	replicas: 'replicas',
	replicasOf: 'Replicas of {kind} {name}',
	written: '{count} written',
	resetAssumptions: 'As the manifests say',
	makeNotReady: 'Assume that {pod} is not ready',
	makeReady: 'Assume that {pod} is ready',
	makeTerminating: 'Assume that {pod} is terminating',

	// Traffic
	traffic: 'Where connections go',
	client: 'Client',
	connections: 'Connections',
	clientNode: 'client',
	'addresses.one': '1 address',
	'addresses.other': '{count} addresses',
	throughVirtualIP: '{name} → {address} → a Pod',
	straight: '{name} → {addresses} → that Pod',
	toExternalName: '{name} → {address}',
	nowhere: '{name} → no address',
	lost: 'lost',
	connectionsOf: '{count} of {total}',
	noEndpoint: 'No Pod is reached.',

	// Notes and names
	notes: 'Good to know',
	names: 'All names of this Service',
	namesHint: 'As written. Click a name to ask it.',
	ask: 'Ask {name} {type}',

	// Nothing to show
	'nothing.starting': 'Servicescope is starting…',
	'nothing.no-file': 'Open a Kubernetes manifest',
	'nothing.no-service': 'No Service at the cursor',
	'nothing.not-parsed': 'This document cannot be read yet',
	'nothing.no-name': 'This Service has no name yet',
	'nothing.too-large': 'This file is too large to look at',
	'nothing.not-a-manifest': 'Not a Kubernetes manifest',
	'nothing.unknown-file': 'This file is not known',
	'nothing.failed': 'The preview could not be made',
	'why.no-name': 'Write metadata.name: a Service without a name has none in DNS either.',
	'why.too-large': 'It is larger than the setting servicescope.maxFileSize.',
	'why.not-a-manifest': 'It is not text.',
	'why.unknown-file': 'It is not open and not part of the folder.',
	failedHint: 'The output channel Servicescope says why.',
	noFileHint: 'Place the cursor on a Service, or on a workload or a DNS name that leads to one.',
	teach: 'What the choice changes',
	teachVirtualIP: 'With a virtual IP',
	teachVirtualIPText: 'DNS answers with one address. kube-proxy picks a Pod for each connection.',
	teachHeadless: 'Headless',
	teachHeadlessText: 'clusterIP: None. DNS answers with the address of each ready Pod. The client picks.',
} as const;

export type WordId = keyof typeof english;
export type Words = Readonly<Record<WordId, string>>;

/** Words that differ by number: `records.one`, `records.other`. */
export type CountedWordId = {
	[Id in WordId]: Id extends `${infer Base}.other` ? Base : never;
}[WordId];

type Arguments = Readonly<Record<string, string | number>>;

/** Says a sentence with its blanks filled in. A blank without a value stays as it is. */
export function say(words: Words, id: WordId, values: Arguments = {}): string {
	return words[id].replace(/\{(\w+)\}/g, (blank, name: string) => String(values[name] ?? blank));
}

/**
 * Says a sentence for a number of things. One thing has words of its own in every language, even where grammar asks for
 * none: "show all 1 queries" is odd in each.
 */
export function sayCount(words: Words, id: CountedWordId, count: number, values: Arguments = {}): string {
	return say(words, count === 1 ? `${id}.one` : `${id}.other`, { count, ...values });
}
