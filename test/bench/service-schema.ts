// Writes the JSON schema of Service for kubeconform from Kubernetes' OpenAPI document (api/openapi-spec/swagger.json).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Schema = { [key: string]: unknown };

const root = 'io.k8s.api.core.v1.Service';

/** Writes `service-v1.json` into the folder and returns the location as kubeconform takes it. */
export function writeServiceSchema(swagger: string, folder: string): string {
	const { definitions } = JSON.parse(readFileSync(swagger, 'utf8')) as {
		definitions: Record<string, Schema>;
	};
	const reachable: Record<string, Schema> = {};
	collect(root, definitions, reachable);
	const schema = { $ref: `#/definitions/${root}`, definitions: reachable };
	writeFileSync(join(folder, 'service-v1.json'), JSON.stringify(schema));
	return join(folder, '{{ .ResourceKind }}{{ .KindSuffix }}.json');
}

function collect(name: string, from: Record<string, Schema>, into: Record<string, Schema>): void {
	const definition = from[name];
	if (definition === undefined || name in into) return;
	into[name] = strict(definition);
	for (const [, next = ''] of JSON.stringify(definition).matchAll(/"#\/definitions\/([^"]+)"/g)) {
		collect(next, from, into);
	}
}

/** An object with listed fields has no others; int-or-string is what the API server takes it for. */
function strict(definition: Schema): Schema {
	if (definition.format === 'int-or-string') return { type: ['integer', 'string'] };
	return definition.properties === undefined ? definition : { ...definition, additionalProperties: false };
}
