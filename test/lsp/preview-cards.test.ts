// What the preview's cards say in unusual situations, as a table.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
	PreviewAssumptions,
	PreviewCard,
	PreviewResult,
	ServicePreview,
} from '../../server/protocol.ts';
import { previewRequest } from '../../server/protocol.ts';
import { Editor } from './editor.ts';

const service = (spec: string) => `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
${spec.replaceAll(/^/gm, '  ')}
  ports:
    - port: 80
`;

const deployment = (replicas: number) => `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: registry.example/web:1
`;

const slice = `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: web-1
  namespace: shop
  labels:
    kubernetes.io/service-name: web
addressType: IPv4
endpoints:
  - addresses: [192.0.2.41]
ports:
  - port: 80
`;

const selector = 'selector:\n  app: web';

interface Case {
	readonly text: string;
	readonly assumptions?: PreviewAssumptions;
	readonly check: (preview: ServicePreview, card: (configuration: string) => PreviewCard) => void;
}

const cases: Readonly<Record<string, Case>> = {
	'a card says what a manifest would': {
		text: service(selector) + deployment(2),
		check: ({ cards }) =>
			assert.deepEqual(
				cards.map(({ title, fields }) => [title, fields]),
				[
					['ClusterIP', 'clusterIP left out'],
					['Headless', 'clusterIP: None'],
					['Headless, not-ready too', 'clusterIP: None, publishNotReadyAddresses: true'],
				],
			),
	},
	'an address that is written': {
		text: service(`clusterIP: 10.96.3.4\n${selector}`) + deployment(2),
		check: (_, card) => assert.equal(card('as-written').fields, 'clusterIP: 10.96.3.4'),
	},
	'other types with a virtual IP keep their name': {
		text: service(`type: LoadBalancer\n${selector}`) + deployment(2),
		check: (_, card) => assert.equal(card('as-written').title, 'LoadBalancer'),
	},
	'no replicas is not a selector that misses': {
		text: service(selector) + deployment(0),
		check: (_, card) => {
			assert.equal(card('headless').picks, 'Nobody: there is no Pod to pick');
			assert.match(card('headless').explanation, /0 replicas/);
		},
	},
	'a selector that misses': {
		text: service(selector),
		check: (_, card) => assert.match(card('headless').explanation, /No Pod in the open folder matches/),
	},
	'a Service without selector has EndpointSlices': {
		text: service('type: ClusterIP') + slice,
		check: ({ service: { selectsPods } }, card) => {
			assert.equal(selectsPods, false);
			assert.equal(card('as-written').picks, 'kube-proxy picks the address');
			assert.match(card('headless').explanation, /EndpointSlices/);
			// There is no workload that a second Service could be made for.
			assert.equal(card('headless').applyAsSibling, undefined);
			assert.doesNotMatch(card('headless').onRunningService?.message ?? '', /second/);
		},
	},
	'a second Service is named only where it is offered': {
		text: service(selector) + deployment(2),
		check: (_, card) => {
			assert.match(card('headless').onRunningService?.message ?? '', /add a second one/);
			assert.doesNotMatch(card('headless-publish-not-ready').onRunningService?.message ?? '', /second/);
		},
	},
	'a name outside of the cluster has no answer, and that is said': {
		text: service(selector) + deployment(2),
		assumptions: { question: { name: 'example.com.' } },
		check: ({ question }, card) => {
			assert.equal(card('as-written').answer.isForwarded, true);
			assert.match(question.outcome, /Servers outside of the cluster are assumed/);
		},
	},
	'a name that the cluster denies is not asked elsewhere': {
		text: service(selector) + deployment(2),
		assumptions: { question: { name: 'wep.shop.svc.cluster.local.' } },
		check: (_, card) => {
			assert.equal(card('as-written').answer.isForwarded, false);
			assert.equal(card('as-written').answer.rcode, 'NXDOMAIN');
		},
	},
};

describe('cards', () => {
	for (const [name, { text, assumptions = {}, check }] of Object.entries(cases)) {
		it(name, async () => {
			const editor = await Editor.open();
			const uri = await editor.openDocument('web.yaml', text);
			const ask = async (assumed: PreviewAssumptions): Promise<ServicePreview> => {
				const result = await editor.connection.sendRequest<PreviewResult>(previewRequest, {
					textDocument: { uri },
					position: { line: 1, character: 0 },
					assumptions: assumed,
				});
				if (result.kind !== 'service') assert.fail(result.message);
				return result;
			};
			const preview = await ask(assumptions);
			check(preview, (configuration) => {
				const found = preview.cards.find((card) => card.configuration === configuration);
				return found ?? assert.fail(`no card ${configuration}`);
			});
			await editor.close();
		});
	}

	it('say where connections to a Pod that is not ready go', async () => {
		const editor = await Editor.open();
		const uri = await editor.openDocument('web.yaml', service(selector) + deployment(1));
		const params = { textDocument: { uri }, position: { line: 1, character: 0 } };
		const first = await editor.connection.sendRequest<PreviewResult>(previewRequest, params);
		if (first.kind !== 'service') assert.fail(first.message);
		const result = await editor.connection.sendRequest<PreviewResult>(previewRequest, {
			...params,
			assumptions: { notReady: first.pods.map(({ id }) => id) },
		});
		if (result.kind !== 'service') assert.fail(result.message);
		const card = result.cards.find(({ configuration }) => configuration === 'headless-publish-not-ready');
		assert.equal(card?.traffic.lost, 100);
		assert.match(card?.traffic.explanation ?? '', /The lost connections go to Pods that are not ready/);
		await editor.close();
	});
});
