import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { appendDocument, applyEdits, setField, type TextEdit } from '../../server/manifest/edit.ts';
import { ManifestDocument } from '../../server/manifest/manifest.ts';
import { parseFieldPath } from '../../server/manifest/path.ts';
import { removeField } from '../../server/manifest/remove-field.ts';

type Edit = (document: ManifestDocument) => TextEdit | undefined;

const set =
	(path: string, value: Parameters<typeof setField>[2], placement?: Parameters<typeof setField>[3]): Edit =>
	(document) =>
		setField(document, parseFieldPath(path), value, placement);
const remove =
	(path: string): Edit =>
	(document) =>
		removeField(document, parseFieldPath(path));

/** Name, text before, edit, text after (undefined: the edit is refused). */
const cases: readonly (readonly [string, string, Edit, string | undefined])[] = [
	[
		'replaces a scalar and keeps its comment',
		'spec:\n  type: NodePort # why\n',
		set('spec.type', 'ClusterIP'),
		'spec:\n  type: ClusterIP # why\n',
	],
	['replaces a quoted scalar', 'a: "x"\nb: 1\n', set('a', 'y y'), 'a: "y y"\nb: 1\n'],
	['quotes words of YAML 1.1', 'a: x\n', set('a', 'on'), 'a: "on"\n'],
	[
		'fills an empty value',
		'spec:\n  clusterIP:\n  x: 1\n',
		set('spec.clusterIP', 'None'),
		'spec:\n  clusterIP: None\n  x: 1\n',
	],
	['inserts at the end', 'spec:\n  a: 1\n', set('spec.b', 2), 'spec:\n  a: 1\n  b: 2\n'],
	[
		'inserts at the end of a text without line break',
		'spec:\n  a: 1',
		set('spec.b', 2),
		'spec:\n  a: 1\n  b: 2',
	],
	[
		'inserts behind a sibling',
		'spec:\n  a: 1 # one\n  c: 3\n',
		set('spec.b', 2, { after: ['a'] }),
		'spec:\n  a: 1 # one\n  b: 2\n  c: 3\n',
	],
	[
		'inserts behind a nested sibling',
		'spec:\n  a:\n    - x: 1\n      y: 2\n  c: 3\n',
		set('spec.b', 2, { after: ['a'] }),
		'spec:\n  a:\n    - x: 1\n      y: 2\n  b: 2\n  c: 3\n',
	],
	[
		'inserts first',
		'spec:\n  # about a\n  a: 1\n',
		set('spec.b', 2, { first: true }),
		'spec:\n  # about a\n  b: 2\n  a: 1\n',
	],
	[
		'inserts first in a sequence item',
		'ports:\n  - port: 80\n    protocol: TCP\n',
		set('ports[0].name', 'http', { first: true }),
		'ports:\n  - name: http\n    port: 80\n    protocol: TCP\n',
	],
	[
		'inserts into an item without indentation',
		'ports:\n- port: 80\n',
		set('ports[0].name', 'http'),
		'ports:\n- port: 80\n  name: http\n',
	],
	[
		'inserts behind a block scalar',
		'a:\n  x: |\n    text\n  z: 1\n',
		set('a.y', 2, { after: ['x'] }),
		'a:\n  x: |\n    text\n  y: 2\n  z: 1\n',
	],
	[
		'makes missing parents',
		'kind: Service\n',
		set('spec.selector.app', 'db'),
		'kind: Service\nspec:\n  selector:\n    app: db\n',
	],
	[
		'makes parents under an empty value',
		'spec:\nkind: Service\n',
		set('spec.selector.app', 'db'),
		'spec:\n  selector:\n    app: db\nkind: Service\n',
	],
	['inserts into a flow mapping', 'spec: {a: 1}\n', set('spec.b', 'x'), 'spec: {a: 1, b: x}\n'],
	[
		'inserts into a flow mapping of several lines behind the comment of the one before',
		'spec: {\n  a: 1, # one\n  c: 3\n}\n',
		set('spec.b', 2, { after: ['a'] }),
		'spec: {\n  a: 1, # one\n  b: 2,\n  c: 3\n}\n',
	],
	[
		'inserts at the end of a flow mapping of several lines behind a comment',
		'spec: {\n  a: 1 # one\n}\n',
		set('spec.b', 2),
		'spec: {\n  a: 1, # one\n  b: 2\n}\n',
	],
	['inserts into compact JSON', '{"spec":{"a":1}}', set('spec.b', 'x'), '{"spec":{"a":1,"b":"x"}}'],
	['inserts into an empty flow mapping', 'spec: {}\n', set('spec.b', 'x'), 'spec: {b: x}\n'],
	[
		'inserts into an empty mapping of JSON',
		'{"spec": {}}\n',
		set('spec.type', 'NodePort'),
		'{"spec": {"type": "NodePort"}}\n',
	],
	[
		'writes a block between braces',
		'spec: {a: 1}\n',
		set('spec.ports', { block: '\n  - name: "on"\n    port: 80' }),
		'spec: {a: 1, ports: [{name: "on", port: 80}]}\n',
	],
	[
		'replaces a value of JSON by a block',
		'{\n  "spec": {\n    "ports": [],\n    "a": 1\n  }\n}\n',
		set('spec.ports', { block: '\n  - name: http\n    port: 80' }),
		'{\n  "spec": {\n    "ports": [{"name": "http", "port": 80}],\n    "a": 1\n  }\n}\n',
	],
	[
		'makes missing parents in JSON',
		'{\n  "kind": "Service"\n}\n',
		set('metadata.labels.app', 'db'),
		'{\n  "kind": "Service",\n  "metadata": {"labels": {"app": "db"}}\n}\n',
	],
	[
		'makes parents under an empty value between braces',
		'{spec: , kind: Service}\n',
		set('spec.selector.app', 'db'),
		'{spec: {selector: {app: db}} , kind: Service}\n',
	],
	['keeps CRLF', 'spec:\r\n  a: 1\r\n', set('spec.b', 2), 'spec:\r\n  a: 1\r\n  b: 2\r\n'],
	['refuses to write through an alias', 'x: &x {a: 1}\nspec: *x\n', set('spec', 'y'), undefined],
	['refuses to write into what an alias stands for', 'x: &x {a: 1}\nspec: *x\n', set('spec.a', 2), undefined],
	['replaces an alias of a scalar', 'x: &x y\nspec: {a: *x}\n', set('spec.a', 2), 'x: &x y\nspec: {a: 2}\n'],
	[
		'refuses to write what a merge key brings',
		'x: &x {a: 1}\nspec:\n  <<: *x\n',
		set('spec.a', 2),
		undefined,
	],
	[
		'does not remove from what an alias stands for',
		'x: &x {a: 1, b: 2}\nspec: *x\n',
		remove('spec.a'),
		undefined,
	],
	[
		'writes a block',
		'spec:\n  a: 1\n',
		set('spec.ports', { block: '\n  - port: 80' }),
		'spec:\n  a: 1\n  ports:\n    - port: 80\n',
	],
	['removes a field with its comment', 'spec:\n  a: 1 # gone\n  b: 2\n', remove('spec.a'), 'spec:\n  b: 2\n'],
	['removes the last field', 'spec:\n  a: 1\n  b: 2', remove('spec.b'), 'spec:\n  a: 1'],
	['removes a nested field', 'spec:\n  a:\n    - 1\n    - 2\n  b: 2\n', remove('spec.a'), 'spec:\n  b: 2\n'],
	[
		'removes the first field of an item',
		'ports:\n  - name: x\n    port: 80\n',
		remove('ports[0].name'),
		'ports:\n  - port: 80\n',
	],
	[
		'removes the first field of an item and keeps the comment about the second',
		'ports:\n  - name: x # gone\n    # about the port\n    port: 80\n',
		remove('ports[0].name'),
		'ports:\n  - # about the port\n    port: 80\n',
	],
	['removes an item', 'ports:\n  - a: 1\n  - b: 2\n', remove('ports[0]'), 'ports:\n  - b: 2\n'],
	[
		'removes parents that become empty',
		'spec:\n  a: 1\n  config:\n    clientIP:\n      timeoutSeconds: 1\n',
		remove('spec.config.clientIP.timeoutSeconds'),
		'spec:\n  a: 1\n',
	],
	['keeps the top level', 'spec:\n  a: 1\n', remove('spec.a'), 'spec: {}\n'],
	['removes from a flow mapping', 'spec: {a: 1, b: 2}\n', remove('spec.a'), 'spec: {b: 2}\n'],
	['removes the last of a flow mapping', 'spec: {a: 1, b: 2}\n', remove('spec.b'), 'spec: {a: 1}\n'],
	[
		'removes the last of a flow mapping and keeps the comment before it',
		'spec: {\n  a: 1, # one\n  b: 2, # gone\n}\n',
		remove('spec.b'),
		'spec: {\n  a: 1, # one\n}\n',
	],
	[
		'removes from a flow mapping and keeps the comment about the next',
		'spec: {\n  a: 1, # gone\n  # about b\n  b: 2\n}\n',
		remove('spec.a'),
		'spec: {\n  # about b\n  b: 2\n}\n',
	],
	['removes with CRLF', 'a: 1\r\nb: 2\r\nc: 3\r\n', remove('b'), 'a: 1\r\nc: 3\r\n'],
	[
		'does not remove what comes from a merge key',
		'x: &x\n  a: 1\nspec:\n  <<: *x\n  b: 2\n',
		remove('spec.a'),
		undefined,
	],
	['appends a document', 'a: 1\n', (document) => appendDocument(document, 'b: 2'), 'a: 1\n---\nb: 2\n'],
	[
		'appends a document to a text without line break',
		'a: 1',
		(document) => appendDocument(document, 'b: 2'),
		'a: 1\n---\nb: 2\n',
	],
	[
		'appends a document before the end marker',
		'a: 1\n...\n',
		(document) => appendDocument(document, 'b: 2'),
		'a: 1\n---\nb: 2\n...\n',
	],
];

describe('an edit of a field', () => {
	for (const [name, before, make, after] of cases) {
		it(name, () => {
			const edit = make(new ManifestDocument(before));
			assert.equal(edit && applyEdits(before, [edit]), after);
		});
	}
});
