// What the panel's cards show is what `servicescope dns --configuration …` prints, for every example.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { main } from '../../server/cli/main.ts';
import {
	type PreviewAnswer,
	type PreviewAssumptions,
	type PreviewParams,
	type PreviewResult,
	previewRequest,
	type ServicePreview,
} from '../../server/protocol.ts';
import { Editor } from './editor.ts';

const files = globSync('examples/*.yaml').sort();
const types = ['A', 'AAAA', 'SRV', 'CNAME', 'TXT', 'PTR', 'NS', 'SOA', 'ANY', 'HTTPS', 'MX'];
const configurations = ['as-written', 'clusterip', 'headless', 'headless-publish-not-ready'];

/** Where the Services of a text begin, as positions on `kind: Service`. */
function servicesIn(text: string): { line: number; character: number }[] {
	return text
		.split('\n')
		.flatMap((line, index) => (line === 'kind: Service' ? [{ line: index, character: 0 }] : []));
}

/** The answer in the form of dig: the status, the lines of each section, and the size. */
interface Printed {
	readonly status: string;
	readonly lines: readonly string[];
	readonly size: number;
}

/** Runs the command line and splits what it prints into one answer for each question. */
async function dig(args: readonly string[], questions: readonly string[]): Promise<Printed[]> {
	let out = '';
	await main(['dns', 'examples', ...args, '--', ...questions], {
		stdout: (text) => {
			out += text;
		},
		stderr: () => {},
	} as Parameters<typeof main>[1]);
	return out
		.split(/^;; ->>HEADER<<- opcode: QUERY, /m)
		.slice(1)
		.map((text) => ({
			status: /^status: (\w+)/.exec(text)?.[1] ?? '',
			lines: text
				.split('\n')
				.filter((line) => line !== '' && !/^(;|status:)/.test(line))
				.map((line) => line.replaceAll(/\s+/g, ' '))
				.sort(),
			size: Number(/MSG SIZE\s+rcvd: (\d+)/.exec(text)?.[1]),
		}));
}

function shown({ rcode, records, size }: PreviewAnswer): Printed {
	return {
		status: rcode,
		lines: records
			.map(({ owner, ttl, type, data }) => `${owner.replace(/\.?$/, '.')} ${ttl} IN ${type} ${data}`)
			.sort(),
		size,
	};
}

/** A negative answer's SOA carries a serial, which is a clock. */
function timeless({ lines, ...rest }: Printed): Printed {
	return {
		...rest,
		lines: lines.map((line) => line.replace(/( SOA \S+ \S+) \d+ /, '$1 0 ')),
	};
}

describe('every card shows what servicescope dns prints', () => {
	let editor: Editor;
	before(async () => {
		const texts = files.map((file) => [`file:///workspace/${file}`, readFileSync(file, 'utf8')] as const);
		editor = await Editor.open({ files: Object.fromEntries(texts) });
		for (const [uri, text] of texts) await editor.openDocument(uri.replace('file:///workspace/', ''), text);
	});
	after(() => editor.close());

	async function preview(
		file: string,
		position: { line: number; character: number },
		assumptions: PreviewAssumptions,
	): Promise<ServicePreview> {
		const params: PreviewParams = {
			textDocument: { uri: `file:///workspace/${file}` },
			position,
			assumptions,
		};
		const result = await editor.connection.sendRequest<PreviewResult>(previewRequest, params);
		if (result.kind === 'none') throw new Error(`${file}:${position.line + 1}: ${result.message}`);
		return result;
	}

	async function compare(
		file: string,
		position: { line: number; character: number },
		assumptions: PreviewAssumptions,
		args: readonly string[],
	): Promise<void> {
		const { service } = await preview(file, position, assumptions);
		const previews = await Promise.all(
			types.map((type) =>
				preview(file, position, { ...assumptions, question: { name: `${service.dnsName}.`, type } }),
			),
		);
		for (const configuration of configurations) {
			const cards = previews.map(({ cards }) => cards.find((card) => card.configuration === configuration));
			if (cards.some((card) => card === undefined)) continue;
			const questions = types.flatMap((type) => [`${service.dnsName}.`, type]);
			const printed = await dig([...args, '--configuration', configuration], questions);
			assert.deepEqual(
				cards.flatMap((card) => (card === undefined ? [] : timeless(shown(card.answer)))),
				printed.map(timeless),
				`${service.name}, ${configuration}`,
			);
		}
	}

	for (const file of files) {
		it(file, async () => {
			const positions = servicesIn(readFileSync(file, 'utf8'));
			assert.ok(positions.length > 0);
			for (const position of positions) await compare(file, position, {}, []);
		});
	}

	for (const resolver of ['glibc', 'musl', 'go']) {
		it(`for a short name that ${resolver} looks up from another namespace`, async () => {
			const file = 'examples/02-postgres.yaml';
			const [position] = servicesIn(readFileSync(file, 'utf8'));
			assert.ok(position);
			const question = { name: 'postgres.shop', type: 'A' };
			const { cards } = await preview(file, position, { resolver, question, clientNamespace: 'edge' });
			assert.deepEqual(
				cards.map(({ configuration }) => configuration),
				['as-written', 'headless', 'headless-publish-not-ready'],
			);
			for (const { configuration, answer } of cards) {
				const full = 'postgres.shop.svc.cluster.local';
				assert.equal(answer.name, full);
				assert.deepEqual(
					[shown(answer)],
					await dig(['--configuration', configuration], [`${full}.`, 'A']),
					configuration,
				);
			}
		});
	}

	it('and an alias that leads out of the cluster is no failure', async () => {
		const file = 'examples/06-external-name.yaml';
		const [position] = servicesIn(readFileSync(file, 'utf8'));
		assert.ok(position);
		const { question } = await preview(file, position, {});
		assert.equal(question.foundAs, 'payments.shop.svc.cluster.local');
		assert.match(question.outcome, /^It is an alias for api\.payments\.example\.com, outside of the cluster/);
	});

	it('with assumed replicas and Pods that are not ready', async () => {
		const file = 'examples/02-postgres.yaml';
		const [position] = servicesIn(readFileSync(file, 'utf8'));
		assert.ok(position);
		await compare(
			file,
			position,
			{ replicas: { 'StatefulSet/shop/postgres': 10 }, notReady: ['shop/postgres-3'] },
			['--replicas', 'StatefulSet/postgres=10', '--not-ready', 'postgres-3'],
		);
	});
});

it('a preview of no document is the client’s mistake', async () => {
	const editor = await Editor.open({});
	for (const params of [null, {}, { textDocument: null }]) {
		await assert.rejects(editor.connection.sendRequest('servicescope/preview', params), { code: -32602 });
	}
	assert.deepEqual(editor.log, []);
	await editor.close();
});
