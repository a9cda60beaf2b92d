package postgres_test

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
)

func TestCPU3(t *testing.T) {
	if os.Getenv("CPU") == "" {
		t.Skip()
	}
	openRegister(t)
	ctx := context.Background()
	conns := register.pool.Stat().TotalConns()
	t.Log("conns", conns)
	conn, err := register.pool.Acquire(ctx)
	must(t, err)
	pid := conn.Conn().PgConn().PID()
	conn.Release()
	arrivals := slices.Collect(register.world.Cases(2000, matchtest.Everyday()))
	keys := make([][]matching.Key, len(arrivals))
	for i, c := range arrivals {
		keys[i] = register.uk.Keys(c.Person)
	}
	measure := func(name string, n int, f func(i int)) {
		for i := range n {
			f(i)
		}
		c0, s0 := cpuOf(pid), selfCPU()
		var ds []time.Duration
		for i := range n {
			b := time.Now()
			f(i)
			ds = append(ds, time.Since(b))
		}
		slices.Sort(ds)
		t.Logf("%-30s server %6.0f µs  client %6.0f µs p50 %v", name, (cpuOf(pid)-c0)/float64(n)*1e3, (selfCPU()-s0)/float64(n)*1e3, ds[n/2])
	}
	measure("client", 2000, func(i int) {
		_, err := register.store.Client(ctx, hackney, store.ClientID(matchtest.ClientID(i*7919%*registerSize)))
		must(t, err)
	})
	var rows, cut, found, followed int
	for i := range keys {
		p, err := register.store.Candidates(ctx, hackney, keys[i], 200)
		must(t, err)
		rows += len(p.Clients)
		for j, c := range p.Carriers {
			if keys[i][j].CountOnly() {
				continue
			}
			followed++
			if c.Cut {
				cut++
			} else {
				found += c.Clients
			}
		}
	}
	t.Logf("rows %.1f followed keys %.1f cut %.2f fetched-by-key %.1f", float64(rows)/2000, float64(followed)/2000, float64(cut)/2000, float64(found)/2000)
	measure("candidates", 2000, func(i int) { _, err := register.store.Candidates(ctx, hackney, keys[i], 200); must(t, err) })
	if os.Getenv("HOLD") != "" {
		t.Log(servers[0].url)
		println(servers[0].url)
		time.Sleep(4 * time.Hour)
	}
}
