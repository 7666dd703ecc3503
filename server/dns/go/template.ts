// Invariant: a template always ends, its output is bounded, and it reads nothing but the data that it is given.
import { type GoValue, printGo } from './format.ts';
import { callFunction, isTrue, typeName } from './template-functions.ts';
import { TemplateError } from './template-pieces.ts';
import { type Expression, type Pipeline, parseTemplate, type TemplateNode } from './template-syntax.ts';

export { TemplateError };

const maxOutput = 65536;
const maxSteps = 100_000;

/** A compiled template: gives its text for data. Throws TemplateError while running. */
export type Template = (data: GoValue) => string;

/** Compiles a template. Throws TemplateError. */
export function compileTemplate(name: string, text: string): Template {
	const nodes = parseTemplate(name, text);
	return (data) => {
		const run = new Run(name, data);
		run.list(nodes, data);
		return run.output;
	};
}

type Signal = 'break' | 'continue' | undefined;

class Run {
	output = '';
	private readonly name: string;
	private readonly variables: { readonly name: string; value: GoValue }[];
	private steps = 0;

	constructor(name: string, data: GoValue) {
		this.name = name;
		this.variables = [{ name: '$', value: data }];
	}

	private error(what: string): TemplateError {
		return new TemplateError(`template: ${this.name}:1: executing "${this.name}": ${what}`);
	}

	list(nodes: readonly TemplateNode[], dot: GoValue): Signal {
		for (const node of nodes) {
			if (++this.steps > maxSteps) throw this.error('too many steps');
			const signal = this.node(node, dot);
			if (signal !== undefined) return signal;
		}
		return undefined;
	}

	private write(text: string): void {
		this.output += text;
		if (this.output.length > maxOutput) throw this.error('too much output');
	}

	private node(node: TemplateNode, dot: GoValue): Signal {
		switch (node.kind) {
			case 'text':
				this.write(node.text);
				return undefined;
			case 'action': {
				const value = this.pipeline(node.pipeline, dot);
				if (node.pipeline.variables.length === 0) this.write(printGo(value));
				return undefined;
			}
			case 'break':
			case 'continue':
				return node.kind;
			default:
				return this.control(node, dot);
		}
	}

	private control(
		node: Extract<TemplateNode, { readonly kind: 'if' | 'with' | 'range' }>,
		dot: GoValue,
	): Signal {
		const known = this.variables.length;
		try {
			if (node.kind === 'range') return this.range(node, dot);
			const value = this.pipeline(node.pipeline, dot);
			if (isTrue(value)) return this.list(node.body, node.kind === 'with' ? value : dot);
			return this.list(node.otherwise, dot);
		} finally {
			this.variables.length = known;
		}
	}

	private range(
		node: {
			readonly pipeline: Pipeline;
			readonly body: readonly TemplateNode[];
			readonly otherwise: readonly TemplateNode[];
		},
		dot: GoValue,
	): Signal {
		const { variables } = node.pipeline;
		const value = this.commands(node.pipeline, dot);
		const entries = this.entries(value);
		if (entries.length === 0) return this.list(node.otherwise, dot);
		const known = this.variables.length;
		for (const [key, element] of entries) {
			const [first, second] = variables;
			if (second === undefined && first !== undefined) this.assign(first, element, node.pipeline.declares);
			if (first !== undefined && second !== undefined) {
				this.assign(first, key, node.pipeline.declares);
				this.assign(second, element, node.pipeline.declares);
			}
			const signal = this.list(node.body, element);
			this.variables.length = known;
			if (signal === 'break') break;
		}
		return undefined;
	}

	private entries(value: GoValue): readonly (readonly [GoValue, GoValue])[] {
		if (Array.isArray(value)) return value.map((element, index) => [index, element]);
		if (typeof value === 'number') {
			if (value > maxSteps) throw this.error('too many steps');
			return Array.from({ length: Math.max(0, value) }, (_, index) => [index, index]);
		}
		if (value instanceof Map) return [...value].sort(([a], [b]) => (a < b ? -1 : 1));
		if (value === undefined) return [];
		throw this.error(`range can't iterate over ${printGo(value)}`);
	}

	private pipeline(pipeline: Pipeline, dot: GoValue): GoValue {
		const value = this.commands(pipeline, dot);
		for (const name of pipeline.variables) this.assign(name, value, pipeline.declares);
		return value;
	}

	private assign(name: string, value: GoValue, declare: boolean): void {
		const known = this.variables.findLast((variable) => variable.name === name);
		if (declare || known === undefined) this.variables.push({ name, value });
		else known.value = value;
	}

	private commands(pipeline: Pipeline, dot: GoValue): GoValue {
		let value: GoValue;
		pipeline.commands.forEach((command, index) => {
			value = this.command(command, dot, index === 0 ? [] : [value]);
		});
		return value;
	}

	private command(command: readonly Expression[], dot: GoValue, piped: readonly GoValue[]): GoValue {
		const [first, ...rest] = command;
		if (first === undefined) return undefined;
		if (++this.steps > maxSteps) throw this.error('too many steps');
		if (first.kind === 'function') {
			// `and` and `or` look only at as many arguments as they must.
			if (first.name === 'and' || first.name === 'or') return this.logic(first.name, rest, dot, piped);
			return this.call(first.name, [...rest.map((operand) => this.operand(operand, dot)), ...piped]);
		}
		const value = this.operand(first, dot);
		if (typeof value === 'function') {
			return value(...rest.map((operand) => this.operand(operand, dot)), ...piped);
		}
		if (rest.length > 0 || piped.length > 0) throw this.error(`can't give argument to non-function`);
		return value;
	}

	private logic(
		name: 'and' | 'or',
		operands: readonly Expression[],
		dot: GoValue,
		piped: readonly GoValue[],
	): GoValue {
		let value: GoValue;
		for (const operand of operands) {
			value = this.operand(operand, dot);
			if (isTrue(value) === (name === 'or')) return value;
		}
		return piped.length > 0 ? piped[0] : value;
	}

	private operand(operand: Expression, dot: GoValue): GoValue {
		switch (operand.kind) {
			case 'value':
				return operand.value;
			case 'dot':
				return this.fields(dot, operand.fields);
			case 'variable': {
				const known = this.variables.findLast(({ name }) => name === operand.name);
				return this.fields(known?.value, operand.fields);
			}
			case 'chain':
				return this.fields(this.pipeline(operand.of, dot), operand.fields);
			case 'function':
				return operand.name === 'and' || operand.name === 'or' ? undefined : this.call(operand.name, []);
		}
	}

	private fields(value: GoValue, names: readonly string[]): GoValue {
		let current = value;
		for (const name of names) {
			if (current instanceof Map) {
				current = current.get(name);
			} else if (isStruct(current) && Object.hasOwn(current, name)) {
				current = current[name];
			} else {
				throw this.error(`at <.${name}>: can't evaluate field ${name} in type ${typeName(current)}`);
			}
		}
		return current;
	}

	private call(name: string, args: readonly GoValue[]): GoValue {
		return callFunction(name, args, (what) => {
			throw this.error(`error calling ${name}: ${what}`);
		});
	}
}

function isStruct(value: GoValue): value is { readonly [field: string]: GoValue } {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}
