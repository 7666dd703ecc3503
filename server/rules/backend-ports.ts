// Invariant: a port counts as missing only where every Service that the backend may mean is written out and has none of that
// number or name.
import type { ServicePort } from '../kubernetes/objects/service.ts';
import { resolveTargetPort } from '../kubernetes/target-port.ts';
import { locate } from '../manifest/path.ts';
import { nearestName } from '../workspace/nearest-name.ts';
import type { IndexedObject } from '../workspace/object-index.ts';
import { backingOf, type IndexedService, podSpecsOf } from '../workspace/service-backing.ts';
import { setFix as setField, textFix } from './api/api-fixes.ts';
import { type Backend, isCertainBackend, setFix } from './backends.ts';
import { isTemplated, type RuleContext } from './context.ts';
import type { Finding, Fix } from './rule.ts';
import { listText } from './wording.ts';

type AskedPort = NonNullable<Backend['reference']['port']>;

/** A port that could be meant; `fits` if the asked one is what the Pods call it. */
interface Choice {
	readonly own: ServicePort;
	readonly index: number;
	readonly target: IndexedService;
	readonly fits: boolean;
}

/** The finding on a port that none of the backend's Services has, by number or by name. */
export function portFinding(
	object: IndexedObject,
	backend: Backend,
	context: RuleContext,
	consequence: string,
): Finding | undefined {
	const { port } = backend.reference;
	if (backend.state !== 'found' || port === undefined || !isCertainBackend(object, backend)) return undefined;
	const asked = askedPort(port);
	const choices: Choice[] = [];
	for (const target of backend.services) {
		const { spec } = target.service;
		if (spec.type === 'ExternalName' || spec.ports.length === 0) return undefined;
		if (isTemplated(target.indexed, ['spec', 'ports']) || context.isPatched(target.indexed)) return undefined;
		const [podSpec] = podSpecsOf(backingOf(context.lookup, target));
		for (const [index, own] of spec.ports.entries()) {
			if (own.port === asked || (own.name !== '' && own.name === asked)) return undefined;
			const resolved = podSpec === undefined ? undefined : resolveTargetPort(podSpec, own);
			// A number in the place of a name means that port.
			const fits = own.targetPort === asked || resolved === asked || String(own.port) === asked;
			choices.push({ own, index, target, fits });
		}
	}
	const [first] = backend.services;
	if (first === undefined) return undefined;
	const near = nearestName(
		String(asked),
		choices.map(({ own }) => own.name),
	)?.name;
	const rank = ({ own, fits }: Choice) => (fits ? 2 : own.name === near ? 1 : 0);
	const sorted = choices.toSorted((a, b) => rank(b) - rank(a));
	const { name } = first.indexed;
	const has = first.service.spec.ports.map((own) => `${own.port}${own.name === '' ? '' : ` (${own.name})`}`);
	return {
		path: port.path,
		message: `Service ${name} has no ${typeof asked === 'number' ? `port ${asked}` : `port named ${asked}`}, it has ${listText(has)}. ${hint(asked, sorted[0])}${consequence}`,
		related: [{ object: first.indexed, path: ['spec', 'ports'], message: `Ports: ${listText(has)}` }],
		fixes: fixesFor(object, port, asked, sorted, context),
	};
}

/** v1beta1 wrote numbers as texts too; in v1 a text of digits asks for a port of that name. */
function askedPort({ value, path }: AskedPort): string | number {
	const isNumber = typeof value === 'string' && /^\d+$/.test(value) && path.at(-1) !== 'name';
	return isNumber ? Number(value) : value;
}

function hint(asked: string | number, best: Choice | undefined): string {
	if (best?.fits !== true) return '';
	if (typeof asked === 'number') return `${asked} is the port of its Pods. `;
	if (String(best.own.port) === asked)
		return `A port that is asked for by number is written number: ${asked}. `;
	return best.own.name === '' ? `Port ${best.own.port} has no name. ` : '';
}

function fixesFor(
	object: IndexedObject,
	port: AskedPort,
	asked: string | number,
	sorted: readonly Choice[],
	context: RuleContext,
): readonly Fix[] {
	const isNumber = typeof asked === 'number';
	const chosen = sorted.slice(0, 4).map(({ own, target }): Fix => {
		const of = `a port of Service ${target.indexed.name}`;
		const isByName = own.name !== '' && String(own.port) !== asked;
		if (!isNumber && !isByName && port.path.at(-1) === 'name')
			return numberFix(object, port, own.port, `Write number: ${own.port} (${of})`, context);
		const value = isNumber || !isByName ? own.port : own.name;
		return setFix(context, object, port.path, value, `Write ${value} (${of})`);
	});
	const [best, ...others] = sorted;
	// A Service with several ports has names for all.
	if (isNumber || best === undefined || others.length > 0 || best.own.name !== '' || /^\d+$/.test(asked))
		return chosen;
	const path = ['spec', 'ports', best.index, 'name'];
	const title = `Name port ${best.own.port} of Service ${best.target.indexed.name} ${asked}`;
	return [...chosen, setField({ object: best.target.indexed, context }, path, asked, { title })];
}

/** Writes `number: 80` where `name: …` stands. */
function numberFix(
	object: IndexedObject,
	{ path }: AskedPort,
	number: number,
	title: string,
	context: RuleContext,
): Fix {
	return textFix({ object, context }, title, false, ({ root }, base) => {
		const { pair, exact } = locate(root, [...base, ...path]);
		if (!exact || pair?.value === undefined || path.at(-1) !== 'name') return undefined;
		const { key, value } = pair;
		const written = key.kind === 'scalar' && key.style === 'double-quoted' ? '"number"' : 'number';
		return [
			{ start: key.start, end: key.end, newText: written },
			{ start: value.start, end: value.end, newText: String(number) },
		];
	});
}
