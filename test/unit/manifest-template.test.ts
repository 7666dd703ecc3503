import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManifestDocument } from '../../server/manifest/manifest.ts';

/** A value with template expressions, and what it reads as. */
const cases: readonly (readonly [string, string])[] = [
	['{{ .Release.Name }}-db', 'release-name-db'],
	['{{.Release.Name}}-db', 'release-name-db'],
	['{{- .Release.Name -}}-db', 'release-name-db'],
	['"{{ $.Release.Name }}-db"', 'release-name-db'],
	["'{{ .Release.Name }}'", 'release-name'],
	['{{ include "db.fullname" . }}', 'db-fullname'],
	['{{ template "db.fullname" . }}', 'db-fullname'],
	['{{ include "db.fullname" . | trunc 63 | trimSuffix "-" }}', 'db-fullname'],
	['{{ .Values.service.port }}', 'service-port'],
	['{{ .Values.nameOverride | default "a | b" | quote }}', 'name-override'],
	['{{ printf "%s-%s" .Release.Name .Chart.Name }}', 'release-name'],
	['{{ $name }}', 'name'],
	['istiod{{- if .Values.revision }}-{{ .Values.revision }}{{- end }}', 'istiod-revision'],
	['web{{/* said elsewhere */}}-db', 'web-db'],
	['{{ ifelse }}', 'ifelse'],
	['{{ 5432 }}', '5432'],
	['{{ "" }}', 'template'],
];

describe('a value with template expressions', () => {
	for (const [written, expected] of cases) {
		it(written, () => {
			const { decoded, problems } = new ManifestDocument(`a: ${written}\nb: 1\n`);
			assert.deepEqual(problems, []);
			assert.deepEqual(decoded.value, { a: expected, b: 1 });
		});
	}
});
