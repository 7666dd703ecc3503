// Invariant: whatever hand wrote a Service, a switch gives a text that parses, that the API server accepts if it accepted
// the old one, that says the rest to the letter, and that leads back.
import assert from 'node:assert/strict';
import { objectAtOffset } from '../../server/features/object-at.ts';
import { defaultContext } from '../../server/kubernetes/validation/context.ts';
import { lineChanges } from '../../server/manifest/diff.ts';
import { applyEdits } from '../../server/manifest/edit.ts';
import { type ManifestDocument, parseManifest } from '../../server/manifest/manifest.ts';
import { locate } from '../../server/manifest/path.ts';
import { admitDocument } from '../../server/workspace/admission.ts';
import { asService, type IndexedService } from '../../server/workspace/service-backing.ts';
import {
	addHeadlessSibling,
	giveVirtualIP,
	isRefusal,
	type Refusal,
	type ServiceChange,
	switchToHeadless,
} from '../../server/workspace/service-edits.ts';
import { Workspace } from '../../server/workspace/workspace.ts';
import { seededRandom } from './manifest-mutations.ts';
import { type WrittenFile, writtenService } from './written-services.ts';

const uri = 'file:///w/service.yaml';

/** The fields of a spec that a switch may write or take away. */
const touchable = [
	'type',
	'clusterIP',
	'clusterIPs',
	'publishNotReadyAddresses',
	'externalTrafficPolicy',
	'healthCheckNodePort',
	'internalTrafficPolicy',
	'allocateLoadBalancerNodePorts',
	'loadBalancerClass',
	'loadBalancerIP',
	'loadBalancerSourceRanges',
	'externalIPs',
	'sessionAffinity',
	'sessionAffinityConfig',
];
const touchableInPorts = ['port', 'targetPort', 'nodePort'];

interface Opened {
	readonly workspace: Workspace;
	readonly target: IndexedService;
}

/** Switches `count` written Services in every way; returns how often each switch was made or refused. */
export function switchWritten(seed: number, count: number): ReadonlyMap<string, number> {
	const tally = new Map<string, number>();
	for (let index = 0; index < count; index++) {
		const file = writtenService(seededRandom(seed + index));
		try {
			switchOne(file, (what) => tally.set(what, (tally.get(what) ?? 0) + 1));
		} catch (error) {
			throw new Error(`seed ${seed + index}:\n${file.text}`, { cause: error });
		}
	}
	return tally;
}

function switchOne(file: WrittenFile, count: (what: string) => void): void {
	const { workspace, target } = open(file.text, file.offset);
	const wasHeadless = target.service.spec.clusterIP === 'None';
	const make = (name: string, change: ServiceChange | Refusal): Opened | undefined => {
		if (isRefusal(change)) {
			count(`${name} refused`);
			return undefined;
		}
		count(name);
		const after = applyEdits(
			file.text,
			change.edits.map(({ edit }) => edit),
		);
		checkText(file, after, target);
		return name === 'sibling' ? undefined : checked(file, after, target);
	};
	const { publishNotReadyAddresses } = target.service.spec;
	if (wasHeadless) {
		const virtual = make('virtual-ip', giveVirtualIP(workspace, target));
		if (virtual !== undefined && !file.templated)
			assert.notEqual(virtual.target.service.spec.clusterIP, 'None');
		return;
	}
	make('sibling', addHeadlessSibling(workspace, target));
	make('headless-publish-not-ready', switchToHeadless(workspace, target, true));
	const change = switchToHeadless(workspace, target, publishNotReadyAddresses);
	const headless = make('headless', change);
	if (headless === undefined || isRefusal(change)) return;
	const { spec } = headless.target.service;
	assert.deepEqual([spec.type, spec.clusterIP], ['ClusterIP', 'None']);
	assert.equal(spec.publishNotReadyAddresses, publishNotReadyAddresses);
	checkWayBack(file, headless, change);
}

function checkWayBack(file: WrittenFile, { workspace, target }: Opened, made: ServiceChange): void {
	const back = giveVirtualIP(workspace, target);
	assert.ok(!isRefusal(back));
	const headless = workspace.file(uri)?.manifest.text ?? '';
	const text = applyEdits(
		headless,
		back.edits.map(({ edit }) => edit),
	);
	assert.deepEqual(rejections(text, file.templated), rejections(file.text, file.templated));
	const { value } = open(file.text, file.offset).target.indexed.object;
	const spec = value.spec as Readonly<Record<string, unknown>>;
	const isSimple = made.mended.length === 0 && !('clusterIP' in spec) && !('clusterIPs' in spec);
	if (isSimple && spec.publishNotReadyAddresses !== true) assert.equal(text, file.text);
}

function open(text: string, offset: number): Opened {
	const workspace = new Workspace();
	workspace.setText(uri, text);
	const found = objectAtOffset(workspace, uri, offset);
	const target = found && asService(found.object);
	assert.ok(target !== undefined, text);
	return { workspace, target };
}

/** The result parses, is accepted, keeps its line breaks, and lost no line but those of the fields. */
function checkText(file: WrittenFile, after: string, { indexed }: IndexedService): void {
	for (const { document } of parseManifest(after).documents) assert.deepEqual(document.problems, [], after);
	const before = new Set(rejections(file.text, file.templated));
	assert.deepEqual(
		rejections(after, file.templated).filter((reason) => !before.has(reason)),
		[],
		after,
	);
	assert.equal(/(?<!\r)\n/.test(after), /(?<!\r)\n/.test(file.text), 'other line breaks');
	const { document, path } = indexed.object;
	const base = parseManifest(file.text).documents.find((placed) => placed.document.text === document.text);
	const own = touchedLines(document, path, base?.offset ?? 0, file.text);
	for (const { oldStart, removed, added } of lineChanges(file.text, after)) {
		const stay = added.map((line) => line.trimEnd());
		for (const [at, line] of removed.entries()) {
			const kept = stay.indexOf(line.trimEnd());
			if (kept !== -1) stay.splice(kept, 1);
			else if (!own.has(oldStart + at) && !line.includes('serviceName') && line.trim() !== '')
				assert.fail(`line ${oldStart + at + 1} is touched: ${line}\n${after}`);
		}
	}
}

/** The lines on which the fields stand that a switch may touch. */
function touchedLines(
	document: ManifestDocument,
	base: readonly (string | number)[],
	offset: number,
	text: string,
): ReadonlySet<number> {
	const paths: (string | number)[][] = touchable.map((field) => [...base, 'spec', field]);
	for (let index = 0; index < 5; index++)
		for (const field of touchableInPorts) paths.push([...base, 'spec', 'ports', index, field]);
	const lines = new Set<number>();
	const spec = locate(document.root, [...base, 'spec']).pair;
	const lineOf = (at: number) => text.slice(0, offset + at).split('\n').length - 1;
	for (const path of paths) {
		const { exact, pair } = locate(document.root, path);
		if (!exact || pair === undefined) continue;
		const end = /\n$/.test(document.text.slice(pair.start, pair.end)) ? pair.end - 1 : pair.end;
		for (let line = lineOf(pair.start); line <= lineOf(end); line++) lines.add(line);
	}
	// Between brackets a field is put on the line of the bracket.
	if (spec?.value?.kind === 'mapping' && spec.value.flow) lines.add(lineOf(spec.value.start));
	// What stands beside them between brackets moves up or loses its comma; so does what follows the first of an item.
	for (const line of [...lines])
		for (const near of [line - 1, line + 1, line + 2]) if (isJoined(text, near)) lines.add(near);
	return lines;
}

function isJoined(text: string, line: number): boolean {
	const lines = text.split('\n');
	let above = line - 1;
	while (above > 0 && lines[above]?.trim() === '') above--;
	return /[,}\]]\s*(?:#.*)?$/.test(lines[line] ?? '') || /^\s*- /.test(lines[above] ?? '');
}

/** What the API server refuses, and warns about. */
function rejections(text: string, templated: boolean): readonly string[] {
	if (templated) return [];
	return parseManifest(text).documents.flatMap(({ document }) =>
		admitDocument(document, defaultContext).flatMap(({ verdict }) => {
			if (verdict.accepted) return [];
			return [JSON.stringify('causes' in verdict ? verdict.causes : verdict)];
		}),
	);
}

/** The switched Service, which says all else as before. */
function checked(file: WrittenFile, after: string, before: IndexedService): Opened {
	const opened = open(after, file.offset);
	const hadPorts = before.service.spec.ports.length > 0;
	assert.deepEqual(
		untouched(opened.target.indexed.object.value, hadPorts),
		untouched(before.indexed.object.value, hadPorts),
		after,
	);
	return opened;
}

function untouched(value: IndexedService['indexed']['object']['value'], withPorts: boolean): unknown {
	const { spec, ...rest } = structuredClone(value) as Record<string, Record<string, unknown>>;
	const ports = (spec?.ports ?? []) as Record<string, unknown>[];
	for (const field of touchable) delete spec?.[field];
	for (const port of ports) for (const field of touchableInPorts) delete port[field];
	return { ...rest, spec: { ...spec, ports: withPorts ? ports : [] } };
}
