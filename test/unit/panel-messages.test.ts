// Page and host believe each other only what has the right form.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isFromPage, isSavedState, isToPage } from '../../client/panel/messages/message-guards.ts';
import { isPreviewResult } from '../../client/panel/messages/preview-guards.ts';
import { english } from '../../client/panel/messages/words.ts';
import { mongodb, postgres, unanswered } from '../panel/previews.ts';

const view = {
	locked: false,
	assumptions: {},
	revision: 0,
	hasZone: false,
	source: { assumptions: {} },
	id: 'one',
};

describe('messages from the page', () => {
	const good: [string, unknown][] = [
		['ready, new', { type: 'ready' }],
		[
			'ready, with what was kept',
			{
				type: 'ready',
				saved: {
					source: {
						uri: 'file:///a.yaml',
						position: { line: 1, character: 2 },
						locked: { namespace: 'shop', name: 'postgres' },
						assumptions: { replicas: { 'StatefulSet/shop/postgres': 10 }, question: { name: 'x' } },
					},
					layout: { unfolded: ['queries'], scroll: 12 },
				},
			},
		],
		['assume', { type: 'assume', assumptions: { notReady: ['shop/postgres-2'] }, revision: 3 }],
		['apply', { type: 'apply', configuration: 'headless', asSibling: true }],
		['layout', { type: 'layout', layout: { unfolded: ['queries'], scroll: 10.5 } }],
		['lock', { type: 'lock', locked: true }],
		['copy dig', { type: 'copy', what: 'dig' }],
		['copy an answer', { type: 'copy', what: 'answer', configuration: 'as-written' }],
		['open the Service', { type: 'open', target: { what: 'service' } }],
		['open a workload', { type: 'open', target: { what: 'workload', id: 'Deployment/shop/web' } }],
		['fields of a newer version', { type: 'lock', locked: true, more: 1 }],
	];
	for (const [name, message] of good) it(`takes ${name}`, () => assert.equal(isFromPage(message), true));

	const bad: [string, unknown][] = [
		['nothing', undefined],
		['null', null],
		['a text', 'ready'],
		['a list', [{ type: 'ready' }]],
		['an unknown type', { type: 'run', command: 'workbench.action.quit' }],
		[
			'a place of the page’s own choice',
			{ type: 'open', target: { what: 'file', uri: 'file:///etc/passwd' } },
		],
		['an unknown configuration', { type: 'apply', configuration: 'none', asSibling: false }],
		['a configuration that is no text', { type: 'apply', configuration: ['headless'], asSibling: false }],
		['replicas that are no number', { type: 'assume', assumptions: { replicas: { a: '3' } }, revision: 1 }],
		['replicas without end', { type: 'assume', assumptions: { replicas: { a: Infinity } }, revision: 1 }],
		['no revision', { type: 'assume', assumptions: {} }],
		['an answer of no card', { type: 'copy', what: 'answer' }],
		['broken kept state', { type: 'ready', saved: { source: { assumptions: 1 } } }],
	];
	for (const [name, message] of bad) it(`refuses ${name}`, () => assert.equal(isFromPage(message), false));
});

describe('messages to the page', () => {
	const good: [string, unknown][] = [
		['the start', { type: 'start', language: 'en', words: english }],
		['a preview', { type: 'show', view: { ...view, preview: postgres({ replicas: 10, terminating: [1] }) } }],
		['long records', { type: 'show', view: { ...view, preview: mongodb() } }],
		['no answer', { type: 'show', view: { ...view, preview: unanswered() } }],
		['nothing to show', { type: 'show', view: { ...view, nothing: { kind: 'none', reason: 'starting' } } }],
		['a notice', { type: 'notice', kind: 'refused', text: 'No.' }],
	];
	for (const [name, message] of good) it(`takes ${name}`, () => assert.equal(isToPage(message), true));

	const preview = postgres();
	const bad: [string, unknown][] = [
		['words with one missing', { type: 'start', language: 'en', words: { ...english, lock: undefined } }],
		[
			'a preview without cards',
			{ type: 'show', view: { ...view, preview: { ...preview, cards: undefined } } },
		],
		[
			'a record whose TTL is a text',
			{
				type: 'show',
				view: {
					...view,
					preview: {
						...preview,
						cards: preview.cards.map((card) => ({
							...card,
							answer: { ...card.answer, records: [{ ...card.answer.records[0], ttl: '30' }] },
						})),
					},
				},
			},
		],
		['an unknown notice', { type: 'notice', kind: 'html', text: '<b>' }],
	];
	for (const [name, message] of bad) it(`refuses ${name}`, () => assert.equal(isToPage(message), false));
});

describe('what the server sends and what was kept', () => {
	it('takes previews and their absence', () => {
		assert.equal(isPreviewResult(postgres()), true);
		assert.equal(isPreviewResult({ kind: 'none', reason: 'no-service', message: 'None.' }), true);
	});
	it('refuses anything else', () => {
		assert.equal(isPreviewResult(null), false);
		assert.equal(isPreviewResult({ kind: 'none', reason: 'tired', message: '' }), false);
		assert.equal(isPreviewResult({ ...postgres(), pods: [{ name: 'a' }] }), false);
	});
	it('refuses kept state of another form', () => {
		assert.equal(isSavedState(undefined), false);
		assert.equal(isSavedState({}), true);
		assert.equal(isSavedState({ layout: { unfolded: 'all', scroll: 0 } }), false);
	});
});
