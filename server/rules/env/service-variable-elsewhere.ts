import { hidesObjects } from '../../workspace/hidden-objects.ts';
import { isNamespaceWritten, NameLookup } from '../../workspace/host-names/name-lookup.ts';
import { podGroupKinds } from '../../workspace/pod-template.ts';
import { exampleClient, withService } from '../names/name-rule.ts';
import type { Rule } from '../rule.ts';
import { servicesOfPrefix, serviceVariablesIn, variableFinding } from './service-variable-uses.ts';

const client = (host: string) =>
	withService(exampleClient('shop', 'PAYMENTS_HOST', host), 'payments', 'billing', 8080);

export const serviceVariableElsewhere: Rule = {
	id: 'service-variable-elsewhere',
	severity: 'warning',
	kinds: podGroupKinds,
	fixable: true,
	docs: {
		title: 'Variable of a Service in another namespace',
		what: 'A container uses a variable like `PAYMENTS_SERVICE_HOST`, and the Service is in another namespace.',
		why: 'kubelet sets variables for the Services of the Pod’s own namespace only; `$(PAYMENTS_SERVICE_HOST)` stays in the value as it is written.',
		whatToDo: 'Use the Service’s DNS name with its namespace: `payments.billing`.',
		invalid: client('$(PAYMENTS_SERVICE_HOST)'),
		valid: client('payments.billing'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables'],
	},
	*check(object, context) {
		if (!isNamespaceWritten(object) || !context.seesWholeScope()) return;
		for (const variables of serviceVariablesIn(object, context)) {
			const { prefix } = variables;
			const names = new NameLookup(context.lookup, object.scope);
			const inScopes = [
				names,
				...[...context.otherScopes()].map(([scope, lookup]) => new NameLookup(lookup, scope)),
			];
			const isHere = inScopes.some(
				(scope) =>
					servicesOfPrefix(scope.servicesOf(object.namespace), prefix).length > 0 ||
					servicesOfPrefix(scope.servicesOf('default'), prefix).some(
						({ indexed }) => !isNamespaceWritten(indexed),
					),
			);
			if (isHere || hidesObjects(context.lookup, object.namespace)) continue;
			const [target] = context.lookup
				.namespaceNames()
				.filter((namespace) => namespace !== object.namespace)
				.flatMap((namespace) => servicesOfPrefix(names.writtenServicesOf(namespace), prefix));
			if (target === undefined) continue;
			const { name } = target.service.metadata;
			const { namespace } = target.indexed;
			const reason = `Service ${name} is in namespace ${namespace}, and kubelet tells the Services of namespace ${object.namespace} only`;
			yield variableFinding(object, variables, target, `${name}.${namespace}`, reason, context);
		}
	},
};
