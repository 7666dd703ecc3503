// Writes JSON schemas of every kind for kubeconform from Kubernetes' OpenAPI document (api/openapi-spec/swagger.json).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Schema = { [key: string]: unknown };

interface GroupVersionKind {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
}

/** Writes `deployment-apps-v1.json` and so on into the folder and returns the location as kubeconform takes it. */
export function writeKindSchemas(swagger: string, folder: string): string {
	const { definitions } = JSON.parse(readFileSync(swagger, 'utf8')) as {
		definitions: Record<string, Schema>;
	};
	for (const [name, definition] of Object.entries(definitions)) {
		const kinds = (definition['x-kubernetes-group-version-kind'] ?? []) as readonly GroupVersionKind[];
		for (const { group, version, kind } of kinds) {
			const reachable: Record<string, Schema> = {};
			collect(name, definitions, reachable);
			const [first = ''] = group.split('.');
			const file = [kind.toLowerCase(), ...(first === '' ? [] : [first]), version].join('-');
			const schema = { $ref: `#/definitions/${name}`, definitions: reachable };
			writeFileSync(join(folder, `${file}.json`), JSON.stringify(schema));
		}
	}
	return join(folder, '{{ .ResourceKind }}{{ .KindSuffix }}.json');
}

function collect(name: string, from: Record<string, Schema>, into: Record<string, Schema>): void {
	const definition = from[name];
	if (definition === undefined || name in into) return;
	// What is written as a number or as a text is declared as a text alone.
	into[name] = definition.format === 'int-or-string' ? { type: ['integer', 'string'] } : definition;
	for (const [, next = ''] of JSON.stringify(definition).matchAll(/"#\/definitions\/([^"]+)"/g)) {
		collect(next, from, into);
	}
}
