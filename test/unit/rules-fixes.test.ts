// What the first fix of a finding makes of the text, and where a mistake must be spoken of only once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyFix, type FileFinding, type Files, findingsIn, splitFiles } from '../fixtures/rule-harness.ts';

const service = (spec: string) =>
	`apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n${spec.replace(/^(?=.)/gm, '  ')}`;

const deployment = `#- deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
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
          ports:
            - name: http
              containerPort: 8080
            - name: metrics
              containerPort: 9102
`;

function findingsOf(files: Files, rule: string): readonly FileFinding[] {
	return findingsIn(files).filter(({ finding }) => finding.rule.id === rule);
}

/** Rule, specs before and after, the titles of all fixes of its first finding. */
const firstFixes: readonly (readonly [string, string, string, readonly string[]])[] = [
	[
		'port-name-missing',
		'selector: {app: web}\nports:\n- port: 80 # public\n  targetPort: http\n- port: 9102\n',
		'selector: {app: web}\nports:\n- name: http\n  port: 80 # public\n  targetPort: http\n- name: metrics\n  port: 9102\n',
		['Name the ports http, metrics', 'Name this port http'],
	],
	[
		'protocol-value',
		'ports:\n  - port: 80\n    protocol: HTTP # web\n    targetPort: 8080\n',
		'ports:\n  - port: 80\n    protocol: TCP # web\n    appProtocol: http\n    targetPort: 8080\n',
		['Set protocol to TCP and appProtocol to http', 'Set protocol to TCP'],
	],
	[
		'external-ip-format',
		'externalIPs:\n  - lb.example.com\nports:\n  - port: 80\n',
		'type: LoadBalancer\nports:\n  - port: 80\n',
		['Replace externalIPs by type: LoadBalancer', 'Remove this entry'],
	],
	[
		'external-ip-format',
		'clusterIP: None\nexternalIPs:\n  - lb.example.com\nports:\n  - port: 80\n',
		'clusterIP: None\nports:\n  - port: 80\n',
		['Remove this entry'],
	],
	[
		'service-type-value',
		'type: Headless # by name\nports:\n  - port: 80\n',
		'clusterIP: None # by name\nports:\n  - port: 80\n',
		['Replace type: Headless by clusterIP: None'],
	],
	[
		'unknown-field',
		'headless: true # by name\nports:\n  - port: 80\n',
		'clusterIP: None # by name\nports:\n  - port: 80\n',
		['Replace headless by clusterIP: None', 'Remove headless'],
	],
	[
		'unknown-field',
		'labelSelector:\n  app: web\nports:\n  - port: 80\n    targetPort: http\n',
		'selector:\n  app: web\nports:\n  - port: 80\n    targetPort: http\n',
		['Rename labelSelector to selector', 'Remove labelSelector'],
	],
	[
		'source-range-format',
		'type: LoadBalancer\nloadBalancerSourceRanges:\n  - 10.0.0.0/255.255.255.0\nports:\n  - port: 80\n',
		'type: LoadBalancer\nloadBalancerSourceRanges:\n  - 10.0.0.0/24\nports:\n  - port: 80\n',
		['Write 10.0.0.0/24', 'Write 10.0.0.0/32, this address alone'],
	],
	[
		'source-range-format',
		'type: LoadBalancer\nloadBalancerSourceRanges:\n  - office\nports:\n  - port: 80\n',
		'type: LoadBalancer\nports:\n  - port: 80\n',
		['Remove loadBalancerSourceRanges: anybody may then connect'],
	],
	[
		'list-expected',
		'selector: {app: web}\nports:\n  http: # public\n    port: 80\n    targetPort: http\n',
		'selector: {app: web}\nports:\n  - name: http # public\n    port: 80\n    targetPort: http\n',
		['Make it a list of entries with names'],
	],
	[
		'cluster-ip-family',
		'clusterIP: 10.96.7.53\nipFamilies: [IPv6]\nports:\n  - port: 80\n',
		'clusterIP: 10.96.7.53\nipFamilies: [IPv4]\nports:\n  - port: 80\n',
		['Set ipFamilies[0] to IPv4', 'Remove clusterIP: the cluster picks the address'],
	],
	[
		'external-traffic-policy-forbidden',
		'externalTrafficPolicy: Local\nports:\n  - port: 80\n',
		'ports:\n  - port: 80\n',
		['Remove externalTrafficPolicy', 'Set type: LoadBalancer'],
	],
	[
		'misplaced-field',
		'clusterIP: None\nports:\n  - port: 8080\n    publishNotReadyAddresses: true # peers\n',
		'clusterIP: None\nports:\n  - port: 8080\npublishNotReadyAddresses: true # peers\n',
		['Move publishNotReadyAddresses to spec', 'Remove publishNotReadyAddresses'],
	],
	[
		'wrong-type',
		'selector: {app: web}\nports:\n  - "80:8080" # public\n',
		'selector: {app: web}\nports:\n  - port: 80\n    targetPort: 8080 # public\n',
		['Write it out: port: 80, targetPort: 8080'],
	],
];
describe('the first fix', () => {
	for (const [rule, before, after, titles] of firstFixes) {
		it(`of ${rule} in ${JSON.stringify(before)}`, () => {
			const files = splitFiles(service(before) + deployment);
			const fixes = findingsOf(files, rule)[0]?.finding.fixes ?? [];
			assert.deepEqual(
				fixes.map(({ title }) => title),
				titles,
			);
			const [fix] = fixes;
			assert.ok(fix?.edits !== undefined);
			const [text] = applyFix(files, fix).values();
			assert.equal(text, service(after));
		});
	}
});

it('renames to whole words', () => {
	const name = 'recommendation-engine-feature-store-online-serving-read-replicas-eu';
	const files = splitFiles(service('ports:\n  - port: 80\n').replace('name: web', `name: ${name}`));
	assert.deepEqual(
		findingsOf(files, 'name-format').map(({ finding }) => finding.fixes?.[0]?.title),
		['Rename to recommendation-engine-feature-store-online-serving-read'],
	);
});

it('gives each of several Services of one name another name', () => {
	const text = [80, 81, 82].map((port) => service(`ports:\n  - port: ${port}\n`)).join('---\n');
	const titles = findingsOf(splitFiles(text), 'duplicate-service').map(
		({ finding }) => finding.fixes?.[0]?.title,
	);
	assert.deepEqual(titles, ['Name this Service web-2', 'Name this Service web-3']);
});

it('does not call a misspelled targetPort omitted', () => {
	const files = splitFiles(
		service('selector: {app: web}\nports:\n  - port: 80\n    targetport: http\n') + deployment,
	);
	assert.deepEqual(
		findingsIn(files).map(({ finding }) => finding.rule.id),
		['unknown-field'],
	);
});
