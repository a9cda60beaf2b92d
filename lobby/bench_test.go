package lobby_test

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store/memory"
)

// This file runs as it is on the build that beside.sh compares with, but for what
// it takes to fill a store.

var benchClients = flag.Int("bench.clients", 10_000, "clients on the register of a benchmark")

// lap is the time that one operation took, again and again.
type lap struct {
	name  string
	times []time.Duration
}

func (l *lap) run(b *testing.B, f func() error) {
	begun := time.Now()
	err := f()
	l.times = append(l.times, time.Since(begun))
	if err != nil {
		b.Fatal(l.name, err)
	}
}

func (l *lap) report(b *testing.B) {
	slices.Sort(l.times)
	at := func(share float64) float64 {
		return float64(l.times[min(int(share*float64(len(l.times))), len(l.times)-1)].Nanoseconds()) / 1e3
	}
	b.ReportMetric(at(.5), "p50-µs")
	b.ReportMetric(at(.99), "p99-µs")
	b.ReportMetric(0, "ns/op")
}

// bench is a lobby over a made-up register in memory.
type bench struct {
	*lobby.Service
	world            *matchtest.World
	host, portal, of lobby.Actor
	arrived          int
}

var benches = map[int]*bench{}

func newBench(b *testing.B) *bench {
	if v := benches[*benchClients]; v != nil {
		return v
	}
	v := &bench{
		Service: lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), nil),
		world:   matchtest.New(1, *benchClients),
		host:    lobby.Actor{ID: "casework", Authority: "hackney", Role: lobby.Host},
		portal:  lobby.Actor{ID: "portal", Authority: "hackney", Role: lobby.IntakeMachine},
		of:      lobby.Actor{ID: "amy", Authority: "hackney", Role: lobby.Officer, Rights: lobby.MayRemove},
	}
	before := heap()
	v.fill(b)
	after := heap()
	begun := time.Now()
	runtime.GC()
	b.Logf("%d clients: %.0f bytes each, a full collection takes %v", *benchClients, float64(after-before)/float64(*benchClients), time.Since(begun).Round(time.Millisecond))
	benches[*benchClients] = v
	return v
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func (v *bench) fill(b *testing.B) {
	var some []lobby.ClientUpdate
	put := func() {
		r, err := v.PutClients(context.Background(), v.host, some)
		if err != nil || len(r.Failed) > 0 {
			b.Fatal(err, r.Failed)
		}
		some = some[:0]
	}
	for c := range v.world.Clients() {
		if some = append(some, clientUpdate(clientID(c.ID), c.Person)); len(some) == 1000 {
			put()
		}
	}
	put()
}

// receive receives a case.
func (v *bench) receive(p matching.Person) (recordID, error) {
	v.arrived++
	r, err := v.Receive(context.Background(), v.portal, lobby.Arrival{Channel: selfReferral, Key: fmt.Sprint("k-", v.arrived), Person: p})
	return r.ID, err
}

// arrive receives a case, and claims it.
func (v *bench) arrive(b *testing.B, p matching.Person) recordID {
	id, err := v.receive(p)
	if err == nil {
		_, err = v.Claim(context.Background(), v.of, id)
	}
	if err != nil {
		b.Fatal(err)
	}
	return id
}

// cases yields b.N people who arrive.
func (v *bench) cases(b *testing.B) []matching.Person {
	var people []matching.Person
	for c := range v.world.Cases(b.N, matchtest.Everyday()) {
		people = append(people, c.Person)
	}
	return people
}

// BenchmarkReceive receives a case, and BenchmarkClaim claims it.
func BenchmarkReceive(b *testing.B) { l := lap{name: "receive"}; newBench(b).door(b, &l, &lap{}) }
func BenchmarkClaim(b *testing.B)   { l := lap{name: "claim"}; newBench(b).door(b, &lap{}, &l) }

// door lets cases in, has them claimed, and times both. It reports the lap that has a
// name.
func (v *bench) door(b *testing.B, received, claimed *lap) {
	people := v.cases(b)
	ids := make([]recordID, len(people))
	b.ReportAllocs()
	b.ResetTimer()
	for i, p := range people {
		received.run(b, func() (err error) { ids[i], err = v.receive(p); return err })
		claimed.run(b, func() error { _, err := v.Claim(context.Background(), v.of, ids[i]); return err })
	}
	b.StopTimer()
	if received.name != "" {
		received.report(b)
	} else {
		claimed.report(b)
	}
	v.clear(b, ids)
}

// BenchmarkReview compares a case with the register, as an officer who holds it
// does. The case is removed afterwards, so that as few wait as before.
func BenchmarkReview(b *testing.B) {
	v := newBench(b)
	people, l := v.cases(b), lap{name: "review"}
	ids := make([]recordID, len(people))
	for i, p := range people {
		ids[i] = v.arrive(b, p)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for _, id := range ids {
		l.run(b, func() error { _, err := v.Review(context.Background(), v.of, id); return err })
	}
	b.StopTimer()
	l.report(b)
	v.clear(b, ids)
}

func (v *bench) clear(b *testing.B, ids []recordID) {
	for _, id := range ids {
		review, err := v.Review(context.Background(), v.of, id)
		if err == nil {
			_, err = v.Remove(context.Background(), v.of, id, lobby.Removal{Reason: lobby.DefaultReasons()[0], Confirm: lobby.Short(id), Token: review.Token})
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSearch looks for a person, as an officer who types one in does.
func BenchmarkSearch(b *testing.B) {
	v := newBench(b)
	people, l := v.cases(b), lap{name: "search"}
	b.ReportAllocs()
	b.ResetTimer()
	for _, p := range people {
		l.run(b, func() error { _, err := v.Search(context.Background(), v.of, p); return err })
	}
	l.report(b)
}

// BenchmarkPage lists 25 waiting cases, each with its strongest match.
func BenchmarkPage(b *testing.B) {
	v := newBench(b)
	l := lap{name: "page"}
	var ids []recordID
	for c := range v.world.Cases(25, matchtest.Everyday()) {
		ids = append(ids, v.arrive(b, c.Person))
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		l.run(b, func() error {
			page, err := v.Waiting(context.Background(), v.of, lobby.Filter{Limit: 25})
			for _, r := range page.Records {
				if err == nil {
					_, err = v.Review(context.Background(), v.of, r.ID)
				}
			}
			return err
		})
	}
	b.StopTimer()
	l.report(b)
	v.clear(b, ids)
}

// BenchmarkAssign decides a case that was reviewed: the first client shown is the
// person, and whoever is shown nobody becomes a client.
func BenchmarkAssign(b *testing.B) {
	v := newBench(b)
	v.decide(b, &lap{name: "assign"}, nil, v.assign)
}

// BenchmarkEndToEnd receives, claims, reviews and decides a case likewise.
func BenchmarkEndToEnd(b *testing.B) {
	v := newBench(b)
	v.decide(b, nil, &lap{name: "end to end"}, v.assign)
}

// BenchmarkCreate makes everybody a client, whoever was shown. It is the last, for the
// register grows by it.
func BenchmarkCreate(b *testing.B) {
	v := newBench(b)
	v.decide(b, &lap{name: "create"}, nil, v.create)
}

func (v *bench) assign(ctx context.Context, id recordID, r lobby.Review) error {
	if len(r.Clients) == 0 {
		return v.create(ctx, id, r)
	}
	_, err := v.Assign(ctx, v.of, id, r.Clients[0].Client.ID, r.Token)
	return err
}

func (v *bench) create(ctx context.Context, id recordID, r lobby.Review) error {
	_, err := v.Create(ctx, v.of, id, r.Token)
	return err
}

// decide takes cases from their arrival to a decision, and times the last step or
// all of it.
func (v *bench) decide(b *testing.B, last, whole *lap, then func(context.Context, recordID, lobby.Review) error) {
	people := v.cases(b)
	ctx := context.Background()
	b.ReportAllocs()
	b.ResetTimer()
	for _, p := range people {
		begun := time.Now()
		id := v.arrive(b, p)
		review, err := v.Review(ctx, v.of, id)
		if err != nil {
			b.Fatal(err)
		}
		decided := time.Now()
		if err := then(ctx, id, review); err != nil {
			b.Fatal(err)
		}
		if last != nil {
			last.times = append(last.times, time.Since(decided))
		} else {
			whole.times = append(whole.times, time.Since(begun))
		}
	}
	if last != nil {
		last.report(b)
	} else {
		whole.report(b)
	}
}
