// Helm templates: what an expression fills in is shown as a word, said to be one, and copied as it is written.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Editor } from './editor.ts';

const chart = { 'file:///workspace/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n' };

const database = `{{- if .Values.db.enabled }}
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}-postgres
  labels:
    app: {{ .Release.Name }}-postgres
spec:
  type: NodePort
  clusterIP: {{ .Values.clusterIP }}
  selector:
    app: {{ .Release.Name }}-postgres
  ports:
    - name: postgres
      port: 5432
      {{- if .Values.nodePort }}
      nodePort: {{ .Values.nodePort }}
      {{- end }}
{{- end }}
`;

const set = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .Release.Name }}-postgres
spec:
  serviceName: {{ .Release.Name }}-postgres
  replicas: 3
  selector:
    matchLabels:
      app: {{ .Release.Name }}-postgres
  template:
    metadata:
      labels:
        app: {{ .Release.Name }}-postgres
    spec:
      containers:
        - name: postgres
          image: "postgres:{{ .Values.tag }}"
`;

const created = `apiVersion: v1
kind: Service
metadata:
  name: {{ include "db.fullname" . }}
  labels:
    {{- include "db.labels" . | nindent 4 }}
spec:
  type: {{ .Values.service.type }}
  selector:
    {{- include "db.selectorLabels" . | nindent 4 }}
  ports:
    - port: {{ .Values.service.port }}
      targetPort: http
`;

describe('a Service in a chart', () => {
	it('is explained with words for the expressions', async () => {
		const editor = await Editor.open({ files: chart });
		await editor.openDocument('templates/set.yaml', set);
		const uri = await editor.openDocument('templates/service.yaml', database);
		const text = ((await editor.hover(uri, 'kind: Service', 7)) ?? '').replace(/\s+/g, ' ');
		assert.match(text, /^\*\*release-name-postgres\*\* is a NodePort Service in namespace `default`\./);
		assert.match(text, /`release-name-postgres` stands for `\{\{ \.Release\.Name \}\}-postgres`/);
		assert.match(
			text,
			/Now:\*\* DNS answers `release-name-postgres\.[^`]*` with \*\*1 A record\*\*, the virtual IP/,
		);
		assert.match(text, /\*\*3 A records\*\*, one for each ready Pod/);
		await editor.close();
	});

	it('with a selector that a template fills in has Pods that nobody knows yet', async () => {
		const editor = await Editor.open({ files: chart });
		const uri = await editor.openDocument('templates/service.yaml', created);
		const text = ((await editor.hover(uri, 'kind: Service', 7)) ?? '').replace(/\s+/g, ' ');
		assert.match(text, /A template fills in its selector/);
		assert.doesNotMatch(text, /NXDOMAIN|TTT|hand-written/);
		const titles = (await editor.codeActions(uri, 'kind: Service')).map(({ title }) => title);
		assert.deepEqual(titles, ['Switch db-fullname to headless: clusterIP: None; type: ClusterIP']);
		await editor.close();
	});

	it('gets a sibling with the same expressions, under the same condition', async () => {
		const editor = await Editor.open({ files: chart });
		const setUri = await editor.openDocument('templates/set.yaml', set);
		const uri = await editor.openDocument('templates/service.yaml', database);
		const actions = await editor.codeActions(uri, 'kind: Service');
		const sibling = actions.find(({ title }) => title.startsWith('Add headless sibling'));
		const texts = editor.textsAfter(sibling?.edit ?? {});
		assert.equal(
			texts.get(uri),
			database.replace(
				/\{\{- end \}\}\n$/,
				`---
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}-postgres-headless
  labels:
    app: {{ .Release.Name }}-postgres
spec:
  clusterIP: None
  selector:
    app: {{ .Release.Name }}-postgres
  ports:
    - name: postgres
      port: 5432
{{- end }}
`,
			),
		);
		assert.match(texts.get(setUri) ?? '', /serviceName: "\{\{ \.Release\.Name \}\}-postgres-headless"/);
		await editor.close();
	});
});
