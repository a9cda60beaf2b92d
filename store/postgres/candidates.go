package postgres

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Candidates returns everyone who shares a followed key, in one round trip and
// one statement, or in two of each where more turn out to share one than was known.
// What a key costs is bounded, however many carry it: by limit, or by
// what limit is rounded up to. The counts of keys that are only counted, and the
// size, are read from a tally and exact; the count of a followed key is exact up to
// limit, and above it anything that is.
func (s *Store) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	pool, _, err := s.search(ctx, search{op: "candidates", a: a, asked: newAsked(a, keys), limit: limit}, keys)
	return pool, err
}

// Gather is Candidates with the rows of whom it finds, but for long ones, in the
// same statement. They are decoded when they are asked for. What is told is written in
// the same round trip and the same transaction or, beside others who tell, with what
// they do: see Options.RelaxedReadings.
func (s *Store) Gather(ctx context.Context, a store.Authority, keys []matching.Key, limit int, told ...store.Event) (matching.Pool, store.Gathered, error) {
	pool, found, err := s.searchTelling(ctx, search{op: "gather", a: a, asked: newAsked(a, keys), limit: limit, whole: true, told: store.Telling(told)}, keys)
	if err != nil {
		return matching.Pool{}, nil, err
	}
	return pool, func(ids store.IDs) store.Rows { return found.rows(a, ids) }, nil
}

// searchTelling has what is told written with the search or, where others tell at the
// same time and wait for the disk, beside it with theirs.
func (s *Store) searchTelling(ctx context.Context, q search, keys []matching.Key) (matching.Pool, *answer, error) {
	refused := q.told.Check() != nil || store.CheckCandidates(q.a, q.limit) != nil
	if q.told.Len() == 0 || !s.shared || s.options.RelaxedReadings || refused {
		return s.search(ctx, q, keys)
	}
	telling := s.teller.begin(q.told.Events, s.tell)
	if telling == nil {
		defer s.teller.end()
		return s.search(ctx, q, keys)
	}
	q.told = store.Batch{}
	pool, found, err := s.search(ctx, q, keys)
	if err == nil {
		err = fault(ctx, q.op, telling.wait(ctx))
	}
	return pool, found, err
}

// search is one search, however it is put.
type search struct {
	op    string
	a     store.Authority
	asked *asked
	limit int
	whole bool        // whether rows come along
	told  store.Batch // what is written with it
}

func (s *Store) search(ctx context.Context, q search, keys []matching.Key) (matching.Pool, *answer, error) {
	if err := store.CheckCandidates(q.a, q.limit); err != nil {
		return matching.Pool{}, nil, err
	}
	if q.told.Len() > 0 {
		if err := q.told.Check(); err != nil {
			return matching.Pool{}, nil, err
		}
	}
	q.limit = min(q.limit, unlimited)
	found, err := s.find(ctx, q)
	if err != nil {
		return matching.Pool{}, nil, err
	}
	return found.pool(keys, q.limit), found, nil
}

// find searches together, and a second time if that did not find everybody: by then it is
// known which keys are crowded. If that does not either it searches apart. Under row
// security it searches apart: the operator that looks for several keys is not among those
// that hosts have been told to declare leakproof.
func (s *Store) find(ctx context.Context, q search) (*answer, error) {
	for n := 0; n < 2 && !s.options.RowSecurity; n++ {
		found, err := s.findTogether(ctx, q)
		if err != nil {
			return nil, err
		}
		s.learn(q, found)
		if found.complete(q.limit) {
			return found, nil
		}
		q.told = store.Batch{} // it is written
	}
	found, err := s.ask(ctx, q, way{whole: q.whole, apart: true}, string(q.a), q.asked.followed, q.asked.counted)
	if err == nil {
		s.learn(q, found)
	}
	return found, err
}

// learn counts how many people each key led to, and remembers which were crowded.
func (s *Store) learn(q search, found *answer) {
	found.count()
	s.crowd.learn(q.asked.followed, found.records.counts, q.limit, false)
	s.crowd.learn(q.asked.followed, found.clients.counts, q.limit, true)
}

func (s *Store) findTogether(ctx context.Context, q search) (*answer, error) {
	records, crowdedRecords := s.crowd.part(q.asked.followed, q.limit, false)
	clients, crowdedClients := s.crowd.part(q.asked.followed, q.limit, true)
	left := make([]int64, len(crowdedClients))
	for i, k := range crowdedClients {
		left[i] = departures(k)
	}
	var others []presumed
	if s.shared { // a host's transaction sees what no other does, or not yet, or never
		crowdedClients, others = s.crowd.presume(crowdedClients, q.limit)
	}
	args := []any{string(q.a), records, slices.Concat(q.asked.counted, left), crowdedRecords, clients, crowdedClients}
	some := len(crowdedRecords)+len(left) > 0
	if !some {
		args = args[:3]
	}
	found, err := s.ask(ctx, q, way{whole: q.whole, crowded: some}, args...)
	if err == nil && s.shared {
		s.compare(q, found, crowdedClients, others)
	}
	return found, err
}

// compare remembers which keys were counted and are crowded, and doubts one that was
// presumed to be if somebody has left it since: the search is then put again.
func (s *Store) compare(q search, found *answer, counted []int64, others []presumed) {
	for _, k := range counted {
		if found.clients.crowds[q.asked.at[k]] > q.limit {
			s.crowd.prove(k, q.limit, found.tallies[departures(k)])
		}
	}
	for _, o := range others {
		found.clients.crowded(q.asked.at[o.key], q.limit+1)
		if found.tallies[departures(o.key)] != o.left {
			found.doubtful = true
			s.crowd.doubt(o.key, q.limit)
		}
	}
}

func (s *Store) ask(ctx context.Context, q search, w way, args ...any) (found *answer, err error) {
	err = s.read(ctx, q.op, q.a, q.told, func(b *pgx.Batch) {
		found = &answer{asked: q.asked, tallies: make(map[int64]int)}
		b.Queue(s.text(w.text(int64(q.limit))), args...).Query(found.collect)
	})
	return found, err
}

// unlimited is a limit that no authority's people reach, so that a larger one makes no
// difference.
const unlimited = 500_000_000

// asked are the keys of a search as stored, the followed ones once each, and for each
// key asked its place among those of its kind.
type asked struct {
	followed, counted []int64
	place             []int
	at                map[int64]int // the places of followed ones
	may               [256]bool     // whether a followed one ends in that byte: a quick test
}

func newAsked(a store.Authority, keys []matching.Key) *asked {
	m, q := mixerOf(a), &asked{followed: []int64{}, place: make([]int, len(keys)), at: make(map[int64]int, len(keys))}
	for i, k := range keys {
		stored := m.mix(k)
		if k.CountOnly() {
			q.place[i] = len(q.counted)
			q.counted = append(q.counted, stored)
			continue
		}
		at, known := q.at[stored]
		if !known {
			at = len(q.followed)
			q.at[stored], q.followed = at, append(q.followed, stored)
			q.may[byte(stored)] = true
		}
		q.place[i] = at
	}
	return q
}
