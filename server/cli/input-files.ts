// Invariant: a file is read again only if its size or time of change differ, and of a changed file only the documents
// whose text changed; so what did not change keeps the identity of its objects.
import type { Verdict } from '../kubernetes/admit.ts';
import { isObject, type JsonObject, type JsonValue, stringAt } from '../kubernetes/objects/json.ts';
import { type KubernetesObject, readObject } from '../kubernetes/objects/read.ts';
import type { AdmissionContext } from '../kubernetes/validation/context.ts';
import { type ManifestDocument, parseManifest } from '../manifest/manifest.ts';
import { admissionContext, admitDocument, type JudgedObject } from '../workspace/admission.ts';
import { isListKind } from '../workspace/manifest-object.ts';
import type { Settings } from '../workspace/settings.ts';
import { stampOf } from './file-stamp.ts';
import { displayPath, manifestFiles, readInput } from './input.ts';
import { UsageError } from './usage-error.ts';

export interface ReadFiles {
	readonly objects: readonly KubernetesObject[];
	readonly complaints: readonly Complaint[];
	/** Unix time in seconds of the newest change; 0 if there are no files. */
	readonly changed: number;
	/** Every document is a `kind: List`, and there is one. */
	readonly isSnapshot: boolean;
}

/** A document that does not count. */
export interface Complaint {
	/** File, line and why. */
	readonly text: string;
	/** False for a document that is no Kubernetes object at all, as folders hold them. */
	readonly isRejection: boolean;
}

/** One document: as an object of a snapshot, and as a manifest that the API server would judge. */
interface ReadDocument {
	readonly list: readonly JsonValue[] | undefined;
	readonly isEmpty: boolean;
	/** True if the text holds template expressions, so that its values are not known. */
	readonly isTemplate: boolean;
	/** Why the text is no YAML; '' if it is. */
	readonly syntaxProblem: string;
	snapshot?: ReadObjects;
	manifests?: ReadObjects;
	readonly judge: () => readonly JudgedObject[];
	/** How many lines below the document's first the complaint belongs. */
	readonly complaintLine: () => number;
}

interface ReadObjects {
	readonly objects: readonly KubernetesObject[];
	/** Without file and line in front. */
	readonly complaints: readonly Complaint[];
}

interface PlacedDocument {
	/** 1-based. */
	readonly line: number;
	readonly document: ReadDocument;
}

interface ReadFile {
	/** Size and time of change. */
	readonly stamp: string;
	readonly changed: number;
	readonly documents: ReadonlyMap<string, ReadDocument>;
	/** What counts. */
	readonly order: readonly PlacedDocument[];
	/** What was written since and cannot be read: until it can, `order` stays. */
	readonly broken: readonly PlacedDocument[];
}

const defaultNamespace = 'default';

export class InputFiles {
	private readonly paths: readonly string[];
	private readonly context: AdmissionContext;
	private readonly files = new Map<string, ReadFile>();
	private readonly keepsReadable: boolean;

	/** `keepsReadable`: a file that was readable and is not any more stays as it was: somebody is writing it. */
	constructor(paths: readonly string[], settings: Settings, keepsReadable = false) {
		this.paths = paths;
		this.keepsReadable = keepsReadable;
		const context = admissionContext(settings);
		// Nobody said what the cluster's ranges are: an address that is written down is taken as it is.
		this.context = settings.serviceCIDRsSet ? context : { ...context, serviceCIDRs: ['0.0.0.0/0', '::/0'] };
	}

	/** Reads what changed. Throws UsageError if a PATH cannot be read, or is a file without a document that can. */
	read(): ReadFiles {
		const names = this.paths.flatMap((path) => (path === '-' ? ['-'] : manifestFiles(path)));
		for (const name of this.files.keys()) if (!names.includes(name)) this.files.delete(name);
		const files = names.map((name) => ({ name, file: this.readFile(name) }));
		for (const { name, file } of files) if (this.paths.includes(name)) checkReadable(name, file);
		const documents = files.flatMap(({ file }) => file.order.filter(({ document }) => !document.isEmpty));
		const isSnapshot = documents.length > 0 && documents.every(({ document }) => document.list !== undefined);
		const objects: KubernetesObject[] = [];
		const complaints: Complaint[] = [];
		for (const { name, file } of files) {
			for (const { document, line } of file.order) {
				const read = isSnapshot ? readSnapshot(document) : readManifests(document);
				for (const object of read.objects) objects.push(object);
				for (const { text, isRejection } of read.complaints) {
					complaints.push({
						text: `${displayPath(name)}:${line + document.complaintLine()}: ${text}`,
						isRejection,
					});
				}
			}
			for (const { document, line } of file.broken) {
				const place = `${displayPath(name)}:${line + document.complaintLine()}`;
				const text = `${place}: cannot be read, so the file's objects stay as they were: ${document.syntaxProblem}`;
				complaints.push({ text, isRejection: true });
			}
		}
		return {
			objects,
			complaints,
			changed: Math.max(0, ...files.map(({ file }) => file.changed)),
			isSnapshot,
		};
	}

	private readFile(name: string): ReadFile {
		const known = this.files.get(name);
		const { stamp, changed } = stampOf(name);
		if (known?.stamp === stamp) return known;
		const text = name === '-' ? (readInput(['-'])[0]?.text ?? '') : (readInput([name])[0]?.text ?? '');
		const documents = new Map<string, ReadDocument>();
		const order = this.readDocuments(name, text, known, documents);
		const broken = known === undefined || !this.keepsReadable ? [] : order.filter(isBroken);
		const file =
			known === undefined || broken.length === 0
				? { stamp, changed, documents, order, broken }
				: { ...known, stamp, broken };
		this.files.set(name, file);
		return file;
	}

	private readDocuments(
		name: string,
		text: string,
		known: ReadFile | undefined,
		documents: Map<string, ReadDocument>,
	): PlacedDocument[] {
		const json = readJsonList(name, text);
		if (json !== undefined) {
			// Only needed if other files turn out to be manifests.
			const judge = () => parseManifest(text).documents.flatMap(({ document }) => this.judge(document));
			const document = {
				list: json,
				isEmpty: false,
				isTemplate: false,
				syntaxProblem: '',
				judge,
				complaintLine: () => 0,
			};
			return [{ line: 1, document }];
		}
		let line = 1;
		return parseManifest(text).documents.map(({ document }) => {
			const start = line;
			line += document.text.split('\n').length - 1;
			const reused = known?.documents.get(document.text) ?? documents.get(document.text);
			const list = listItems(document.decoded.value);
			const made = reused ?? {
				list,
				isEmpty: document.decoded.value === undefined && document.problems.length === 0,
				isTemplate: document.expressions.length > 0,
				syntaxProblem: document.problems.map(({ message }) => message).join('; '),
				judge: () => this.judge(document),
				complaintLine: () => complaintLine(document),
			};
			documents.set(document.text, made);
			return { line: start, document: made };
		});
	}

	private judge(document: ManifestDocument): readonly JudgedObject[] {
		return admitDocument(document, this.context);
	}
}

/** The items of a `kind: List`; undefined for anything else, and where `items` is no list. */
function listItems(value: JsonValue | undefined): readonly JsonValue[] | undefined {
	if (!isObject(value) || !isListKind(value)) return undefined;
	const { items } = value;
	if (items === undefined || items === null) return [];
	return Array.isArray(items) ? items : undefined;
}

function isBroken({ document }: PlacedDocument): boolean {
	return document.syntaxProblem !== '' && !document.isTemplate;
}

/** Throws UsageError if the file holds documents and none of them is YAML. */
function checkReadable(name: string, { order }: ReadFile): void {
	const written = order.filter(({ document }) => !document.isEmpty);
	const [first] = written;
	if (first === undefined || !written.every(isBroken)) return;
	const { document, line } = first;
	const source = name === '-' ? 'standard input' : displayPath(name);
	throw new UsageError(
		`${source}:${line + document.complaintLine()}: cannot be read: ${document.syntaxProblem.replaceAll('\n', ' ')}`,
	);
}

/** A text of this many characters that starts as JSON and is none is not tried as YAML: that would take minutes. */
const maxBrokenJson = 2_000_000;

/** The items of a JSON `kind: List`: many times faster to read than YAML, and snapshots are large. */
function readJsonList(name: string, text: string): readonly JsonValue[] | undefined {
	if (!/^\s*\{/.test(text)) return undefined;
	try {
		return listItems(JSON.parse(text) as JsonValue);
	} catch (error) {
		// A small one is read as YAML, which then says what is wrong.
		if (text.length < maxBrokenJson) return undefined;
		throw new UsageError(`${displayPath(name)}: ${error instanceof Error ? error.message : 'is no JSON'}`);
	}
}

function readSnapshot(document: ReadDocument): ReadObjects {
	if (document.snapshot !== undefined) return document.snapshot;
	const objects: KubernetesObject[] = [];
	const complaints: Complaint[] = [];
	(document.list ?? []).forEach((item, index) => {
		if (!isObject(item)) {
			complaints.push({ text: `items[${index}] is no object and left out`, isRejection: true });
		}
		const object = readObject(item, defaultNamespace);
		if (object !== undefined) objects.push(object);
	});
	document.snapshot = { objects, complaints };
	return document.snapshot;
}

function readManifests(document: ReadDocument): ReadObjects {
	if (document.manifests !== undefined) return document.manifests;
	const objects: KubernetesObject[] = [];
	const complaints: Complaint[] = [];
	for (const { value, verdict } of document.judge()) {
		if (!verdict.accepted) {
			complaints.push(complaintOf(document, value, verdict));
			continue;
		}
		const object = readObject(value, defaultNamespace);
		if (object !== undefined) objects.push(object);
	}
	document.manifests = { objects, complaints };
	return document.manifests;
}

/** The line of what cannot be read, or of the object's first field. */
function complaintLine({ text, problems, root }: ManifestDocument): number {
	const start = problems[0]?.start ?? root?.start ?? 0;
	return text.slice(0, start).split('\n').length - 1;
}

function complaintOf(
	document: ReadDocument,
	value: JsonObject | undefined,
	verdict: Exclude<Verdict, { readonly accepted: true }>,
): Complaint {
	if (value !== undefined && value.apiVersion === undefined && value.kind === undefined) {
		return { text: 'left out, it is no Kubernetes object: no apiVersion, no kind', isRejection: false };
	}
	const name = nameOf(value);
	if (document.isTemplate) {
		const text = `${name} is left out, it holds template expressions: render it first (helm template)`;
		return { text, isRejection: false };
	}
	const why = verdict.code === 422 ? verdict.causes.map(causeText).join('; ') : verdict.message;
	const reason = value === undefined ? 'it cannot be read' : 'the API server rejects it';
	return { text: `${name} is left out, ${reason}: ${why.replaceAll('\n', ' ')}`, isRejection: true };
}

function causeText({ field, message }: { readonly field: string; readonly message: string }): string {
	return field === '' ? message : `${field}: ${message}`;
}

function nameOf(value: JsonObject | undefined): string {
	const kind = stringAt(value, 'kind');
	if (value === undefined || kind === undefined || kind === '') return 'a document';
	const { metadata } = value;
	const name = stringAt(metadata, 'name') ?? '';
	return name === '' ? `a ${kind}` : `${kind} ${name}`;
}
