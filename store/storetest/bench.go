package storetest

import (
	"context"
	"fmt"
	"testing"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
)

// What a lobby of the benchmark holds, and what a review reads.
const (
	waitingRecords = 2000
	searchLimit    = 100 // what lobby.Options has unless told otherwise
	reviewClients  = 50
	reviewRecords  = 15
	pageRows       = 50
	oldEvents      = 5000
)

// Bench measures a store by what the lobby asks of it, on registers of 10,000 and,
// without -short, 100,000 people who were made up, always the same. It calls open
// once for each register. The two figures of one operation should be much the same:
// what grows with the register is looked for from end to end.
//
//	candidates  a search: everybody who shares a key with a new case
//	review      a search and the rows of its best 50 clients and 15 records, as far as
//	            they do not come along with it
//	intake      a case that arrives: a record and an event
//	decide      a decision: a record, a client and an event over what was read
//	page        50 of the records that wait
//	poll        what a consumer that has read everything has yet to read: nothing
func Bench(b *testing.B, open func(b *testing.B) store.Store) {
	for _, people := range []int{10_000, 100_000} {
		if people > 10_000 && testing.Short() {
			continue
		}
		b.Run(fmt.Sprintf("%d people", people), func(b *testing.B) {
			d := newBenchDesk(b, open(b), people)
			b.Run("candidates", d.benchCandidates)
			b.Run("review", d.benchReview)
			b.Run("intake", d.benchIntake)
			b.Run("decide", d.benchDecide)
			b.Run("page", d.benchPage)
			b.Run("poll", d.benchPoll)
		})
	}
}

// benchDesk is a lobby with a register, and cases to come.
type benchDesk struct {
	store.Store
	cases   []matching.Prepared
	arrived int
}

func newBenchDesk(b *testing.B, s store.Store, people int) *benchDesk {
	b.Helper()
	d, world, prepare := &benchDesk{Store: s}, matchtest.New(1, people), matching.UK(nil).Prepare
	var all store.Batch
	all.Authority = here
	for c := range world.Clients() {
		q := prepare(c.Person)
		all.Clients = append(all.Clients, writeClient(0, store.Client{Authority: here, ID: store.ClientID(c.ID), Person: c.Person, Keys: q.Keys, Profile: q.Profile}))
		if len(all.Clients) == store.MaxPage {
			d.fill(b, all)
			all.Clients = nil
		}
	}
	d.fill(b, all)
	for c := range world.Cases(1000, matchtest.Everyday()) {
		d.cases = append(d.cases, prepare(c.Person))
	}
	arriving := store.Batch{Authority: here}
	for range waitingRecords {
		arriving.Records = append(arriving.Records, write(0, d.next()))
	}
	d.fill(b, arriving)
	trail := store.Batch{Authority: here}
	read := store.Batch{Authority: here}
	for i := range oldEvents {
		trail.Events = append(trail.Events, store.Event{Authority: here, ID: numbered(i), At: minute(i), Kind: "received"})
		read.Acks = append(read.Acks, store.Ack{Consumer: "mail", Event: numbered(i)})
	}
	d.fill(b, trail)
	d.fill(b, read)
	return d
}

// fill commits a batch in parts.
func (d *benchDesk) fill(b *testing.B, all store.Batch) {
	b.Helper()
	for _, part := range parted(all, store.BatchLimit(d.Store)) {
		d.commit(b, part)
	}
}

func (d *benchDesk) commit(b *testing.B, batch store.Batch) {
	b.Helper()
	if err := (careful{d.Store, false}).Commit(context.Background(), batch); err != nil {
		b.Fatal(err)
	}
}

// next is a record of the next case.
func (d *benchDesk) next() store.Record {
	q := d.cases[d.arrived%len(d.cases)]
	d.arrived++
	return store.Record{
		Authority: here, ID: store.RecordID(fmt.Sprintf("case-%07d", d.arrived)), State: store.StateWaiting, System: "hpa2",
		Received: minute(d.arrived), Keys: q.Keys, Profile: q.Profile,
	}
}

func (d *benchDesk) benchCandidates(b *testing.B) {
	found, i := 0, 0
	for b.Loop() {
		pool, err := d.Candidates(context.Background(), here, d.asked(i), searchLimit)
		if err != nil {
			b.Fatal(err)
		}
		found += len(pool.Clients)
		i++
	}
	b.ReportMetric(float64(found)/float64(i), "found/op")
}

// asked is what a case is looked for by.
func (d *benchDesk) asked(i int) []matching.Key { return d.cases[i%len(d.cases)].Ask }

func (d *benchDesk) benchReview(b *testing.B) {
	i := 0
	for b.Loop() {
		pool, came := d.gather(b, i)
		best := store.IDs{Unkeyed: true}
		for _, c := range pool.Clients[:min(len(pool.Clients), reviewClients)] {
			best.Clients = append(best.Clients, store.ClientID(c.ID))
		}
		for _, c := range pool.Records[:min(len(pool.Records), reviewRecords)] {
			best.Records = append(best.Records, store.RecordID(c.ID))
		}
		rows := came(best)
		best.Clients, best.Records = without(best.Clients, ids(rows.Clients, clientID)), without(best.Records, ids(rows.Records, recordID))
		if len(best.Clients)+len(best.Records) > 0 {
			if _, err := d.Rows(context.Background(), here, best); err != nil {
				b.Fatal(err)
			}
		}
		i++
	}
}

// gather searches, and brings rows along where the store can.
func (d *benchDesk) gather(b *testing.B, i int) (pool matching.Pool, came store.Gathered) {
	b.Helper()
	came = func(store.IDs) store.Rows { return store.Rows{} }
	var err error
	if g, can := d.Store.(store.Gatherer); can {
		pool, came, err = g.Gather(context.Background(), here, d.asked(i), searchLimit)
	} else {
		pool, err = d.Candidates(context.Background(), here, d.asked(i), searchLimit)
	}
	if err != nil {
		b.Fatal(err)
	}
	return pool, came
}

func (d *benchDesk) benchIntake(b *testing.B) {
	for b.Loop() {
		r := d.next()
		d.commit(b, arrival(r))
	}
}

// arrival is the batch by which a record arrives.
func arrival(r store.Record) store.Batch {
	in := records(write(0, r))
	in.Events = []store.Event{{Authority: here, ID: store.EventID(r.ID), At: r.Received, Kind: "received", Record: r.ID, Version: 1}}
	in.Acks = []store.Ack{{Consumer: "mail", Event: store.EventID(r.ID)}}
	return in
}

// benchDecide has each new record become a client of its own, and measures that
// without its arrival.
func (d *benchDesk) benchDecide(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		r := d.next()
		d.commit(b, arrival(r))
		was := r
		was.Version = 1
		r.State, r.Keys, r.Profile = store.StateCreated, nil, ""
		c := store.Client{Authority: here, ID: store.ClientID(r.ID), Keys: was.Keys, Profile: was.Profile, Cases: []store.Case{{ID: "1", System: "hpa2", Opened: r.Received}}}
		decision := store.Batch{
			Authority: here, Clients: []clientChange{writeClient(0, c)},
			Records: []recordChange{{ID: r.ID, Expect: 1, Was: &was, Next: &r}},
			Events:  []store.Event{{Authority: here, ID: store.EventID("decided " + r.ID), At: r.Received, Kind: "created", Record: r.ID, Version: 2}},
			Acks:    []store.Ack{{Consumer: "mail", Event: store.EventID("decided " + r.ID)}},
		}
		b.StartTimer()
		d.commit(b, decision)
	}
}

func (d *benchDesk) benchPage(b *testing.B) {
	q := store.Query{Authority: here, States: []store.State{store.StateWaiting}, Limit: pageRows}
	for b.Loop() {
		page, err := d.Records(context.Background(), q)
		if err != nil || page.Len() != pageRows {
			b.Fatalf("%d records: %v", page.Len(), err)
		}
		q.After = page.Next()
		if q.After.Received.After(minute(waitingRecords - pageRows)) {
			q.After = store.Cursor{}
		}
	}
}

func (d *benchDesk) benchPoll(b *testing.B) {
	for b.Loop() {
		unread, err := d.Events(context.Background(), store.EventQuery{Authority: here, Unacked: "mail", Limit: 100})
		if err != nil || len(unread) > 0 {
			b.Fatalf("%d events: %v", len(unread), err)
		}
	}
}
