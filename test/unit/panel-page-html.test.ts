import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freshNonce, pageHtml } from '../../client/preview/page-html.ts';

describe('the page’s document', () => {
	const html = pageHtml({
		script: 'https://host/panel.js?a=1&b="',
		nonce: 'n0nce',
		title: '<DNS>',
		place: 'tab',
	});

	it('allows its one script and nothing else', () => {
		const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
		assert.equal(policy, "default-src 'none'; script-src 'nonce-n0nce'; base-uri 'none'; form-action 'none'");
		assert.equal(html.match(/<script/g)?.length, 1);
		assert.doesNotMatch(html, /style|onload|unsafe/);
	});

	it('escapes what it is given', () => {
		assert.match(html, /<title>&lt;DNS><\/title>/);
		assert.match(html, /src="https:\/\/host\/panel\.js\?a=1&amp;b=&quot;"/);
	});

	it('has another nonce each time', () => {
		const nonces = new Set(Array.from({ length: 100 }, freshNonce));
		assert.equal(nonces.size, 100);
		for (const nonce of nonces) assert.match(nonce, /^[0-9a-f]{32}$/);
	});
});
