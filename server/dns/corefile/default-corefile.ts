// Invariant: this is the Corefile that `kubeadm init` v1.37 installs for a cluster domain (kubernetes
// cmd/kubeadm/app/phases/addons/dns/manifests.go CoreDNSConfigMap).

/** kubeadm's whole Corefile. */
export function kubeadmCorefile(clusterDomain = 'cluster.local'): string {
	return `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes ${clusterDomain} in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success ${clusterDomain}
       disable denial ${clusterDomain}
    }
    loop
    reload
    loadbalance
}
`;
}
