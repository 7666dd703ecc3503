import { guard } from 'lit/directives/guard.js';

/** A DNS name that may break after its dots, so that narrow columns cut no label in two. */
export function dotted(name: string): unknown {
	// Plain nodes, made once for a name: tables have hundreds.
	return guard([name], () => {
		const fragment = document.createDocumentFragment();
		for (const [index, label] of name.split(/(?<=\.)(?=.)/).entries()) {
			if (index > 0) fragment.append(document.createElement('wbr'));
			fragment.append(label);
		}
		return fragment;
	});
}
