import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerText, digCommand } from '../../client/preview/copy-text.ts';
import type { ServicePreview } from '../../server/protocol.ts';
import { mongodb, postgres, unanswered } from '../panel/previews.ts';

describe('copied as dig command', () => {
	const named = (name: string): ServicePreview => {
		const { foundAs: _, ...question } = postgres().question;
		return { ...postgres(), question: { ...question, name } };
	};
	const cases: [string, ServicePreview, string | undefined, string][] = [
		[
			'the name that answered, made absolute',
			postgres(),
			undefined,
			'dig postgres.shop.svc.cluster.local. A',
		],
		[
			'of the local DNS server',
			postgres(),
			'127.0.0.1:5353',
			'dig @127.0.0.1 -p 5353 postgres.shop.svc.cluster.local. A',
		],
		[
			'of a local DNS server on IPv6',
			postgres(),
			'[::1]:5353',
			'dig @::1 -p 5353 postgres.shop.svc.cluster.local. A',
		],
		['a name that nobody answers', unanswered(), undefined, 'dig +search postgress A'],
		['a name with shell in it', named("a'; rm -rf ~ #"), undefined, "dig +search 'a'\\''; rm -rf ~ #' A"],
		['a name like an option', named('-f/etc/passwd'), undefined, "dig +search '-f/etc/passwd' A"],
	];
	for (const [name, preview, server, command] of cases) {
		it(name, () => assert.equal(digCommand(preview, server), command));
	}
});

describe('copied as text', () => {
	it('has a line a record, with the Pod behind it', () => {
		const preview = postgres({ notReady: [2] });
		const card = preview.cards[2];
		assert.ok(card);
		assert.equal(
			answerText(preview, card),
			[
				'; postgres.shop: Headless, not-ready too. The client picks the Pod.',
				'; postgres.shop.svc.cluster.local. A: NOERROR, 113 bytes. Addresses may be examples (Servicescope).',
				'postgres.shop.svc.cluster.local.\t30\tIN\tA\t10.244.1.10 ; postgres-0',
				'postgres.shop.svc.cluster.local.\t30\tIN\tA\t10.244.2.10 ; postgres-1',
				'postgres.shop.svc.cluster.local.\t30\tIN\tA\t10.244.3.10 ; postgres-2 (not ready)',
				'',
			].join('\n'),
		);
	});
	it('has the other sections too', () => {
		const preview = mongodb();
		const card = preview.cards[0];
		assert.ok(card);
		assert.match(
			answerText(preview, card),
			/^mongo-1\.mongo\.db\.svc\.cluster\.local\.\t30\tIN\tA\t10\.244\.2\.11/m,
		);
	});
});
