package memory

import (
	"cmp"
	"maps"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// timeline is a set of events in the order of time.
type timeline = ordered[*store.Event, store.EventCursor]

// trails are timelines by a name that events have, or have not.
type trails[Name comparable] map[Name]*timeline

func (t trails[Name]) put(name Name, e *store.Event) {
	if t[name] == nil {
		t[name] = newTimeline()
	}
	t[name].insert(e)
}

func (t trails[Name]) take(name Name, e *store.Event) {
	if found := t[name]; found != nil {
		found.remove(e)
		if len(found.chunks) == 0 {
			delete(t, name)
		}
	}
}

// of returns the trail of a name, or all where there is no name.
func (t trails[Name]) of(name Name) []*timeline {
	var none Name
	if name == none {
		return slices.Collect(maps.Values(t))
	}
	if found := t[name]; found != nil {
		return []*timeline{found}
	}
	return nil
}

// journal holds the events of one authority: by system, again those of each
// record and client, and those that each consumer has yet to acknowledge.
type journal struct {
	byID    map[store.EventID]*store.Event
	systems trails[store.System]
	records trails[store.RecordID]
	clients trails[store.ClientID]
	unacked map[store.Consumer]trails[store.System] // of consumers that have acknowledged anything
}

func newJournal() journal {
	return journal{
		byID:    make(map[store.EventID]*store.Event),
		systems: make(trails[store.System]),
		records: make(trails[store.RecordID]),
		clients: make(trails[store.ClientID]),
		unacked: make(map[store.Consumer]trails[store.System]),
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
	j.systems.put(e.System, &e)
	if e.Record != "" {
		j.records.put(e.Record, &e)
	}
	if e.Client != "" {
		j.clients.put(e.Client, &e)
	}
	for _, pending := range j.unacked {
		pending.put(e.System, &e)
	}
}

// acknowledge takes an event from what the consumer has yet to handle.
func (j *journal) acknowledge(a store.Ack) {
	e := j.byID[a.Event]
	if e == nil {
		return
	}
	if j.unacked[a.Consumer] == nil {
		everything := make(trails[store.System])
		for system, t := range j.systems {
			everything[system] = t.clone()
		}
		j.unacked[a.Consumer] = everything
	}
	j.unacked[a.Consumer].take(e.System, e)
}

// retire drops an event and what was acknowledged of it.
func (j *journal) retire(id store.EventID) {
	e := j.byID[id]
	if e == nil {
		return
	}
	delete(j.byID, id)
	j.systems.take(e.System, e)
	j.records.take(e.Record, e)
	j.clients.take(e.Client, e)
	for _, pending := range j.unacked {
		pending.take(e.System, e)
	}
}

// page returns the events that q asks for: up to a page from each of the shortest
// trails that hold all of them, and the first of those.
func (j *journal) page(q store.EventQuery) []store.Event {
	var found []*store.Event
	trails := j.pick(q)
	for _, t := range trails {
		n := 0
		for e := range t.from(q.After) {
			if e.ID == q.After.ID && e.At.Equal(q.After.At) || !j.matches(q, e) {
				continue
			}
			found = append(found, e)
			if n++; n == q.Limit {
				break
			}
		}
	}
	if len(trails) > 1 {
		slices.SortFunc(found, func(a, b *store.Event) int { return byTime(moment(a), moment(b)) })
	}
	var page []store.Event
	for _, e := range found[:min(len(found), q.Limit)] {
		page = append(page, *e)
	}
	return page
}

func (j *journal) pick(q store.EventQuery) []*timeline {
	pending := j.unacked[q.Unacked]
	switch {
	case q.Record != "":
		return j.records.of(q.Record)
	case q.Client != "":
		return j.clients.of(q.Client)
	case q.Unacked != "" && pending != nil:
		return pending.of(q.System)
	}
	return j.systems.of(q.System)
}

func (j *journal) matches(q store.EventQuery, e *store.Event) bool {
	if pending := j.unacked[q.Unacked]; pending != nil && (pending[e.System] == nil || !pending[e.System].has(e)) {
		return false
	}
	return (q.Record == "" || e.Record == q.Record) && (q.Client == "" || e.Client == q.Client) && (q.System == "" || e.System == q.System)
}
