import type { ScalarNode } from '../../manifest/node.ts';
import type { NoPreview } from '../../protocol.ts';
import { asService, type IndexedService } from '../../workspace/service-backing.ts';
import { serviceBehind, serviceNamed } from '../../workspace/service-references.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { objectAtOffset } from '../object-at.ts';

export type FoundService =
	| { readonly target: IndexedService }
	| {
			readonly none: Pick<NoPreview, 'reason' | 'message'> & {
				readonly problem?: { start: number; end: number };
			};
	  };

/** The Service that a person means who points at an offset; without one, the file's first. */
export function serviceAt(
	workspace: Workspace,
	uri: string,
	offset: number | undefined,
	clusterDomain: string,
): FoundService {
	const file = workspace.file(uri);
	if (file === undefined) return none('unknown-file', 'This file is not open and not part of the workspace.');
	if (file.unread === 'too-large')
		return none('too-large', 'This file is larger than the setting servicescope.maxFileSize.');
	if (file.unread === 'excluded')
		return none('not-a-manifest', 'The setting servicescope.exclude leaves this file out.');
	if (file.unread !== undefined) return none('not-a-manifest', 'This file is not text.');
	if (offset === undefined) {
		for (const { document } of file.manifest.documents) {
			const first = workspace.objectsIn(uri, document).flatMap((object) => asService(object) ?? [])[0];
			if (first !== undefined) return named(first);
		}
		return none('no-service', 'This file has no Service.');
	}
	const found = objectAtOffset(workspace, uri, offset);
	// What a broken document still seems to say may be nonsense: an open quote swallows the rest as a name.
	if (found === undefined || found.placed.document.problems.length > 0)
		return unparsed(workspace, uri, offset);
	const index = workspace.indexOf(found.object);
	const host = hostAt(
		found.at?.node?.kind === 'scalar' ? found.at.node : undefined,
		offset - found.placed.offset,
	);
	const target =
		(host === undefined ? undefined : serviceNamed(index, host, found.object.namespace, clusterDomain)) ??
		serviceBehind(index, found.object);
	if (target === undefined) {
		return none(
			'no-service',
			found.object.object.kind === ''
				? 'There is no Service here.'
				: `No Service belongs to this ${found.object.object.kind}.`,
		);
	}
	return named(target);
}

/** A Service without a name has no name in DNS either. */
function named(target: IndexedService): FoundService {
	if (target.service.metadata.name !== '') return { target };
	return none('no-name', 'The Service has no name yet: write metadata.name.');
}

function unparsed(workspace: Workspace, uri: string, offset: number): FoundService {
	const file = workspace.file(uri);
	const placed = file?.manifest.documents.findLast((document) => document.offset <= offset);
	const problem = placed?.document.problems[0];
	if (placed === undefined || problem === undefined) return none('no-service', 'There is no Service here.');
	const place = { start: placed.offset + problem.start, end: placed.offset + problem.end };
	return {
		none: {
			reason: 'not-parsed',
			message: sentence(problem.message),
			problem: place,
		},
	};
}

/** The parser's words, with an end. */
function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

function none(reason: NoPreview['reason'], message: string): FoundService {
	return { none: { reason, message } };
}

/** The run of host-name characters around an offset of a scalar's text. */
function hostAt(node: ScalarNode | undefined, offset: number): string | undefined {
	if (node === undefined) return undefined;
	// Quotes shift the text by one; escapes inside host names do not occur.
	const lead = node.style === 'plain' ? 0 : 1;
	const at = offset - node.start - lead;
	const before = /[A-Za-z0-9_.-]*$/.exec(node.text.slice(0, Math.max(0, at)))?.[0] ?? '';
	const after = /^[A-Za-z0-9_.-]*/.exec(node.text.slice(Math.max(0, at)))?.[0] ?? '';
	const host = before + after;
	return /[A-Za-z]/.test(host) ? host : undefined;
}
