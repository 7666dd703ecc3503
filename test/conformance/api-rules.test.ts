// Over every recorded text: each thing that the API server says is taken up by exactly one rule, each rejection is an error
// with its reason and message, and what is accepted gets no error.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ApiRule, allKinds } from '../../server/rules/api/api-rule.ts';
import { apiRules } from '../../server/rules/api/api-rules.ts';
import { statementsOn } from '../../server/rules/api/statement.ts';
import { RuleContext, VerdictCache } from '../../server/rules/context.ts';
import type { IndexedObject } from '../../server/workspace/object-index.ts';
import { Simulation } from '../../server/workspace/simulation.ts';
import { Workspace } from '../../server/workspace/workspace.ts';
import { describeFinding, findingsIn, options } from '../fixtures/rule-harness.ts';
import { readRecording } from './recorded-verdicts.ts';

const recordings = [
	'service-create.jsonl',
	'yaml-texts.jsonl',
	'endpointslice-create.jsonl',
	'workload-create.jsonl',
];
const claiming = apiRules.filter((rule): rule is ApiRule => 'claims' in rule);
const uri = 'file:///manifest.yaml';

/** The recording cluster's own ranges: what it refused is an error here too. */
const sameCluster = {
	...options,
	settings: { ...options.settings, serviceCIDRsSet: true },
	admission: { ...options.admission, serviceCIDRs: options.settings.serviceCIDRs },
};

/** Texts that are no object, and those that a request's address completes: a document of a file is judged alone. */
const noObject = new Set(['only comment', 'empty', 'no apiVersion', 'no kind', 'list']);

for (const name of recordings) {
	describe(name, () => {
		const cases = readRecording(name);

		it('has each statement taken up by exactly one rule', () => {
			for (const { id, manifest } of cases) {
				for (const { object, context } of objectsIn(manifest)) {
					for (const statement of statementsOn(object, context)) {
						const own = claiming.filter(
							({ kinds, claims }) =>
								(kinds === allKinds || kinds.includes(object.groupKind)) && claims(statement, object),
						);
						assert.equal(own.length, 1, `${id}: ${statement.shape}: ${own.map((rule) => rule.id)}`);
					}
				}
			}
		});

		it('has an error for each rejection and none for what is accepted', () => {
			for (const { id, manifest, accepted } of cases) {
				if (noObject.has(id)) continue;
				const findings = findingsIn(new Map([['manifest.yaml', manifest]]), sameCluster);
				const errors = findings.filter(({ severity }) => severity === 'error');
				const problems = syntaxProblems(manifest);
				if (accepted) assert.deepEqual(errors.map(describeFinding), [], id);
				else assert.ok(errors.length + problems > 0, `${id} is refused: ${manifest}`);
				for (const { finding } of errors) {
					assert.equal(finding.api?.verdict, 'rejects', id);
					assert.ok(finding.api?.reason !== '' && finding.api?.message !== '', id);
				}
			}
		});
	});
}

function objectsIn(manifest: string): readonly { object: IndexedObject; context: RuleContext }[] {
	const workspace = new Workspace();
	workspace.setText(uri, manifest);
	const simulation = new Simulation(workspace);
	return (workspace.file(uri)?.manifest.documents ?? []).flatMap(({ document }) =>
		workspace.objectsIn(uri, document).map((object) => ({
			object,
			context: new RuleContext(
				workspace,
				simulation,
				sameCluster,
				object.scope,
				workspace.indexOf(object),
				new VerdictCache(),
			),
		})),
	);
}

/** A text that does not parse is reported as such, before any rule looks at it. */
function syntaxProblems(manifest: string): number {
	const workspace = new Workspace();
	workspace.setText(uri, manifest);
	return (workspace.file(uri)?.manifest.documents ?? []).flatMap(({ document }) => document.problems).length;
}
