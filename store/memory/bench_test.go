package memory_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// register is a made-up register in a store, and what it takes to ask it.
type register struct {
	*memory.Store
	prepare func(matching.Person) matching.Prepared
	askers  [][]matching.Key
	written store.Version // of the client that benchPut writes
}

// filled returns a register of so many clients. If bare, they have no keys, so
// that what is left is the cost of their rows.
func filled(b *testing.B, clients int, bare bool) *register {
	b.Helper()
	world, r := matchtest.New(1, clients), &register{Store: new(memory.Store), prepare: matching.UK(nil).Prepare}
	var some []store.Change[store.ClientID, store.Client]
	for c := range world.Clients() {
		row := store.Client{Authority: "leeds", ID: store.ClientID(c.ID), Person: c.Person}
		if !bare {
			q := r.prepare(c.Person)
			row.Keys, row.Profile = q.Keys, q.Profile
		}
		if some = append(some, store.Change[store.ClientID, store.Client]{ID: row.ID, Next: &row}); len(some) == store.MaxChanges {
			r.commit(b, some...)
			some = nil
		}
	}
	r.commit(b, some...)
	for c := range world.Cases(1000, matchtest.Everyday()) {
		r.askers = append(r.askers, r.prepare(c.Person).Keys)
	}
	return r
}

func (r *register) commit(b *testing.B, some ...store.Change[store.ClientID, store.Client]) {
	if err := r.Commit(context.Background(), store.Batch{Authority: "leeds", Clients: some}); err != nil {
		b.Fatal(err)
	}
}

// What a search costs depends on whom it finds; what is kept beside the rows is
// little, and nothing for a garbage collector to follow. With -short no register
// is larger than 100,000 clients.
func BenchmarkRegister(b *testing.B) {
	for _, clients := range []int{10_000, 100_000, 1_000_000} {
		if testing.Short() && clients > 100_000 {
			continue
		}
		for _, kind := range []string{"bare", "keyed"} {
			b.Run(fmt.Sprintf("%d clients/%s", clients, kind), func(b *testing.B) {
				before := inUse()
				r := filled(b, clients, kind == "bare")
				size := float64(inUse()-before) / float64(clients)
				b.Run("collect", func(b *testing.B) {
					for b.Loop() {
						runtime.GC()
					}
					b.ReportMetric(size, "B/client")
				})
				if kind == "keyed" {
					b.Run("candidates", r.benchCandidates)
					b.Run("put", r.benchPut)
				}
			})
		}
	}
}

func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func (r *register) benchCandidates(b *testing.B) {
	found, i := 0, 0
	for b.Loop() {
		pool, err := r.Candidates(context.Background(), "leeds", r.askers[i%len(r.askers)], 300)
		if err != nil {
			b.Fatal(err)
		}
		found += len(pool.Clients)
		i++
	}
	b.ReportMetric(float64(found)/float64(i), "found/op")
}

// benchPut writes a client anew: each time another person under one id.
func (r *register) benchPut(b *testing.B) {
	world, i := matchtest.New(2, 1000), 0
	var newcomers []store.Client
	for c := range world.Clients() {
		q := r.prepare(c.Person)
		newcomers = append(newcomers, store.Client{Authority: "leeds", ID: "new", Person: c.Person, Keys: q.Keys, Profile: q.Profile})
	}
	for b.Loop() {
		next := newcomers[i%len(newcomers)]
		change := store.Change[store.ClientID, store.Client]{ID: "new", Expect: r.written, Next: &next}
		if r.written > 0 {
			was := newcomers[(i+len(newcomers)-1)%len(newcomers)]
			was.Version = r.written
			change.Was = &was
		}
		r.commit(b, change)
		r.written++
		i++
	}
}

// What a page costs depends on its length, not on how many records there are.
func BenchmarkPage(b *testing.B) {
	for _, size := range []int{1_000, 100_000} {
		b.Run(fmt.Sprintf("20 of %d", size), func(b *testing.B) {
			s := decided(b, size)
			q := store.Query{Authority: "leeds", States: []store.State{store.StateWaiting}, Limit: 20}
			for b.Loop() {
				page, err := s.Records(context.Background(), q)
				if err != nil || page.Len() != 20 {
					b.Fatal(page.Len(), err)
				}
			}
		})
	}
}

// decided is a store of many decided records and a hundred that wait.
func decided(b *testing.B, records int) *memory.Store {
	b.Helper()
	s := new(memory.Store)
	for i := range records {
		r := store.Record{
			Authority: "leeds", ID: store.RecordID(fmt.Sprintf("%08d", i)), State: store.StateAssigned,
			Received: time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC),
		}
		if i%(records/100) == 0 {
			r.State = store.StateWaiting
		}
		require.NoError(b, s.Commit(context.Background(), store.Batch{
			Authority: "leeds", Records: []store.Change[store.RecordID, store.Record]{{ID: r.ID, Next: &r}},
		}))
	}
	return s
}
