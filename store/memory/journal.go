package memory

import (
	"cmp"

	"github.com/caselobby/caselobby/store"
)

// timeline is a set of events in the order of time.
type timeline = ordered[*store.Event, store.EventCursor]

// journal holds the events of one authority, and again those of each record
// and client, and those that each consumer has yet to acknowledge.
type journal struct {
	byID    map[store.EventID]*store.Event
	all     *timeline
	records map[store.RecordID]*timeline
	clients map[store.ClientID]*timeline
	unacked map[store.Consumer]*timeline // of consumers that have acknowledged anything
}

func newJournal() journal {
	return journal{
		byID:    make(map[store.EventID]*store.Event),
		all:     newTimeline(),
		records: make(map[store.RecordID]*timeline),
		clients: make(map[store.ClientID]*timeline),
		unacked: make(map[store.Consumer]*timeline),
	}
}

func newTimeline() *timeline { return &timeline{key: moment, compare: byTime} }

func moment(e *store.Event) store.EventCursor { return store.EventCursor{At: e.At, ID: e.ID} }

func byTime(a, b store.EventCursor) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
}

// add appends an event, unless its id is there already.
func (j *journal) add(e store.Event) {
	if j.byID[e.ID] != nil {
		return
	}
	j.byID[e.ID] = &e
	j.all.insert(&e)
	if e.Record != "" {
		if j.records[e.Record] == nil {
			j.records[e.Record] = newTimeline()
		}
		j.records[e.Record].insert(&e)
	}
	if e.Client != "" {
		if j.clients[e.Client] == nil {
			j.clients[e.Client] = newTimeline()
		}
		j.clients[e.Client].insert(&e)
	}
	for _, pending := range j.unacked {
		pending.insert(&e)
	}
}

// acknowledge takes an event from what the consumer has yet to handle.
func (j *journal) acknowledge(a store.Ack) {
	e := j.byID[a.Event]
	if e == nil {
		return
	}
	if j.unacked[a.Consumer] == nil {
		j.unacked[a.Consumer] = j.all.clone()
	}
	j.unacked[a.Consumer].remove(e)
}

// page returns the events that q asks for, from the shortest list that holds
// all of them.
func (j *journal) page(q store.EventQuery) []store.Event {
	var page []store.Event
	for e := range j.pick(q).from(q.After) {
		if e.ID == q.After.ID && e.At.Equal(q.After.At) || !j.matches(q, e) {
			continue
		}
		page = append(page, *e)
		if len(page) == q.Limit {
			break
		}
	}
	return page
}

func (j *journal) pick(q store.EventQuery) *timeline {
	found := j.all
	switch {
	case q.Record != "":
		found = j.records[q.Record]
	case q.Client != "":
		found = j.clients[q.Client]
	case q.Unacked != "" && j.unacked[q.Unacked] != nil:
		found = j.unacked[q.Unacked]
	}
	if found == nil {
		return newTimeline()
	}
	return found
}

func (j *journal) matches(q store.EventQuery, e *store.Event) bool {
	if pending := j.unacked[q.Unacked]; pending != nil && !pending.has(e) {
		return false
	}
	return (q.Record == "" || e.Record == q.Record) && (q.Client == "" || e.Client == q.Client)
}
