// Package kubernetes: overlaid on CoreDNS's own package by ../dns.ts, which runs it; it measures the same questions over
// the same cluster. Maps stand for the client library's stores, which only makes CoreDNS faster.
package kubernetes

import (
	"context"
	"fmt"
	"net"
	"testing"

	"github.com/coredns/coredns/plugin/kubernetes/object"
	"github.com/coredns/coredns/request"

	"github.com/miekg/dns"
	api "k8s.io/api/core/v1"
)

type benchCluster struct {
	services  map[string][]*object.Service
	endpoints map[string][]*object.Endpoints
}

// Service svc-I is 10.(I>>16).(I>>8).(I) with one endpoint; db-0 is headless with ten.
func newBenchCluster(size int) *benchCluster {
	c := &benchCluster{map[string][]*object.Service{}, map[string][]*object.Endpoints{}}
	for i := 1; i < size; i++ {
		ip := fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255)
		c.add(fmt.Sprintf("svc-%d", i), ip, 1)
	}
	c.add("db-0", api.ClusterIPNone, 10)
	return c
}

func (c *benchCluster) add(name, clusterIP string, count int) {
	key := object.ServiceKey(name, "shop")
	c.services[key] = []*object.Service{{
		Name: name, Namespace: "shop", Index: key, ClusterIPs: []string{clusterIP}, Type: api.ServiceTypeClusterIP,
		Ports: []api.ServicePort{{Name: "pg", Port: 5432, Protocol: "TCP"}},
	}}
	addresses := make([]object.EndpointAddress, count)
	for i := range addresses {
		addresses[i] = object.EndpointAddress{IP: fmt.Sprintf("172.16.0.%d", i+1), Hostname: fmt.Sprintf("db-%d", i)}
	}
	c.endpoints[key] = []*object.Endpoints{{
		Name: name + "-1", Namespace: "shop", Index: key,
		Subsets: []object.EndpointSubset{{
			Addresses: addresses, Ports: []object.EndpointPort{{Port: 5432, Name: "pg", Protocol: "TCP"}},
		}},
	}}
}

func (c *benchCluster) SvcIndex(key string) []*object.Service  { return c.services[key] }
func (c *benchCluster) EpIndex(key string) []*object.Endpoints { return c.endpoints[key] }
func (c *benchCluster) GetNamespaceByName(name string) (*object.Namespace, error) {
	if name != "shop" {
		return nil, fmt.Errorf("namespace not found")
	}
	return &object.Namespace{Name: name}, nil
}

func (c *benchCluster) ServiceList() []*object.Service                   { return nil }
func (c *benchCluster) EndpointsList() []*object.Endpoints               { return nil }
func (c *benchCluster) ServiceImportList() []*object.ServiceImport       { return nil }
func (c *benchCluster) SvcIndexReverse(string) []*object.Service         { return nil }
func (c *benchCluster) SvcExtIndexReverse(string) []*object.Service      { return nil }
func (c *benchCluster) SvcImportIndex(string) []*object.ServiceImport    { return nil }
func (c *benchCluster) PodIndex(string) []*object.Pod                    { return nil }
func (c *benchCluster) EpIndexReverse(string) []*object.Endpoints        { return nil }
func (c *benchCluster) McEpIndex(string) []*object.MultiClusterEndpoints { return nil }
func (c *benchCluster) GetNodeByName(context.Context, string) (*api.Node, error) {
	return nil, fmt.Errorf("node not found")
}
func (c *benchCluster) Run()                        {}
func (c *benchCluster) HasSynced() bool             { return true }
func (c *benchCluster) Stop() error                 { return nil }
func (c *benchCluster) Modified(ModifiedMode) int64 { return 1 }

// A ResponseWriter that encodes and sends nowhere.
type packWriter struct{ size int }

func (w *packWriter) WriteMsg(m *dns.Msg) error {
	bytes, err := m.Pack()
	w.size = len(bytes)
	return err
}
func (w *packWriter) Write(b []byte) (int, error) { return len(b), nil }
func (w *packWriter) LocalAddr() net.Addr         { return &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 53} }
func (w *packWriter) RemoteAddr() net.Addr {
	return &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 40212}
}
func (w *packWriter) Close() error        { return nil }
func (w *packWriter) TsigStatus() error   { return nil }
func (w *packWriter) TsigTimersOnly(bool) {}
func (w *packWriter) Hijack()             {}
func (w *packWriter) Network() string     { return "udp" }

func BenchmarkServicescope(b *testing.B) {
	questions := []struct {
		name  string
		qname string
		qtype uint16
	}{
		{"a", "svc-7.shop.svc.cluster.local.", dns.TypeA},
		{"headless", "db-0.shop.svc.cluster.local.", dns.TypeA},
		{"srv", "_pg._tcp.db-0.shop.svc.cluster.local.", dns.TypeSRV},
		{"nxdomain", "absent.shop.svc.cluster.local.", dns.TypeA},
	}
	for _, size := range []int{100, 100_000} {
		k := New([]string{"cluster.local."})
		k.APIConn = newBenchCluster(size)
		k.Namespaces = map[string]struct{}{}
		for _, q := range questions {
			m := new(dns.Msg)
			m.SetQuestion(q.qname, q.qtype)
			m.SetEdns0(1232, false)
			b.Run(fmt.Sprintf("%s/%d", q.name, size), func(b *testing.B) {
				w := &packWriter{}
				for b.Loop() {
					// As server.go wraps the writer of every query.
					scrub := request.NewScrubWriter(m, w)
					if _, err := k.ServeDNS(context.Background(), scrub, m); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(w.size), "octets")
			})
		}
	}
}
