// Invariant: the names are all that the container's manifest sets, or there is no answer: a source that no manifest shows
// may set anything.
import { type JsonValue, objectAt, objectsAt, stringAt } from '../../kubernetes/objects/json.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { isTemplated, type RuleContext } from '../context.ts';
import { areOfOneCluster } from '../mention-targets.ts';

/** The variables that a container's `env` and `envFrom` set; undefined where `envFrom` reads what no manifest shows. */
export function setVariables(
	container: JsonValue | undefined,
	object: IndexedObject,
	context: RuleContext,
): ReadonlySet<string> | undefined {
	const names = new Set<string>();
	for (const { name } of objectsAt(container, 'env')) if (typeof name === 'string') names.add(name);
	for (const source of objectsAt(container, 'envFrom')) {
		const keys = keysOf(source, object, context);
		if (keys === undefined) return undefined;
		const prefix = stringAt(source, 'prefix') ?? '';
		for (const key of keys) names.add(prefix + key);
	}
	return names;
}

function keysOf(
	source: JsonValue,
	object: IndexedObject,
	context: RuleContext,
): readonly string[] | undefined {
	const configMap = stringAt(objectAt(source, 'configMapRef'), 'name');
	const secret = stringAt(objectAt(source, 'secretRef'), 'name');
	const name = configMap ?? secret;
	if (name === undefined) return undefined;
	const kind = configMap === undefined ? 'Secret' : 'ConfigMap';
	const [found, ...others] = context.lookup.find(kind, object.namespace, name);
	if (found === undefined || others.length > 0 || !areOfOneCluster(object, found)) return undefined;
	const fields = kind === 'Secret' ? ['data', 'stringData'] : ['data'];
	if (context.isPatched(found) || fields.some((field) => isTemplated(found, [field]))) return undefined;
	return fields.flatMap((field) => Object.keys(objectAt(found.object.value, field)));
}
