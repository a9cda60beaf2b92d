package memory

import "github.com/caselobby/caselobby/store"

// queue is a set of records in the order of arrival.
type queue = ordered[*store.Record, store.Cursor]

// shelf holds the records of one state: all of them, and again those of each
// holder and of each provider, for these are the lists that people open.
type shelf struct {
	all       *queue
	holders   map[store.ActorID]*queue
	providers map[store.ProviderID]*queue
}

func newShelf() *shelf {
	return &shelf{
		all:       newQueue(),
		holders:   make(map[store.ActorID]*queue),
		providers: make(map[store.ProviderID]*queue),
	}
}

func newQueue() *queue { return &queue{key: arrival, compare: store.Cursor.Compare} }

// arrival is the place of a record in the order of arrival.
func arrival(r *store.Record) store.Cursor { return store.Cursor{Received: r.Received, ID: r.ID} }

func (s *shelf) put(r *store.Record) {
	s.all.insert(r)
	if h := holder(r); h != "" {
		if s.holders[h] == nil {
			s.holders[h] = newQueue()
		}
		s.holders[h].insert(r)
	}
	if p := r.Provider; p != "" {
		if s.providers[p] == nil {
			s.providers[p] = newQueue()
		}
		s.providers[p].insert(r)
	}
}

func (s *shelf) take(r *store.Record) {
	s.all.remove(r)
	take(s.holders, holder(r), r)
	take(s.providers, r.Provider, r)
}

func take[Name comparable](queues map[Name]*queue, name Name, r *store.Record) {
	if q := queues[name]; q != nil {
		q.remove(r)
		if len(q.chunks) == 0 {
			delete(queues, name)
		}
	}
}

// pick returns the shortest queue that holds everything q asks of this shelf.
func (s *shelf) pick(q store.Query) *queue {
	found := s.all
	switch {
	case q.Holder != "":
		found = s.holders[q.Holder]
	case q.Provider != "":
		found = s.providers[q.Provider]
	}
	if found == nil {
		return newQueue()
	}
	return found
}

func holder(r *store.Record) store.ActorID {
	if r.Claim == nil {
		return ""
	}
	return r.Claim.Officer
}
