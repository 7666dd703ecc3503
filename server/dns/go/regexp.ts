// Invariant: matching takes time proportional to the text, whatever the pattern (no backtracking), and finds what Go's
// regexp finds: the leftmost match, of several there the one that earlier alternatives prefer.
import { parseRegexp } from './regexp-syntax.ts';
import { type Assertion, RegexpError, type RegexpNode } from './regexp-tree.ts';

export { RegexpError };

type Step =
	| { readonly kind: 'class'; readonly test: (code: number) => boolean }
	| { readonly kind: 'assert'; readonly what: Assertion }
	| { readonly kind: 'save'; readonly slot: number }
	| { readonly kind: 'jump'; target: number }
	/** Both ways, `target` preferred. */
	| { readonly kind: 'split'; target: number; other: number }
	| { readonly kind: 'match' };

const maxSteps = 20_000;

export interface Regexp {
	readonly source: string;
	/** By group number, from 0; '' for a group without name. */
	readonly groupNames: readonly string[];
	/** The whole match and its groups ('' for one that took no part); undefined if nothing matches. */
	readonly find: (text: string) => readonly string[] | undefined;
}

/** Compiles a pattern. Throws RegexpError. */
export function compileRegexp(source: string): Regexp {
	const { root, groupNames } = parseRegexp(source);
	const steps: Step[] = [];
	emit(steps, { kind: 'save', slot: 0 });
	compile(steps, root);
	emit(steps, { kind: 'save', slot: 1 });
	emit(steps, { kind: 'match' });
	return { source, groupNames, find: (text) => run(steps, groupNames.length * 2, text) };
}

function emit(steps: Step[], step: Step): void {
	if (steps.length >= maxSteps) throw new RegexpError('error parsing regexp: expression too large');
	steps.push(step);
}

function compile(steps: Step[], node: RegexpNode): void {
	switch (node.kind) {
		case 'empty':
			return;
		case 'class':
		case 'assert':
			emit(steps, node);
			return;
		case 'capture':
			emit(steps, { kind: 'save', slot: node.index * 2 });
			compile(steps, node.body);
			emit(steps, { kind: 'save', slot: node.index * 2 + 1 });
			return;
		case 'sequence':
			for (const part of node.parts) compile(steps, part);
			return;
		case 'choice':
			compileChoice(steps, node.options);
			return;
		case 'repeat':
			compileRepeat(steps, node);
	}
}

function compileChoice(steps: Step[], options: readonly RegexpNode[]): void {
	const jumps: { target: number }[] = [];
	options.forEach((option, index) => {
		const last = index === options.length - 1;
		const split = { kind: 'split' as const, target: 0, other: 0 };
		if (!last) {
			emit(steps, split);
			split.target = steps.length;
		}
		compile(steps, option);
		if (last) return;
		const jump = { kind: 'jump' as const, target: 0 };
		emit(steps, jump);
		jumps.push(jump);
		split.other = steps.length;
	});
	for (const jump of jumps) jump.target = steps.length;
}

function compileRepeat(steps: Step[], node: Extract<RegexpNode, { readonly kind: 'repeat' }>): void {
	for (let count = 0; count < node.least; count++) compile(steps, node.body);
	const branch = () => {
		const split = { kind: 'split' as const, target: 0, other: 0 };
		emit(steps, split);
		return split;
	};
	const aim = (split: { target: number; other: number }, inside: number, behind: number) => {
		split.target = node.greedy ? inside : behind;
		split.other = node.greedy ? behind : inside;
	};
	if (node.most === Number.POSITIVE_INFINITY) {
		const start = steps.length;
		const split = branch();
		compile(steps, node.body);
		emit(steps, { kind: 'jump', target: start });
		aim(split, start + 1, steps.length);
		return;
	}
	const splits: { readonly split: { target: number; other: number }; readonly inside: number }[] = [];
	for (let count = node.least; count < node.most; count++) {
		const split = branch();
		splits.push({ split, inside: steps.length });
		compile(steps, node.body);
	}
	for (const { split, inside } of splits) aim(split, inside, steps.length);
}

interface Thread {
	readonly step: number;
	readonly slots: readonly number[];
}

function run(steps: readonly Step[], slotCount: number, text: string): readonly string[] | undefined {
	let threads: Thread[] = [];
	let found: readonly number[] | undefined;
	const empty = new Array<number>(slotCount).fill(-1);
	for (let at = 0; at <= text.length; ) {
		const code = at < text.length ? (text.codePointAt(at) ?? 0) : -1;
		const size = code > 0xffff ? 2 : 1;
		const ready: Thread[] = [];
		const seen = new Set<number>();
		for (const thread of threads) follow(steps, thread.step, thread.slots, text, at, seen, ready);
		// A match further to the left wins, so nothing new starts behind one.
		if (found === undefined) follow(steps, 0, empty, text, at, seen, ready);
		threads = [];
		for (const { step, slots } of ready) {
			const current = steps[step];
			if (current?.kind === 'match') {
				found = slots;
				// Threads behind this one are less preferred.
				break;
			}
			if (current?.kind === 'class' && code !== -1 && current.test(code)) {
				threads.push({ step: step + 1, slots });
			}
		}
		if (threads.length === 0 && found !== undefined) break;
		at += size;
	}
	if (found === undefined) return undefined;
	const slots = found;
	return Array.from({ length: slotCount / 2 }, (_, group) => {
		const [start, end] = [slots[group * 2] ?? -1, slots[group * 2 + 1] ?? -1];
		return start === -1 || end === -1 ? '' : text.slice(start, end);
	});
}

/** Follows jumps from `step` to the steps that take a character or match, in order of preference. */
function follow(
	steps: readonly Step[],
	first: number,
	firstSlots: readonly number[],
	text: string,
	at: number,
	seen: Set<number>,
	ready: Thread[],
): void {
	const pending: Thread[] = [{ step: first, slots: firstSlots }];
	for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
		const { step, slots } = thread;
		if (seen.has(step)) continue;
		seen.add(step);
		const current = steps[step];
		switch (current?.kind) {
			case 'jump':
				pending.push({ step: current.target, slots });
				break;
			case 'split':
				pending.push({ step: current.other, slots }, { step: current.target, slots });
				break;
			case 'save': {
				const saved = slots.slice();
				saved[current.slot] = at;
				pending.push({ step: step + 1, slots: saved });
				break;
			}
			case 'assert':
				if (holds(current.what, text, at)) pending.push({ step: step + 1, slots });
				break;
			default:
				ready.push(thread);
		}
	}
}

function holds(what: Assertion, text: string, at: number): boolean {
	switch (what) {
		case 'text-start':
			return at === 0;
		case 'text-end':
			return at === text.length;
		case 'line-start':
			return at === 0 || text[at - 1] === '\n';
		case 'line-end':
			return at === text.length || text[at] === '\n';
		case 'word':
			return isWord(text[at - 1]) !== isWord(text[at]);
		case 'no-word':
			return isWord(text[at - 1]) === isWord(text[at]);
	}
}

function isWord(char: string | undefined): boolean {
	return char !== undefined && /\w/.test(char);
}
