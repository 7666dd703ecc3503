// Invariant: no two of these rules claim the same statement; what none of them claims is left to the fallbacks.

import { addressFieldsOnExternalName } from './addresses/address-fields-on-external-name.ts';
import { clusterIPFamily } from './addresses/cluster-ip-family.ts';
import { clusterIPFormat } from './addresses/cluster-ip-format.ts';
import { clusterIPNoneSpelling } from './addresses/cluster-ip-none-spelling.ts';
import { clusterIPRange } from './addresses/cluster-ip-range.ts';
import { clusterIPsDiffer } from './addresses/cluster-ips-differ.ts';
import { clusterIPsFamilies } from './addresses/cluster-ips-families.ts';
import { clusterIPsNone } from './addresses/cluster-ips-none.ts';
import { externalIPFormat } from './addresses/external-ip-format.ts';
import { externalNameFormat } from './addresses/external-name-format.ts';
import { externalNameMissing } from './addresses/external-name-missing.ts';
import { headlessLoadBalancer } from './addresses/headless-load-balancer.ts';
import { headlessNodePort } from './addresses/headless-node-port.ts';
import { ipFamilyDuplicate } from './addresses/ip-family-duplicate.ts';
import { ipFamilyPolicySingleStack } from './addresses/ip-family-policy-single-stack.ts';
import { ipFamilyPolicyValue } from './addresses/ip-family-policy-value.ts';
import { ipFamilyValue } from './addresses/ip-family-value.ts';
import type { ApiRule } from './api-rule.ts';
import { booleanInQuotes } from './decoding/boolean-in-quotes.ts';
import { duplicateKey } from './decoding/duplicate-key.ts';
import { listExpected } from './decoding/list-expected.ts';
import { misplacedField } from './decoding/misplaced-field.ts';
import { namespaceName } from './decoding/namespace-name.ts';
import { numberInQuotes } from './decoding/number-in-quotes.ts';
import { removedField } from './decoding/removed-field.ts';
import { selectorMatchLabels } from './decoding/selector-match-labels.ts';
import { selectorWithoutMatchLabels } from './decoding/selector-without-match-labels.ts';
import { textWithoutQuotes } from './decoding/text-without-quotes.ts';
import { unknownField } from './decoding/unknown-field.ts';
import { unknownKind } from './decoding/unknown-kind.ts';
import { unreadableValue } from './decoding/unreadable-value.ts';
import { wrongType } from './decoding/wrong-type.ts';
import { sliceAddress } from './endpointslice/slice-address.ts';
import { sliceAddressType } from './endpointslice/slice-address-type.ts';
import { sliceEndpointName } from './endpointslice/slice-endpoint-name.ts';
import { sliceEndpointWithoutAddress } from './endpointslice/slice-endpoint-without-address.ts';
import { sliceLimits } from './endpointslice/slice-limits.ts';
import { annotationKey } from './metadata/annotation-key.ts';
import { finalizerFormat } from './metadata/finalizer-format.ts';
import { labelFormat } from './metadata/label-format.ts';
import { nameFormat } from './metadata/name-format.ts';
import { nameMissing } from './metadata/name-missing.ts';
import { selectorValue } from './metadata/selector-value.ts';
import { appProtocolFormat } from './ports/app-protocol-format.ts';
import { nodePortDuplicate } from './ports/node-port-duplicate.ts';
import { nodePortForbidden } from './ports/node-port-forbidden.ts';
import { portDuplicate } from './ports/port-duplicate.ts';
import { portMissing } from './ports/port-missing.ts';
import { portNameDuplicate } from './ports/port-name-duplicate.ts';
import { portNameFormat } from './ports/port-name-format.ts';
import { portNameMissing } from './ports/port-name-missing.ts';
import { portNumber } from './ports/port-number.ts';
import { portsMissing } from './ports/ports-missing.ts';
import { protocolValue } from './ports/protocol-value.ts';
import { targetPortFormat } from './ports/target-port-format.ts';
import { targetPortQuoted } from './ports/target-port-quoted.ts';
import { externalTrafficPolicyForbidden } from './service/external-traffic-policy-forbidden.ts';
import { healthCheckNodePort } from './service/health-check-node-port.ts';
import { loadBalancerClassFormat } from './service/load-balancer-class-format.ts';
import { loadBalancerFieldElsewhere } from './service/load-balancer-field-elsewhere.ts';
import { serviceTypeValue } from './service/service-type-value.ts';
import { sessionAffinityTimeout } from './service/session-affinity-timeout.ts';
import { sessionAffinityValue } from './service/session-affinity-value.ts';
import { sourceRangeFormat } from './service/source-range-format.ts';
import { topologyAnnotationsDiffer } from './service/topology-annotations-differ.ts';
import { trafficDistributionValue } from './service/traffic-distribution-value.ts';
import { trafficPolicyValue } from './service/traffic-policy-value.ts';
import { addressForm } from './warnings/address-form.ts';
import { containerPortRepeated } from './warnings/container-port-repeated.ts';
import { externalIPsDeprecated } from './warnings/external-ips-deprecated.ts';
import { externalIPsIgnored } from './warnings/external-ips-ignored.ts';
import { externalNameIgnored } from './warnings/external-name-ignored.ts';
import { fqdnSliceDeprecated } from './warnings/fqdn-slice-deprecated.ts';
import { ignoredWhenHeadless } from './warnings/ignored-when-headless.ts';
import { nameNotALabel } from './warnings/name-not-a-label.ts';
import { preferCloseDeprecated } from './warnings/prefer-close-deprecated.ts';
import { topologyHintsAnnotation } from './warnings/topology-hints-annotation.ts';
import { variableHidden } from './warnings/variable-hidden.ts';
import { containerImage } from './workload/container-image.ts';
import { containerName } from './workload/container-name.ts';
import { containerNameDuplicate } from './workload/container-name-duplicate.ts';
import { containerPortMissing } from './workload/container-port-missing.ts';
import { containerPortName } from './workload/container-port-name.ts';
import { containerPortNameDuplicate } from './workload/container-port-name-duplicate.ts';
import { containersMissing } from './workload/containers-missing.ts';
import { dnsConfigLimits } from './workload/dns-config-limits.ts';
import { dnsConfigMissing } from './workload/dns-config-missing.ts';
import { dnsConfigValue } from './workload/dns-config-value.ts';
import { dnsPolicyValue } from './workload/dns-policy-value.ts';
import { hostPort } from './workload/host-port.ts';
import { jobSelector } from './workload/job-selector.ts';
import { negativeNumber } from './workload/negative-number.ts';
import { podHostnameFormat } from './workload/pod-hostname-format.ts';
import { podManagementPolicy } from './workload/pod-management-policy.ts';
import { probeHandler } from './workload/probe-handler.ts';
import { probePort } from './workload/probe-port.ts';
import { restartPolicyValue } from './workload/restart-policy-value.ts';
import { serviceNameFormat } from './workload/service-name-format.ts';
import { variableName } from './workload/variable-name.ts';
import { volumeMountUnknown } from './workload/volume-mount-unknown.ts';
import { workloadSelectorExpression } from './workload/workload-selector-expression.ts';
import { workloadSelectorMismatch } from './workload/workload-selector-mismatch.ts';
import { workloadSelectorMissing } from './workload/workload-selector-missing.ts';

/** The rules for single mistakes that the API server finds. */
export const specificRules: readonly ApiRule[] = [
	addressFieldsOnExternalName,
	clusterIPFamily,
	clusterIPFormat,
	clusterIPNoneSpelling,
	clusterIPRange,
	clusterIPsDiffer,
	clusterIPsFamilies,
	clusterIPsNone,
	externalIPFormat,
	externalNameFormat,
	externalNameMissing,
	headlessLoadBalancer,
	headlessNodePort,
	ipFamilyDuplicate,
	ipFamilyPolicySingleStack,
	ipFamilyPolicyValue,
	ipFamilyValue,
	booleanInQuotes,
	duplicateKey,
	listExpected,
	misplacedField,
	namespaceName,
	numberInQuotes,
	removedField,
	selectorMatchLabels,
	selectorWithoutMatchLabels,
	textWithoutQuotes,
	unknownField,
	unknownKind,
	unreadableValue,
	wrongType,
	sliceAddressType,
	sliceAddress,
	sliceEndpointName,
	sliceEndpointWithoutAddress,
	sliceLimits,
	annotationKey,
	finalizerFormat,
	labelFormat,
	nameFormat,
	nameMissing,
	selectorValue,
	appProtocolFormat,
	nodePortDuplicate,
	nodePortForbidden,
	portDuplicate,
	portMissing,
	portNameDuplicate,
	portNameFormat,
	portNameMissing,
	portNumber,
	portsMissing,
	protocolValue,
	targetPortFormat,
	targetPortQuoted,
	externalTrafficPolicyForbidden,
	healthCheckNodePort,
	loadBalancerClassFormat,
	loadBalancerFieldElsewhere,
	serviceTypeValue,
	sessionAffinityTimeout,
	sessionAffinityValue,
	sourceRangeFormat,
	topologyAnnotationsDiffer,
	trafficDistributionValue,
	trafficPolicyValue,
	addressForm,
	containerPortRepeated,
	externalIPsDeprecated,
	externalIPsIgnored,
	externalNameIgnored,
	fqdnSliceDeprecated,
	ignoredWhenHeadless,
	nameNotALabel,
	preferCloseDeprecated,
	topologyHintsAnnotation,
	variableHidden,
	containerImage,
	containerNameDuplicate,
	containerName,
	containerPortMissing,
	containerPortNameDuplicate,
	containerPortName,
	containersMissing,
	dnsConfigLimits,
	dnsConfigMissing,
	dnsConfigValue,
	dnsPolicyValue,
	hostPort,
	jobSelector,
	negativeNumber,
	podHostnameFormat,
	podManagementPolicy,
	probeHandler,
	probePort,
	restartPolicyValue,
	serviceNameFormat,
	variableName,
	volumeMountUnknown,
	workloadSelectorExpression,
	workloadSelectorMismatch,
	workloadSelectorMissing,
];
