// Invariant: this list is all rules there are; registering is writing a line here, nothing happens by importing.
import { apiRules } from './api/api-rules.ts';
import { applyKeepsOldValue } from './apply/apply-keeps-old-value.ts';
import { applyRejectsChange } from './apply/apply-rejects-change.ts';
import { dnsAnswerTruncated } from './clients/dns-answer-truncated.ts';
import { externalnameTlsHost } from './clients/externalname-tls-host.ts';
import { grpcRoundRobinOverVirtualIp } from './clients/grpc-round-robin-over-virtual-ip.ts';
import { jvmDnsCacheForever } from './clients/jvm-dns-cache-forever.ts';
import { libpqPrimaryBehindHeadless } from './clients/libpq-primary-behind-headless.ts';
import { nginxResolvesOnce } from './clients/nginx-resolves-once.ts';
import { endpointsDeprecated } from './endpointslice/endpoints-deprecated.ts';
import { endpointsliceFamily } from './endpointslice/endpointslice-family.ts';
import { endpointsliceOtherNamespace } from './endpointslice/endpointslice-other-namespace.ts';
import { endpointslicePortName } from './endpointslice/endpointslice-port-name.ts';
import { endpointsliceUnknownService } from './endpointslice/endpointslice-unknown-service.ts';
import { endpointsliceUnlabelled } from './endpointslice/endpointslice-unlabelled.ts';
import { serviceLinkCollision } from './env/service-link-collision.ts';
import { serviceVariableElsewhere } from './env/service-variable-elsewhere.ts';
import { serviceVariableUnset } from './env/service-variable-unset.ts';
import { externalNameAddress } from './externalname/external-name-address.ts';
import { externalNamePorts } from './externalname/external-name-ports.ts';
import { externalNameSelector } from './externalname/external-name-selector.ts';
import { routeBackendWithoutPort } from './gateway/route-backend-without-port.ts';
import { routeUnknownPort } from './gateway/route-unknown-port.ts';
import { routeUnknownService } from './gateway/route-unknown-service.ts';
import { routeWithoutGrant } from './gateway/route-without-grant.ts';
import { headlessPortTranslation } from './headless/headless-port-translation.ts';
import { headlessTrafficPolicy } from './headless/headless-traffic-policy.ts';
import { publishNotReadyMissing } from './headless/publish-not-ready-missing.ts';
import { publishNotReadyOnClientService } from './headless/publish-not-ready-on-client-service.ts';
import { tolerateUnreadyAnnotation } from './headless/tolerate-unready-annotation.ts';
import { hostnameShared } from './hostname/hostname-shared.ts';
import { hostnameWithoutSubdomain } from './hostname/hostname-without-subdomain.ts';
import { subdomainWithoutService } from './hostname/subdomain-without-service.ts';
import { backendUnlistedService } from './ingress/backend-unlisted-service.ts';
import { ingressOtherNamespace } from './ingress/ingress-other-namespace.ts';
import { ingressUnknownPort } from './ingress/ingress-unknown-port.ts';
import { ingressUnknownService } from './ingress/ingress-unknown-service.ts';
import { dnsBarePodName } from './names/dns-bare-pod-name.ts';
import { dnsClusterDomain } from './names/dns-cluster-domain.ts';
import { dnsMissingLabel } from './names/dns-missing-label.ts';
import { dnsOtherNamespace } from './names/dns-other-namespace.ts';
import { dnsPodMisnamed } from './names/dns-pod-misnamed.ts';
import { dnsPodOfDeployment } from './names/dns-pod-of-deployment.ts';
import { dnsPodOrdinal } from './names/dns-pod-ordinal.ts';
import { dnsPodUnderOtherService } from './names/dns-pod-under-other-service.ts';
import { dnsShortNameElsewhere } from './names/dns-short-name-elsewhere.ts';
import { dnsSwappedLabels } from './names/dns-swapped-labels.ts';
import { dnsUnknownService } from './names/dns-unknown-service.ts';
import { dnsUnlistedService } from './names/dns-unlisted-service.ts';
import { kustomizeRenamedService } from './names/kustomize-renamed-service.ts';
import { mongodbSrvPortName } from './names/mongodb-srv-port-name.ts';
import { mongodbSrvShortHost } from './names/mongodb-srv-short-host.ts';
import { servicePortInText } from './names/service-port-in-text.ts';
import { srvPortName } from './names/srv-port-name.ts';
import { srvUnnamedPort } from './names/srv-unnamed-port.ts';
import { networkPolicyPortName } from './network-policy/network-policy-port-name.ts';
import { networkPolicyServicePort } from './network-policy/network-policy-service-port.ts';
import { dnsPolicyDefault } from './pod-dns/dns-policy-default.ts';
import { hostNetworkDnsPolicy } from './pod-dns/host-network-dns-policy.ts';
import { muslNdots } from './pod-dns/musl-ndots.ts';
import { ndotsFanOut } from './pod-dns/ndots-fan-out.ts';
import { nodePortCollision } from './ports/node-port-collision.ts';
import { targetPortName } from './ports/target-port-name.ts';
import { targetPortNumber } from './ports/target-port-number.ts';
import { targetPortOmitted } from './ports/target-port-omitted.ts';
import { targetPortProtocol } from './ports/target-port-protocol.ts';
import { tcpUdpSamePort } from './ports/tcp-udp-same-port.ts';
import type { Rule } from './rule.ts';
import { duplicateService } from './selector/duplicate-service.ts';
import { selectorCatchesJob } from './selector/selector-catches-job.ts';
import { selectorCatchesSeveral } from './selector/selector-catches-several.ts';
import { selectorNamespaceOmitted } from './selector/selector-namespace-omitted.ts';
import { selectorNearMiss } from './selector/selector-near-miss.ts';
import { selectorOtherNamespace } from './selector/selector-other-namespace.ts';
import { serviceWithoutEndpoints } from './selector/service-without-endpoints.ts';
import { governingServiceMissesPods } from './statefulset/governing-service-misses-pods.ts';
import { governingServiceMissing } from './statefulset/governing-service-missing.ts';
import { governingServiceNotHeadless } from './statefulset/governing-service-not-headless.ts';
import { governingServiceOtherNamespace } from './statefulset/governing-service-other-namespace.ts';
import { governingServiceShared } from './statefulset/governing-service-shared.ts';
import { governingServiceUnlisted } from './statefulset/governing-service-unlisted.ts';
import { serviceNameAbsent } from './statefulset/service-name-absent.ts';
import { internalTrafficPolicyLocal } from './traffic/internal-traffic-policy-local.ts';

export const rules: readonly Rule[] = [
	...apiRules,
	applyKeepsOldValue,
	applyRejectsChange,
	dnsAnswerTruncated,
	externalnameTlsHost,
	grpcRoundRobinOverVirtualIp,
	jvmDnsCacheForever,
	libpqPrimaryBehindHeadless,
	nginxResolvesOnce,
	endpointsDeprecated,
	endpointsliceFamily,
	endpointsliceOtherNamespace,
	endpointslicePortName,
	endpointsliceUnknownService,
	endpointsliceUnlabelled,
	serviceLinkCollision,
	serviceVariableElsewhere,
	serviceVariableUnset,
	externalNameAddress,
	externalNamePorts,
	externalNameSelector,
	routeBackendWithoutPort,
	routeUnknownPort,
	routeUnknownService,
	routeWithoutGrant,
	headlessPortTranslation,
	headlessTrafficPolicy,
	publishNotReadyMissing,
	publishNotReadyOnClientService,
	tolerateUnreadyAnnotation,
	hostnameShared,
	hostnameWithoutSubdomain,
	subdomainWithoutService,
	backendUnlistedService,
	ingressOtherNamespace,
	ingressUnknownPort,
	ingressUnknownService,
	dnsBarePodName,
	dnsClusterDomain,
	dnsMissingLabel,
	dnsOtherNamespace,
	dnsPodMisnamed,
	dnsPodOfDeployment,
	dnsPodOrdinal,
	dnsPodUnderOtherService,
	dnsShortNameElsewhere,
	dnsSwappedLabels,
	dnsUnknownService,
	dnsUnlistedService,
	kustomizeRenamedService,
	mongodbSrvPortName,
	mongodbSrvShortHost,
	servicePortInText,
	srvPortName,
	srvUnnamedPort,
	networkPolicyPortName,
	networkPolicyServicePort,
	dnsPolicyDefault,
	hostNetworkDnsPolicy,
	muslNdots,
	ndotsFanOut,
	nodePortCollision,
	targetPortName,
	targetPortNumber,
	targetPortOmitted,
	targetPortProtocol,
	tcpUdpSamePort,
	duplicateService,
	selectorCatchesJob,
	selectorCatchesSeveral,
	selectorNamespaceOmitted,
	selectorNearMiss,
	selectorOtherNamespace,
	serviceWithoutEndpoints,
	governingServiceMissesPods,
	governingServiceMissing,
	governingServiceNotHeadless,
	governingServiceOtherNamespace,
	governingServiceShared,
	governingServiceUnlisted,
	serviceNameAbsent,
	internalTrafficPolicyLocal,
];
