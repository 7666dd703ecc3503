import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Workspace } from '../../server/workspace/workspace.ts';

const service = (name: string, more = '') =>
	`apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}${more}\nspec:\n  selector:\n    app: ${name}\n`;
const deployment = (name: string) =>
	`apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  replicas: 1\n  selector:\n    matchLabels:\n      app: ${name}\n  template:\n    metadata:\n      labels:\n        app: ${name}\n`;

/** Name, files, what the scopes hold: `scope namespace/name-in-cluster kind`. */
const cases: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
	[
		'plain files belong together',
		{ 'a.yaml': service('web'), 'b/c.yaml': deployment('web') },
		['folder default/web Service', 'folder default/web Deployment'],
	],
	[
		'a base stands in the scope of each overlay',
		{
			'base/kustomization.yaml': 'resources: [service.yaml]\n',
			'base/service.yaml': service('web'),
			'overlays/a/kustomization.yaml': 'resources: [../../base]\nnamespace: team-a\nnamePrefix: a-\n',
			'overlays/b/kustomization.yaml':
				'resources: [../../base, extra.yaml]\nnamespace: team-b\nnameSuffix: -b\n',
			'overlays/b/extra.yaml': deployment('extra'),
		},
		[
			'overlays/a team-a/a-web Service',
			'overlays/b team-b/web-b Service',
			'overlays/b team-b/extra-b Deployment',
		],
	],
	[
		'patches and generator inputs are no objects',
		{
			'kustomization.yaml':
				'resources: [web.yaml]\npatches: [{path: patch.yaml}]\nconfigMapGenerator: [{name: c, files: [app.yaml]}]\n',
			'web.yaml': service('web'),
			'patch.yaml': service('web'),
			'app.yaml': service('not-a-service'),
		},
		[' default/web Service'],
	],
	[
		"a chart's templates are a scope of their own",
		{
			'chart/Chart.yaml': 'name: x\n',
			'chart/templates/s.yaml': service('web'),
			'chart/values.yaml': service('values'),
			'other.yaml': service('other'),
		},
		['chart default/web Service', 'folder default/other Service'],
	],
	[
		'kustomizations that include each other',
		{
			'a/kustomization.yaml': 'resources: [../b]\n',
			'b/kustomization.yaml': 'resources: [../a, s.yaml]\n',
			'b/s.yaml': service('web'),
		},
		['a default/web Service', 'b default/web Service'],
	],
	[
		'percent-encoded paths',
		{
			'a%20b/kustomization.yaml': 'resources: [my service.yaml]\n',
			'a%20b/my%20service.yaml': service('web'),
		},
		['a%20b default/web Service'],
	],
];

const root = 'file:///w';

describe('which objects belong together', () => {
	for (const [name, files, expected] of cases) {
		it(name, () => {
			const workspace = new Workspace();
			for (const [path, text] of Object.entries(files)) workspace.setText(`${root}/${path}`, text);
			assert.deepEqual(contents(workspace).sort(), [...expected].sort());
		});
	}

	it('follows a kustomization while it is typed', () => {
		const workspace = new Workspace();
		workspace.setText(`${root}/kustomization.yaml`, 'resources: [a.yaml]\n');
		workspace.setText(`${root}/a.yaml`, service('web'));
		assert.deepEqual(contents(workspace), [' default/web Service']);
		workspace.setText(`${root}/kustomization.yaml`, 'resources: [a.yaml]\nnamespace: shop\n');
		assert.deepEqual(contents(workspace), [' shop/web Service']);
		workspace.remove(`${root}/kustomization.yaml`);
		assert.deepEqual(contents(workspace), ['folder default/web Service']);
	});
});

describe('the index', () => {
	it('keeps the objects of documents that an edit does not touch', () => {
		const workspace = new Workspace();
		const uri = `${root}/a.yaml`;
		const text = [service('one'), service('two'), deployment('two')].join('---\n');
		workspace.setText(uri, text);
		const before = objects(workspace);
		const start = text.indexOf('name: two') + 6;
		workspace.edit(uri, text.replace('name: two', 'name: tw'), { start, end: start + 3, newLength: 2 });
		const after = objects(workspace);
		assert.equal(after.length, 3);
		assert.equal(after.filter((object) => before.includes(object)).length, 2);
		assert.deepEqual(
			[...workspace.indexes().values()].flatMap((index) => index.find('Service', 'default', 'two')),
			[],
		);
	});

	it('finds Pods by all labels together', () => {
		const workspace = new Workspace();
		workspace.setText(`${root}/a.yaml`, [deployment('one'), deployment('two')].join('---\n'));
		const [index] = workspace.indexes().values();
		assert.deepEqual(
			index?.podSources('default', { app: 'one' }).map(({ name }) => name),
			['one'],
		);
		assert.deepEqual(index?.podSources('default', { app: 'one', tier: 'x' }), []);
		assert.deepEqual(index?.podSources('default', {}), []);
		assert.deepEqual(index?.podSources('other', { app: 'one' }), []);
	});
});

function objects(workspace: Workspace) {
	return [...workspace.indexes().values()].flatMap((index) => [...index.all()]);
}

function contents(workspace: Workspace): string[] {
	return objects(workspace).map(
		({ scope, typed }) =>
			`${scope.replace(`${root}/`, '').replace(root, '')} ${typed?.metadata.namespace}/${typed?.metadata.name} ${typed?.kind}`,
	);
}
