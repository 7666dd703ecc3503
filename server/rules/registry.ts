// Invariant: this list is all rules there are; registering is writing a line here, nothing happens by importing.
import { applyKeepsOldValue } from './apply/apply-keeps-old-value.ts';
import { applyRejectsChange } from './apply/apply-rejects-change.ts';
import { headlessPortTranslation } from './headless/headless-port-translation.ts';
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
import { srvPortName } from './names/srv-port-name.ts';
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

export const rules: readonly Rule[] = [
	applyKeepsOldValue,
	applyRejectsChange,
	headlessPortTranslation,
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
	srvPortName,
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
];
