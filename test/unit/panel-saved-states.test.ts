import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SavedStates } from '../../client/preview/saved-states.ts';

/** A Memento in memory that holds JSON, as the editor's does. */
class Memory {
	private text = '{}';
	keys(): readonly string[] {
		return Object.keys(JSON.parse(this.text) as object);
	}
	get<T>(key: string): T | undefined {
		return (JSON.parse(this.text) as Record<string, T>)[key];
	}
	async update(key: string, value: unknown): Promise<void> {
		this.text = JSON.stringify({ ...(JSON.parse(this.text) as object), [key]: value });
	}
}

const state = (replicas: number) => ({
	source: { assumptions: { replicas: { 'StatefulSet/shop/a': replicas } } },
});

describe('SavedStates', () => {
	it('keeps what each preview was set to', () => {
		const memory = new Memory();
		const states = new SavedStates(memory);
		states.set('one', state(1));
		states.set('two', state(2));
		states.set('one', state(3));
		const later = new SavedStates(memory);
		assert.deepEqual(later.get('one'), state(3));
		assert.deepEqual(later.get('two'), state(2));
		assert.equal(later.get('three'), undefined);
	});

	it('forgets what was closed', () => {
		const states = new SavedStates(new Memory());
		states.set('one', state(1));
		states.delete('one');
		assert.equal(states.get('one'), undefined);
	});

	it('finds the preview of the last session that nobody has taken yet, the latest first', () => {
		const memory = new Memory();
		const before = new SavedStates(memory);
		for (const id of ['one', 'two', 'three']) before.set(id, state(1));
		const now = new SavedStates(memory);
		now.get('three');
		assert.equal(now.orphan(), 'two');
		now.get('two');
		now.set('new', state(4));
		assert.equal(now.orphan(), 'one');
		now.get('one');
		assert.equal(now.orphan(), undefined);
	});

	it('takes the view for no tab, and knows what is open', () => {
		const memory = new Memory();
		new SavedStates(memory).set('view', state(1));
		const now = new SavedStates(memory);
		assert.equal(now.has('view'), true);
		assert.equal(now.has('one'), false);
		assert.equal(now.orphan(), undefined);
	});

	it('keeps the thirty latest', () => {
		const states = new SavedStates(new Memory());
		for (let index = 0; index < 40; index++) states.set(`preview-${index}`, state(index));
		assert.equal(states.get('preview-9'), undefined);
		assert.deepEqual(states.get('preview-10'), state(10));
	});

	it('starts anew where something else is stored', async () => {
		const memory = new Memory();
		await memory.update('servicescope.previews', 'all');
		const states = new SavedStates(memory);
		assert.equal(states.get('one'), undefined);
		await memory.update('servicescope.previews', { one: { source: 1 } });
		assert.equal(states.get('one'), undefined);
	});
});
