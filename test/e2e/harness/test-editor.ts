// The VS Code of this run: the one that tools/test.ts has started for all test files, or one for this file alone.
import { after } from 'node:test';
import { prepareTestEditor, type TestEditor } from '../../../tools/vscode/for-tests.ts';

const given = process.env.SERVICESCOPE_TEST_EDITOR;
let own: ReturnType<typeof prepareTestEditor> | undefined;

// Registered here and not where it is needed: there it would belong to one group of tests.
if (given === undefined) after(async () => (await own)?.stop());

export async function testEditor(): Promise<TestEditor> {
	if (given !== undefined) return JSON.parse(given) as TestEditor;
	own ??= prepareTestEditor();
	return own;
}
