import type { TextRange } from '../../manifest/node.ts';
import { configMapsOf } from '../../workspace/config-maps-of.ts';
import { type TextField, textFieldsOf } from '../../workspace/host-names/text-fields.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import type { RuleContext } from '../context.ts';

/** A place where a text reads a variable like `REDIS_PORT`. */
export interface PortRead extends TextRange {
	readonly object: IndexedObject;
	readonly field: TextField;
	/** It stands where only a number has a meaning. */
	readonly asNumber: boolean;
}

/** The texts in which an object's containers are told something. */
export function containerTexts({ object }: IndexedObject): readonly TextField[] {
	return textFieldsOf(object).filter(({ container }) => container !== undefined);
}

/** By Service: how the Pods' texts, or scripts in ConfigMaps that they mount, read its variable by name. */
export function portReadsOf(object: IndexedObject, { lookup }: RuleContext): ReadonlyMap<string, PortRead> {
	const scripts = configMapsOf(lookup, object)
		.filter((config) => standTogether(object, config))
		.flatMap((config) => textFieldsOf(config.object).map((field) => ({ object: config, field })));
	const found = new Map<string, PortRead>();
	for (const text of [...containerTexts(object).map((field) => ({ object, field })), ...scripts]) {
		for (const [family, read] of readsIn(text.field.text)) {
			const service = family.toLowerCase().replaceAll('_', '-');
			if (found.get(service)?.asNumber !== true) found.set(service, { ...text, ...read });
		}
	}
	return found;
}

const variablePattern = /(?<![\w-])([A-Z][A-Z0-9_]*)_PORT(?!\w)/g;
/** `redis:$REDIS_PORT`, `--port=$(REDIS_PORT)`. */
const numberBefore = /(?::|port[\s"'=:]*)\$[({]?$/i;
/** `${REDIS_PORT:-6379}`, `os.environ.get("REDIS_PORT", 6379)`, `process.env.REDIS_PORT || 6379`. */
const numberAfter = /^(?::?[-=]|["']?\]?\s*(?:\|\||\?\?|,)\s*["']?)\d/;

/** By the part before `_PORT`; not what the text itself sets before it reads it. */
function readsIn(text: string): ReadonlyMap<string, TextRange & Pick<PortRead, 'asNumber'>> {
	const own = new Set<string>();
	const found = new Map<string, TextRange & Pick<PortRead, 'asNumber'>>();
	if (!text.includes('_PORT')) return found;
	for (const { 0: variable, 1: family = '', index: start } of text.matchAll(variablePattern)) {
		if (own.has(family) || found.get(family)?.asNumber === true) continue;
		const end = start + variable.length;
		const assigned = /^=(?!=)(\S{0,80})/.exec(text.slice(end, end + 82))?.[1];
		if (assigned !== undefined && !assigned.includes(variable)) {
			own.add(family);
			continue;
		}
		const asNumber =
			numberBefore.test(text.slice(Math.max(0, start - 16), start)) ||
			numberAfter.test(text.slice(end, end + 16));
		found.set(family, { start, end, asNumber });
	}
	return found;
}
