import { FieldEditor } from '../../workspace/field-editor.ts';
import { setPodLabel } from '../../workspace/pod-labels.ts';
import { asService, type IndexedService } from '../../workspace/service-backing.ts';
import { type CaughtWorkloads, caughtBy, tellingPairs } from '../../workspace/service-controllers.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { listText, nameOf, pairsText, pairText } from '../wording.ts';
import { isWrittenOut } from './dangling-selector.ts';

const cronJob = (labels: string) => `apiVersion: batch/v1
kind: CronJob
metadata:
  name: orders-export
spec:
  schedule: "15 2 * * *"
  jobTemplate:
    spec:
      template:
        metadata:
          labels:
            ${labels}
        spec:
          restartPolicy: OnFailure
          containers:
            - name: export
              image: registry.example/orders-export:1
`;

export const selectorCatchesJob: Rule = {
	id: 'selector-catches-job',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Selector that also catches the Pods of a Job or CronJob',
		what: 'The Service selects the Pods of a Deployment (or StatefulSet, DaemonSet) and, with the same pairs, those of a Job or CronJob.',
		why: 'While the Job runs, its Pods are endpoints too: they receive a share of the connections and answer none of them.',
		whatToDo:
			'Add a pair to the selector that only the long-running Pods carry, or give the Job’s Pods other labels.',
		invalid: exampleFiles(exampleService({ name: 'orders', selector: 'app: orders' }), {
			'deployment.yaml': exampleWorkload({
				name: 'orders',
				labels: { app: 'orders', component: 'api' },
			}),
			'cronjob.yaml': cronJob('app: orders'),
		}),
		valid: exampleFiles(exampleService({ name: 'orders', selector: 'app: orders\ncomponent: api' }), {
			'deployment.yaml': exampleWorkload({
				name: 'orders',
				labels: { app: 'orders', component: 'api' },
			}),
			'cronjob.yaml': cronJob('app: orders'),
		}),
		links: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/'],
	},
	*check(object, context) {
		const target = asService(object);
		if (target === undefined || !isWrittenOut(object) || context.isPatched(object)) return;
		const caught = caughtBy(context.lookup, target);
		const jobs = caught.passing.filter((job) => isWrittenOut(job));
		const [job] = jobs;
		if (job === undefined || caught.lasting.length === 0) return;
		const selector = pairsText(Object.entries(target.service.spec.selector ?? {}));
		yield {
			path: ['spec', 'selector'],
			message: `${selector} selects the Pods of ${listText(caught.lasting.map(nameOf))}, and also those of ${listText(jobs.map(nameOf))}: while it runs, its Pods get connections that they do not serve.`,
			related: jobs.map((item) => ({ object: item, path: ['metadata', 'name'], message: nameOf(item) })),
			fixes: fixesFor(target, { lasting: caught.lasting, passing: jobs }, context),
		};
	},
};

function fixesFor(
	{ indexed, service }: IndexedService,
	{ lasting, passing }: CaughtWorkloads,
	context: RuleContext,
): readonly Fix[] {
	const narrower = tellingPairs(lasting, passing)
		.slice(0, 2)
		.map(
			([key, value]): Fix => ({
				title: `Add ${pairText(key, value)} to the selector: only ${listText(lasting.map(nameOf))} carries it`,
				safe: false,
				edits: () => {
					const editor = new FieldEditor(context.workspace, indexed);
					return editor.set(['spec', 'selector', key], value) ? editor.edits() : undefined;
				},
			}),
		);
	const [key] = Object.keys(service.spec.selector ?? {});
	if (key === undefined) return narrower;
	const renamed = passing.map(
		(job): Fix => ({
			title: `Set ${pairText(key, job.name)} on the Pods of ${nameOf(job)}`,
			safe: false,
			edits: () => {
				const editor = new FieldEditor(context.workspace, job);
				return setPodLabel(editor, job, key, job.name) ? editor.edits() : undefined;
			},
		}),
	);
	// One renamed Job of several would leave the others.
	return passing.length === 1 ? [...narrower, ...renamed] : narrower;
}
