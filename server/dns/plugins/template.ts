// Invariant: templates are chosen and run as CoreDNS v1.15.0 does (plugin/template); `var` and `expr` are read and
// listed as not simulated.
import {
	classNumber,
	knownClassName,
	knownTypeName,
	knownTypeNumber,
	Rcode,
	RecordType,
	rcodeNumber,
} from '../codes.ts';
import type { CorefileError, Dispenser } from '../corefile/dispenser.ts';
import { quote } from '../corefile/numbers.ts';
import { fallthroughZones, originsOf } from '../corefile/origins.ts';
import type { GoValue } from '../go/format.ts';
import { compileRegexp, type Regexp, RegexpError } from '../go/regexp.ts';
import { compileTemplate, type Template, TemplateError } from '../go/template.ts';
import type { Edns, ResourceRecord } from '../message.ts';
import { inZones, matchZone } from '../name.ts';
import { utf8Octets } from '../octets.ts';
import { parseRecord, RecordTextError } from '../record-parse.ts';
import { failed, type Next, type Outcome, type Plugin, type Request, replyTo } from './plugin.ts';

export interface TemplateOptions {
	readonly templates: readonly ResponseTemplate[];
	readonly notSimulated: readonly string[];
}

export interface ResponseTemplate {
	readonly class: number;
	readonly type: number;
	readonly zones: readonly string[];
	readonly patterns: readonly Regexp[];
	readonly answer: readonly Template[];
	readonly authority: readonly Template[];
	readonly additional: readonly Template[];
	readonly rcode: number;
	/** An extended DNS error (RFC 8914). */
	readonly extendedError: { readonly code: number; readonly text: string } | undefined;
	readonly fallthroughZones: readonly string[];
}

const maxPattern = 10_000;

/** Reads the plugin's stanzas (plugin/template/setup.go templateParse). Throws CorefileError. */
export function readTemplateOptions(
	controller: Dispenser,
	serverBlockKeys: readonly string[],
): TemplateOptions {
	const templates: ResponseTemplate[] = [];
	const notSimulated = new Set<string>();
	while (controller.next()) {
		if (!controller.nextArgument()) throw controller.argumentError();
		const templateClass = classNumber(controller.value());
		if (templateClass === undefined) throw controller.error(`invalid query class ${controller.value()}`);
		if (!controller.nextArgument()) throw controller.argumentError();
		const type = knownTypeNumber(controller.value());
		if (type === undefined) throw controller.error(`invalid RR class ${controller.value()}`);
		const draft: Draft = {
			class: templateClass,
			type,
			zones: originsOf(controller.remainingArguments(), serverBlockKeys),
			patterns: [],
			answer: [],
			authority: [],
			additional: [],
			rcode: Rcode.NOERROR,
			extendedError: undefined,
			fallthroughZones: [],
		};
		while (controller.nextBlock()) readProperty(controller, draft, notSimulated);
		if (draft.patterns.length === 0) draft.patterns.push(compileRegexp('.*'));
		templates.push(draft);
	}
	return { templates, notSimulated: [...notSimulated] };
}

type Draft = { -readonly [K in keyof ResponseTemplate]: ResponseTemplate[K] } & {
	patterns: Regexp[];
	answer: Template[];
	authority: Template[];
	additional: Template[];
};

const properties: ReadonlySet<string> = new Set(
	'match answer authority additional var expr rcode ederror fallthrough upstream'.split(' '),
);

function readProperty(controller: Dispenser, draft: Draft, notSimulated: Set<string>): void {
	const property = controller.value();
	if (!properties.has(property)) throw controller.argumentError();
	if (property === 'rcode') {
		draft.rcode = readRcode(controller);
		return;
	}
	const args = controller.remainingArguments();
	const [first] = args;
	switch (property) {
		case 'match':
			if (first === undefined) throw controller.argumentError();
			for (const text of args) draft.patterns.push(readPattern(controller, text));
			return;
		case 'answer':
		case 'authority':
		case 'additional':
			if (first === undefined) throw controller.argumentError();
			for (const text of args) draft[property].push(readTemplate(controller, property, text));
			return;
		case 'var':
			if (args.length < 2) throw controller.argumentError();
			notSimulated.add(property);
			return;
		case 'expr':
			if (first === undefined) throw controller.argumentError();
			notSimulated.add(property);
			return;
		case 'ederror': {
			if (first === undefined || args.length > 2) throw controller.argumentError();
			const isNumber = /^\d+$/.test(first);
			if (!isNumber || Number(first) > 0xffff) {
				const why = isNumber ? 'value out of range' : 'invalid syntax';
				throw controller.error(
					`error parsing extended DNS error code ${controller.value()}, strconv.ParseUint: parsing ${quote(first)}: ${why}`,
				);
			}
			draft.extendedError = { code: Number(first), text: args[1] ?? '' };
			return;
		}
		case 'fallthrough':
			draft.fallthroughZones = fallthroughZones(args);
			return;
		default:
			// `upstream` has no effect any more.
			return;
	}
}

/** Takes one word; what follows on the line is read as the next property. */
function readRcode(controller: Dispenser): number {
	if (!controller.nextArgument()) throw controller.argumentError();
	const rcode = rcodeNumber(controller.value());
	if (rcode === undefined) throw controller.error(`unknown rcode ${controller.value()}`);
	return rcode;
}

function readPattern(controller: Dispenser, text: string): Regexp {
	if (text.length > maxPattern) {
		throw controller.error(`regex pattern too long: ${text.length} > ${maxPattern}`);
	}
	return orError(
		() => compileRegexp(text),
		RegexpError,
		(problem) => controller.error(`could not parse regex: ${text}, ${problem}`),
	);
}

function readTemplate(controller: Dispenser, name: string, text: string): Template {
	return orError(
		() => compileTemplate(name, text),
		TemplateError,
		(problem) => controller.error(`could not compile template: ${controller.value()}, ${problem}`),
	);
}

function orError<T>(
	make: () => T,
	expected: new (...args: never[]) => Error,
	wrap: (problem: string) => CorefileError,
): T {
	try {
		return make();
	} catch (error) {
		if (!(error instanceof expected)) throw error;
		throw wrap(error.message);
	}
}

export function template(options: TemplateOptions): Plugin {
	const zones = options.templates.flatMap((entry) => entry.zones);
	return (request: Request, next: Next): Outcome => {
		if (!inZones(zones, request.lowerName)) return next(request);
		for (const entry of options.templates) {
			const data = matchTemplate(entry, request);
			if (data === 'fail') return failed(Rcode.SERVFAIL);
			if (data === undefined) continue;
			if (entry.rcode === Rcode.SERVFAIL) return failed(Rcode.SERVFAIL);
			return respond(entry, request, data);
		}
		return next(request);
	};
}

/** The template's data; undefined to try the next one, 'fail' where it is this one that must answer and cannot. */
function matchTemplate(entry: ResponseTemplate, request: Request): GoValue | 'fail' {
	const any = 255;
	const name = request.lowerName;
	const zone = matchZone(entry.zones, name);
	if (zone === undefined) return undefined;
	if (entry.class !== any && request.class !== any && request.class !== entry.class) return undefined;
	if (entry.type !== any && request.type !== any && request.type !== entry.type) return undefined;
	for (const pattern of entry.patterns) {
		const match = pattern.find(name);
		if (match !== undefined) return dataOf(entry, request, zone, pattern, match);
	}
	return inZones(entry.fallthroughZones, name) ? undefined : 'fail';
}

function dataOf(
	entry: ResponseTemplate,
	request: Request,
	zone: string,
	pattern: Regexp,
	match: readonly string[],
): GoValue {
	const any = 255;
	const question = { Name: request.name, Qtype: request.type, Qclass: request.class };
	const groups = new Map(match.map((text, index) => [String(index), text]));
	pattern.groupNames.forEach((name, index) => {
		if (name !== '') groups.set(name, match[index] ?? '');
	});
	const { query } = request;
	return {
		Zone: zone,
		Name: request.lowerName,
		Regex: pattern.source,
		Match: match,
		Group: groups,
		Class: knownClassName(request.class === any ? entry.class : request.class),
		Type: knownTypeName(request.type === any ? entry.type : request.type),
		Message: {
			Id: query.id,
			Response: false,
			Opcode: query.opcode,
			Authoritative: false,
			Truncated: false,
			RecursionDesired: query.recursionDesired,
			RecursionAvailable: false,
			Zero: false,
			AuthenticatedData: query.authenticData,
			CheckingDisabled: query.checkingDisabled,
			Rcode: 0,
			Question: [question],
			Answer: [],
			Ns: [],
			Extra: [],
		},
		Question: question,
		Remote: request.client.address,
		Var: new Map(),
		// No metadata plugin is simulated, and without one CoreDNS gives '' too.
		Meta: () => '',
	};
}

function respond(entry: ResponseTemplate, request: Request, data: GoValue): Outcome {
	let truncated = false;
	const answer: ResourceRecord[] = [];
	const authority: ResourceRecord[] = [];
	const additional: ResourceRecord[] = [];
	try {
		for (const run of entry.answer) {
			const record = parseRecord(run(data));
			answer.push(record);
			const isAddress = request.type === RecordType.A || request.type === RecordType.AAAA;
			if (!isAddress || record.type !== RecordType.CNAME || record.data.form !== 'name') continue;
			const behind = request.surroundings.lookup(request, record.data.target, request.type);
			if (behind === undefined) continue;
			truncated = behind.truncated;
			answer.push(...behind.answer);
		}
		for (const run of entry.additional) additional.push(parseRecord(run(data)));
		for (const run of entry.authority) authority.push(parseRecord(run(data)));
	} catch (error) {
		if (!(error instanceof TemplateError) && !(error instanceof RecordTextError)) throw error;
		request.surroundings.note(`plugin/template: ${error.message}`);
		return failed(Rcode.SERVFAIL);
	}
	const sections = { answer, authority, additional, truncated };
	const message = replyTo(request, entry.rcode, true, sections);
	const edns =
		entry.extendedError === undefined ? message.edns : extendedErrorEdns(entry.extendedError, request);
	// Also with an rcode that says that nothing was written, the first message is what the client reads.
	return { rcode: entry.rcode, message: { ...message, edns } };
}

/** OPT with an extended error: DO stays set, whatever the client asked. */
function extendedErrorEdns(error: { readonly code: number; readonly text: string }, request: Request): Edns {
	const data = Uint8Array.from([error.code >> 8, error.code & 0xff, ...utf8Octets(error.text)]);
	return {
		udpSize: request.edns?.udpSize ?? 4096,
		version: 0,
		flags: 0x8000,
		options: [{ code: 15, data }],
	};
}
