package postgres

import (
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Tell writes down who looks, for others.
func Tell(s *Store, told ...store.Event) error { return s.tell(told) }

// Looks is whether the nth commit is followed by a look at the tables' sizes.
var Looks = looks

// Sample is a statement that the store sends, with arguments as it sends them.
type Sample struct {
	Text string
	Args []any
}

// Samples returns every statement, and of the queries that are put together
// from clauses every combination.
func Samples(a store.Authority) []Sample {
	const id, version = "id", int64(1)
	row, _ := recordArgs(1, store.Record{Authority: a, ID: id, State: store.StateWaiting})
	client, _, _ := clientArgs(1, store.Client{Authority: a, ID: id, Reference: "reference"})
	some := []int64{1, 2}
	all := []Sample{
		{selectRows, []any{string(a), []string{id}, []string{id}}}, {insertRecord, row}, {updateRecord, row},
		{selectClients, []any{string(a), id, 10}}, {insertClient, client}, {updateClient, client},
		{freeReference, []any{string(a), id, version}},
		{addTally, []any{string(a), some, some}}, {foldTally, []any{string(a), some}},
		{existingClients, []any{string(a), []string{id}}},
		{insertEvent, eventArgs(store.Event{Authority: a, ID: id, At: time.Unix(0, 0)})}, {insertAck, []any{string(a), "consumer", id}},
		{takeOut, []any{string(a), "consumer", []string{id}}}, {sortTray, []any{string(a)}}, {giveMore, []any{string(a), "consumer"}},
		{makeKnown, []any{string(a), "consumer"}}, {holdRetired, []any{string(a), []string{id}, []string{id}}}, {retireTray, []any{string(a)}}, {retireUnread, []any{string(a)}}, {retireEvents, []any{string(a)}},
	}
	for _, w := range everyWay() {
		args := []any{string(a), some, some}
		if w.crowded {
			args = append(args, some, some, some)
		}
		all = append(all, Sample{w.text(10), args})
	}
	for bits := range 1 << 6 {
		on := func(bit int) bool { return bits>>bit&1 == 1 }
		q := recordsQuery(queryWith(a, on))
		all = append(all, Sample{q.text, q.args})
	}
	for bits := range 1 << 5 {
		e := store.EventQuery{Authority: a, Limit: 10}
		set(bits>>0&1 == 1, &e.Record, id)
		set(bits>>1&1 == 1, &e.Client, id)
		set(bits>>2&1 == 1, &e.Unacked, "consumer")
		set(bits>>4&1 == 1, &e.System, "hpa2")
		set(bits>>3&1 == 1, &e.After, store.EventCursor{At: time.Unix(0, 0), ID: id})
		q := eventsQuery(e)
		all = append(all, Sample{q.text, q.args})
	}
	return all
}

func queryWith(a store.Authority, on func(bit int) bool) store.Query {
	q := store.Query{Authority: a, Limit: 10}
	set(on(0), &q.System, "hpa2")
	set(on(1), &q.States, []store.State{store.StateWaiting})
	set(on(2), &q.States, append(q.States, store.StateRemoved))
	set(on(3), &q.Holder, "officer")
	set(on(3), &q.Provider, "provider")
	set(on(4), &q.ReceivedFrom, time.Unix(0, 0))
	set(on(4), &q.ReceivedBefore, time.Unix(1, 0))
	set(on(5), &q.After, store.Cursor{Received: time.Unix(0, 0), ID: "id"})
	set(on(5), &q.Channels, []store.Channel{store.ChannelPartner})
	return q
}

func set[V any](really bool, to *V, v V) {
	if really {
		*to = v
	}
}

// EveryStatement is what Validate prepares.
var EveryStatement = everyStatement

// Tables are the tables that are laid out by authority.
var Tables = tables

// Limits is what a commit sets for itself, given its two timeouts in milliseconds.
const Limits = limits

// Searches are the texts of every way to search, the first of them apart, which is how
// it is done under row security.
var Searches = func() (texts []string) {
	for _, w := range everyWay() {
		if w.apart {
			texts = append([]string{w.text(10)}, texts...)
		} else {
			texts = append(texts, w.text(10))
		}
	}
	return texts
}()

// Mixed is a key as the database keeps it.
func Mixed(a store.Authority, k matching.Key) int64 { return mixerOf(a).mix(k) }

// Waiting is how many searches wait for others to write down who looks.
func Waiting(s *Store) int {
	s.teller.mu.Lock()
	defer s.teller.mu.Unlock()
	return len(s.teller.waiting)
}

// Presumes is whether a key is taken for crowded with clients without counting them.
func Presumes(s *Store, a store.Authority, k matching.Key, limit int) bool {
	s.crowd.mu.Lock()
	defer s.crowd.mu.Unlock()
	p, _ := s.crowd.of(crowded{mixerOf(a).mix(k), limit, true})
	return p.counted && p.uses < maxUses
}

// SortTray and its like are statements of a commit.
const SortTray, GiveMore, HoldRetired, RetireEvents, InsertAck = sortTray, giveMore, holdRetired, retireEvents, insertAck
