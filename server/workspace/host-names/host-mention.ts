// Invariant: mentions are read once an object; objects are immutable, so what is read stays true.
import type { ManifestObject } from '../manifest-object.ts';
import type { HostInText } from './host-in-text.ts';
import { scanHosts } from './scan-hosts.ts';
import { type TextField, textFieldsOf } from './text-fields.ts';

/** A host name somewhere in an object: in a variable, an argument, a ConfigMap's or Secret's text, an annotation. */
export interface HostMention extends HostInText {
	readonly field: TextField;
}

const read = new WeakMap<ManifestObject, readonly HostMention[]>();

/** Every host name that the object's texts mention, in order. Whether it is one of the cluster, the reader decides. */
export function hostMentionsOf(object: ManifestObject): readonly HostMention[] {
	const known = read.get(object);
	if (known !== undefined) return known;
	const mentions = textFieldsOf(object).flatMap((field) => mentionsIn(field));
	read.set(object, mentions);
	return mentions;
}

function mentionsIn(field: TextField): readonly HostMention[] {
	const hosts = scanHosts(field.text, field.key);
	// Who reads an annotation, and in which namespace, is not known: only names that mean the same everywhere count.
	const counted =
		field.source === 'annotation' ? hosts.filter(({ host }) => /\.svc(?:\.|$)/.test(host)) : hosts;
	return counted.map((host) => ({ ...host, field }));
}

/** The labels of an object's mentions that may name a Service: the first two, `_port._proto` left out; each once. */
export function mentionedLabels(object: ManifestObject): readonly string[] {
	const labels = new Set<string>();
	for (const { host } of hostMentionsOf(object)) {
		const [first, second] = host
			.toLowerCase()
			.split('.')
			.filter((label) => !label.startsWith('_'));
		for (const label of [first, second]) if (label !== undefined && label !== '') labels.add(label);
	}
	return [...labels];
}
