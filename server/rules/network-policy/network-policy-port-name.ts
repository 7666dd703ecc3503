import { FieldEditor } from '../../workspace/field-editor.ts';
import { nearestName } from '../../workspace/nearest-name.ts';
import { networkPolicyKind } from '../../workspace/network-policies.ts';
import type { Fix, Rule } from '../rule.ts';
import { listText, nameOf } from '../wording.ts';
import { type PolicyPort, policyExample, policyPorts, servedPorts } from './policy-ports.ts';

export const networkPolicyPortName: Rule = {
	id: 'network-policy-port-name',
	severity: 'warning',
	kinds: [networkPolicyKind],
	fixable: true,
	docs: {
		title: 'NetworkPolicy with a port name that no container declares',
		what: 'The policy opens a port by name, and no container of the Pods that it is about declares a port of that name and protocol.',
		why: 'A name is looked up in the containers’ `ports`, not in the Service’s. One that is not there opens nothing, and the connections that the policy was to allow are dropped.',
		whatToDo: 'Write a name that the containers declare, or the number.',
		invalid: policyExample('web'),
		valid: policyExample('http'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
	},
	*check(object, context) {
		for (const opened of policyPorts(object, context)) {
			const { port: name, protocol } = opened.port;
			if (typeof name !== 'string' || !opened.all) continue;
			const fitting = opened.declared.filter(({ port }) => port.protocol === protocol);
			if (fitting.some(({ port }) => port.name === name)) continue;
			const path = [...opened.path, 'port'];
			const names = [...new Set(fitting.map(({ port }) => port.name).filter((known) => known !== ''))];
			const [pod] = opened.pods;
			yield {
				path,
				message: `No container behind this policy declares a ${protocol} port named ${name}${names.length === 0 ? '' : ` (they declare ${listText(names)})`}, so it opens nothing.`,
				related:
					pod === undefined
						? []
						: [
								{
									object: pod,
									path: fitting[0]?.path ?? ['metadata', 'name'],
									message: `The ports of ${nameOf(pod)}`,
								},
							],
				fixes: choicesFor(opened, name, names).map(
					([value, title]): Fix => ({
						title,
						safe: false,
						edits: () => {
							const editor = new FieldEditor(context.workspace, object);
							return editor.set(path, value) ? editor.edits() : undefined;
						},
					}),
				),
			};
		}
	},
};

/** What was probably meant: where a Service port of that name leads, a name like it, or the only port. */
function choicesFor(
	opened: PolicyPort,
	name: string,
	names: readonly string[],
): readonly (readonly [string | number, string])[] {
	const served = servedPorts(opened).find(({ port }) => port.name === name);
	const near = nearestName(name, names)?.name ?? (names.length === 1 ? names[0] : undefined);
	return [
		...(near === undefined
			? []
			: [[near, `Set port to ${near}, a name that the containers declare`] as const]),
		...(served === undefined
			? []
			: [
					[
						served.target,
						`Set port to ${served.target}, where port ${name} of ${nameOf(served.service.indexed)} leads`,
					] as const,
				]),
	];
}
