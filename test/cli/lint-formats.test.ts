import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { CommandFolder } from './command.ts';
import { broken, fine, nearMiss, wide, wrongType } from './lint-manifests.ts';

const folder = new CommandFolder({
	'web.yaml': wrongType,
	'sub dir/ü#1.yaml': wide,
	'orders/a.yaml': nearMiss,
	'broken.yaml': broken,
	'fine/a.yaml': fine,
});
after(() => folder.remove());

/** The package has the schema of the standard (2.1.0, OASIS) for a matcher of its own. */
const schemaFile = join(
	createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json'),
	'../lib/schemas/sarif-2.1.0-rtm.5.json',
);
// Ajv knows the later drafts, which call these two otherwise; nothing else in the schema differs between them.
const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

interface SarifLog {
	readonly runs: readonly [
		{
			readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
			readonly results: readonly Result[];
			readonly columnKind: string;
		},
	];
}

interface Region {
	readonly startLine: number;
	readonly startColumn: number;
	readonly endLine: number;
	readonly endColumn: number;
}

interface Location {
	readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Region };
	readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
}

interface Result {
	readonly ruleId: string;
	readonly ruleIndex: number;
	readonly level: string;
	readonly message: { readonly text: string };
	readonly locations: readonly [Location];
	readonly relatedLocations?: readonly Location[];
	readonly fixes?: readonly {
		readonly artifactChanges: readonly {
			readonly artifactLocation: { readonly uri: string };
			readonly replacements: readonly {
				readonly deletedRegion: Region;
				readonly insertedContent: { readonly text: string };
			}[];
		}[];
	}[];
	readonly properties: { readonly api?: { readonly verdict: string; readonly reason: string } };
}

interface Rule {
	readonly id: string;
	readonly help: { readonly text: string };
	readonly helpUri?: string;
}

async function sarif(...args: string[]) {
	const { stdout, status } = await folder.run('lint', '--format', 'sarif', '--fail-on', 'never', ...args);
	assert.equal(status, 0);
	const log: unknown = JSON.parse(stdout);
	assert.ok(isSarif(log), JSON.stringify(isSarif.errors, undefined, 1));
	const { tool, results, columnKind } = (log as SarifLog).runs[0];
	return { results, rules: tool.driver.rules, columnKind };
}

function textAt(text: string, { startLine, startColumn, endLine, endColumn }: Region): string {
	const lines = text.split('\n');
	const offset = (line: number, column: number) =>
		lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
	return text.slice(offset(startLine, startColumn), offset(endLine, endColumn));
}

describe('SARIF', () => {
	it('is valid for every kind of finding, and for none', async () => {
		const { results, rules, columnKind } = await sarif();
		assert.equal(columnKind, 'utf16CodeUnits');
		assert.deepEqual(
			results.map(({ ruleIndex }) => rules[ruleIndex]?.id),
			results.map(({ ruleId }) => ruleId),
		);
		for (const { help, helpUri } of rules) {
			assert.ok(help.text.length > 40);
			if (helpUri !== undefined) assert.match(helpUri, /^https:\/\//);
		}
		assert.deepEqual((await sarif('fine', '--rule', 'service-without-endpoints=off')).results, []);
	});

	it('says which field, where, and what the API server says', async () => {
		const { results } = await sarif('web.yaml');
		const [result] = results;
		assert.equal(result?.ruleId, 'service-type-value');
		assert.equal(result.level, 'error');
		const { physicalLocation, logicalLocations } = result.locations[0];
		assert.equal(physicalLocation.artifactLocation.uri, 'web.yaml');
		assert.equal(textAt(wrongType, physicalLocation.region), 'nodePort');
		assert.equal(logicalLocations?.[0]?.fullyQualifiedName, 'spec.type');
		assert.deepEqual(
			[result.properties.api?.verdict, result.properties.api?.reason],
			['rejects', 'FieldValueNotSupported'],
		);
	});

	it('counts UTF-16 units and encodes the file name', async () => {
		const { results } = await sarif('sub dir');
		const protocols = results.filter(({ ruleId }) => ruleId === 'protocol-value');
		assert.equal(protocols.length, 2);
		for (const { locations } of protocols) {
			assert.equal(locations[0].physicalLocation.artifactLocation.uri, 'sub%20dir/%C3%BC%231.yaml');
			assert.equal(textAt(wide, locations[0].physicalLocation.region), 'tcp');
		}
	});

	it('names files outside of the current folder by their URI', async () => {
		process.chdir(join(folder.path, 'orders'));
		try {
			const { results } = await sarif(join('..', 'web.yaml'));
			assert.equal(
				results[0]?.locations[0].physicalLocation.artifactLocation.uri,
				pathToFileURL(join(process.cwd(), '..', 'web.yaml')).href,
			);
		} finally {
			process.chdir(folder.path);
		}
	});

	it('gives information the level note, and warnings their own', async () => {
		const { results } = await sarif('orders', 'fine');
		assert.deepEqual(
			results.map(({ ruleId, level }) => [ruleId, level]),
			[
				['selector-near-miss', 'warning'],
				['service-without-endpoints', 'note'],
			],
		);
		const [related] = results[0]?.relatedLocations ?? [];
		assert.equal(related?.physicalLocation.artifactLocation.uri, 'orders/a.yaml');
	});

	it('has fixes that make the text that --fix makes', async () => {
		const { results } = await sarif('web.yaml');
		const [change] = results[0]?.fixes?.[0]?.artifactChanges ?? [];
		const [replacement] = change?.replacements ?? [];
		assert.ok(replacement !== undefined);
		assert.equal(textAt(wrongType, replacement.deletedRegion), 'n');
		assert.equal(replacement.insertedContent.text, 'N');
	});

	it('says that the API server rejects what cannot be read', async () => {
		const { results } = await sarif('broken.yaml');
		const syntax = results.find(({ ruleId }) => ruleId === 'yaml-syntax');
		assert.deepEqual(
			[syntax?.properties.api?.verdict, syntax?.properties.api?.reason],
			['rejects', 'BadRequest'],
		);
	});

	it('writes keys of string maps in brackets', async () => {
		folder.write('keys/a.yaml', fine.replace('spec:', '  labels: {app: "a b"}\nspec:'));
		const { results } = await sarif('keys');
		const path = results[0]?.locations[0].logicalLocations?.[0]?.fullyQualifiedName;
		assert.equal(path, 'metadata.labels[app]');
	});
});

describe('GitHub annotations', () => {
	it('stand in one line each, with what could end a value escaped', async () => {
		folder.write('a,b%c.yaml', wrongType);
		const { stdout } = await folder.run('lint', '--format', 'github', 'a,b%c.yaml', 'orders');
		const [error, warning, ...rest] = stdout.split('\n');
		assert.match(
			error ?? '',
			/^::error file=a%2Cb%25c\.yaml,line=6,col=9,endLine=6,endColumn=17,title=service-type-value::type must /,
		);
		assert.match(warning ?? '', /^::warning file=orders\/a\.yaml,line=7,col=10,/);
		assert.deepEqual(rest, ['']);
	});
});

describe('text', () => {
	it('shows the line, what belongs to it and what may be done', async () => {
		const { stdout } = await folder.run('lint', 'web.yaml', 'orders');
		const [head, line, caret, fix] = stdout.split('\n');
		assert.match(head ?? '', /^web\.yaml:6:9 error type must .* service-type-value$/);
		assert.deepEqual(
			[line, caret, fix],
			['  6 |   type: nodePort', '    |         ^^^^^^^^', '  fix (--fix): Set type to NodePort'],
		);
		assert.match(stdout, /^ {2}note: orders\/a\.yaml:22:14 /m);
		assert.match(stdout, /\n1 error, 1 warning in 2 of 2 files; 1 of them can be fixed with --fix\n$/);
		assert.equal(stdout.includes('\u001b'), false);
	});

	it('says so where nothing is found', async () => {
		const { stdout } = await folder.run('lint', 'fine', '--rule', 'service-without-endpoints=off');
		assert.equal(stdout, 'nothing found in 1 file\n');
	});

	it('lets no text of a file steer the terminal', async () => {
		folder.write('steer/a.yaml', wrongType.replace('nodePort', '"\u009b31m node"'));
		const { stdout } = await folder.run('lint', 'steer');
		// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
		assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
	});
});
