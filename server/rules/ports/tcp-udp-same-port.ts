import { asService } from '../../workspace/service-backing.ts';
import { isTemplated } from '../context.ts';
import { exampleService } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';

export const tcpUdpSamePort: Rule = {
	id: 'tcp-udp-same-port',
	severity: 'info',
	kinds: ['Service'],
	fixable: false,
	docs: {
		title: 'One port number for TCP and UDP',
		what: 'Two ports of the Service have the same number and different protocols.',
		why: 'The API server accepts this, but `kubectl apply` without `--server-side` merges `ports` by number alone: when such a Service is changed, one of the two ports can get lost ([kubernetes#105610](https://github.com/kubernetes/kubernetes/issues/105610)).',
		whatToDo: 'Apply with `kubectl apply --server-side`, or write two Services, one for each protocol.',
		invalid: exampleService({
			name: 'resolver',
			ports: '- name: dns-tcp\n  port: 53\n- name: dns-udp\n  port: 53\n  protocol: UDP',
		}),
		valid: exampleService({
			name: 'resolver',
			ports: '- name: dns-udp\n  port: 53\n  protocol: UDP',
		}),
		links: [
			'https://kubernetes.io/docs/reference/using-api/server-side-apply/',
			'https://github.com/kubernetes/kubernetes/issues/105610',
		],
	},
	*check(object) {
		const target = asService(object);
		if (target === undefined || target.service.spec.type === 'ExternalName') return;
		const { ports } = target.service.spec;
		for (const [index, { port, protocol }] of ports.entries()) {
			const path = ['spec', 'ports', index, 'port'] as const;
			const earlier = ports
				.slice(0, index)
				.find((other) => other.port === port && other.protocol !== protocol);
			if (earlier === undefined || port === 0 || isTemplated(object, path)) continue;
			yield {
				path,
				message: `Port ${port} is there for ${earlier.protocol} and for ${protocol}: kubectl apply merges ports by number alone and can lose one of them on a change. Apply with --server-side, or use two Services.`,
				related: [
					{
						object,
						path: ['spec', 'ports', ports.indexOf(earlier), 'port'],
						message: `Port ${port} for ${earlier.protocol}`,
					},
				],
			};
		}
	},
};
