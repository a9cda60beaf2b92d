package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	gatheredAlike = "gathering/what is gathered is what a search finds, and the rows are those of the people found"
	staysAsItWas  = "gathering/what came along stays as it was when it was found"
	gatheredOnce  = "gathering/what is gathered in a storm is of one instant"
	toldWithIt    = "gathering/what is told with a search is written before it answers, as a commit writes it, and once"
)

// regathered is a mutant that spoils what is gathered.
func regathered(name, caught string, spoil func(s *broken, pool *matching.Pool, came store.Gathered) store.Gathered) mutant {
	return mutant{name, caught, func(s *broken) {
		sound := s.gather
		s.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
			pool, came, err := sound(ctx, a, ks, limit)
			came = spoil(s, &pool, came)
			return pool, came, err
		}
	}}
}

// mistold is a mutant that spoils what is told with a search.
func mistold(name string, tell func(ctx context.Context, s *broken, a store.Authority, told []store.Event) error) mutant {
	return mutant{name, toldWithIt, func(s *broken) {
		s.tell = func(ctx context.Context, a store.Authority, told []store.Event) error { return tell(ctx, s, a, told) }
	}}
}

var gatherMutants = []mutant{
	{"of several who look at once the first is written down", toldWithIt, func(s *broken) {
		var telling atomic.Bool
		tell := s.tell
		s.tell = func(ctx context.Context, a store.Authority, told []store.Event) error {
			if !telling.CompareAndSwap(false, true) {
				return nil
			}
			defer telling.Store(false)
			time.Sleep(20 * time.Microsecond)
			return tell(ctx, a, told)
		}
	}},
	{"rows that come along are kept by the handle", outlives, untilWriting(func(h *broken, of *memo) {
		gather := h.gather
		h.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
			pool, came, err := gather(ctx, a, ks, limit)
			return pool, func(ids store.IDs) store.Rows {
				rows, _ := remembered(of, fmt.Sprint("came along", a, ids), func() (store.Rows, error) { return came(ids), nil })
				return rows
			}, err
		}
	})},
	{"a search that brings rows along shows its keys where it is broken off", discreet, func(s *broken) {
		gather := s.gather
		s.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
			pool, came, err := gather(ctx, a, ks, limit)
			if err != nil {
				err = fmt.Errorf("keys %d: %w", ks, err)
			}
			return pool, came, err
		}
	}},
	mistold("what is told with a search is forgotten", func(context.Context, *broken, store.Authority, []store.Event) error { return nil }),
	mistold("only the first of what is told is written", func(ctx context.Context, s *broken, _ store.Authority, told []store.Event) error {
		return s.Commit(ctx, store.Telling(told[:1]))
	}),
	{"what is told with a question that is refused is written", toldWithIt, func(s *broken) { s.hasty = true }},
	{"nothing is told where nobody is to be found", toldWithIt, func(s *broken) { s.idle = true }},
	{"what is told is written with what is told next", toldWithIt, func(s *broken) {
		var before []store.Event
		s.tell = func(ctx context.Context, _ store.Authority, told []store.Event) error {
			if err := store.Telling(told).Check(); err != nil || len(before) == 0 {
				before = slices.Clone(told)
				return err
			}
			late := store.Telling(before)
			before = slices.Clone(told)
			return s.Commit(ctx, late)
		}
	}},
	mistold("who looks at no record is not written down", func(ctx context.Context, s *broken, _ store.Authority, told []store.Event) error {
		b := store.Telling(slices.DeleteFunc(slices.Clone(told), func(e store.Event) bool { return e.Record == "" && e.ID != "" }))
		if err := store.Telling(told).Check(); err != nil || len(b.Events) == 0 {
			return err
		}
		return s.Commit(ctx, b)
	}),
	mistold("what is told is written under the authority that is searched", func(ctx context.Context, s *broken, a store.Authority, told []store.Event) error {
		told = slices.Clone(told)
		for i := range told {
			told[i].Authority = a
		}
		return s.Commit(ctx, store.Telling(told))
	}),
	mistold("what is told is written one by one, unchecked", func(ctx context.Context, s *broken, _ store.Authority, told []store.Event) error {
		for _, e := range told {
			if err := s.Commit(ctx, store.Telling([]store.Event{e})); err != nil {
				return err
			}
		}
		return nil
	}),
	mistold("what is told again is written over", func(ctx context.Context, s *broken, _ store.Authority, told []store.Event) error {
		if err := store.Telling(told).Check(); err != nil {
			return err
		}
		var ids []store.EventID
		for _, e := range told {
			ids = append(ids, e.ID)
		}
		if err := s.Commit(ctx, store.Batch{Authority: told[0].Authority, Retired: ids}); err != nil {
			return err
		}
		return s.Commit(ctx, store.Telling(told))
	}),
	mistold("what is told is kept from consumers", func(ctx context.Context, s *broken, _ store.Authority, told []store.Event) error {
		b := store.Telling(told)
		for _, e := range told {
			b.Acks = append(b.Acks, store.Ack{Consumer: "mail", Event: e.ID})
		}
		return s.Commit(ctx, b)
	}),
	mistold("malformed telling is let pass", func(ctx context.Context, s *broken, _ store.Authority, told []store.Event) error {
		if store.Telling(told).Check() != nil {
			return nil
		}
		return s.Commit(ctx, store.Telling(told))
	}),
	regathered("what is gathered lacks the last who was found", gatheredAlike, func(_ *broken, pool *matching.Pool, came store.Gathered) store.Gathered {
		pool.Clients = pool.Clients[:max(0, len(pool.Clients)-1)]
		return came
	}),
	regathered("what is gathered counts nobody", gatheredAlike, func(_ *broken, pool *matching.Pool, came store.Gathered) store.Gathered {
		for i := range pool.Counts {
			pool.Counts[i].Clients = 0
		}
		return came
	}),
	regathered("what is gathered is of a register without a size", gatheredAlike, func(_ *broken, pool *matching.Pool, came store.Gathered) store.Gathered {
		pool.Size = 0
		return came
	}),
	regathered("rows that came along are read once", gatheredAlike, func(_ *broken, _ *matching.Pool, came store.Gathered) store.Gathered {
		return func(ids store.IDs) store.Rows {
			rows := came(ids)
			came = func(store.IDs) store.Rows { return store.Rows{} }
			return rows
		}
	}),
	regathered("rows come along in the order of the ids asked", gatheredAlike, func(_ *broken, _ *matching.Pool, came store.Gathered) store.Gathered {
		return func(ids store.IDs) store.Rows {
			rows := came(ids)
			slices.Reverse(rows.Clients)
			slices.Reverse(rows.Records)
			return rows
		}
	}),
	regathered("rows come along as often as they are asked for", gatheredAlike, func(_ *broken, _ *matching.Pool, came store.Gathered) store.Gathered {
		return func(ids store.IDs) (rows store.Rows) {
			for _, id := range slices.Sorted(slices.Values(ids.Clients)) {
				rows.Clients = append(rows.Clients, came(store.IDs{Clients: []store.ClientID{id}}).Clients...)
			}
			return rows
		}
	}),
	regathered("a row that came along is the next one's", gatheredAlike, func(_ *broken, pool *matching.Pool, came store.Gathered) store.Gathered {
		return func(ids store.IDs) store.Rows {
			rows := came(ids)
			for i := range rows.Clients[:max(0, len(rows.Clients)-1)] {
				id := rows.Clients[i].ID
				rows.Clients[i] = rows.Clients[i+1]
				rows.Clients[i].ID = id
			}
			return rows
		}
	}),
	regathered("a row that came along has no version", gatheredAlike, func(_ *broken, _ *matching.Pool, came store.Gathered) store.Gathered {
		return func(ids store.IDs) store.Rows {
			rows := came(ids)
			for i := range rows.Clients {
				rows.Clients[i].Version = 0
			}
			return rows
		}
	}),
	regathered("records come along without their keys", gatheredAlike, func(_ *broken, _ *matching.Pool, came store.Gathered) store.Gathered {
		return func(ids store.IDs) store.Rows {
			rows := came(ids)
			for i := range rows.Records {
				rows.Records[i].Keys = nil
			}
			return rows
		}
	}),
	regathered("a large row comes along cut short", gatheredAlike, func(_ *broken, _ *matching.Pool, came store.Gathered) store.Gathered {
		return func(ids store.IDs) store.Rows {
			rows := came(ids)
			for i := range rows.Records {
				rows.Records[i].Details = rows.Records[i].Details[:min(len(rows.Records[i].Details), 2000)]
			}
			return rows
		}
	}),
	regathered("whoever is asked for came along, found or not", gatheredAlike, func(s *broken, _ *matching.Pool, came store.Gathered) store.Gathered {
		return func(ids store.IDs) store.Rows {
			rows, _ := s.rows(context.Background(), here, ids)
			return rows
		}
	}),
	regathered("without a question all rows come along", gatheredAlike, func(_ *broken, pool *matching.Pool, came store.Gathered) store.Gathered {
		all := store.IDs{}
		for _, c := range pool.Clients {
			all.Clients = append(all.Clients, store.ClientID(c.ID))
		}
		return func(ids store.IDs) store.Rows {
			if len(ids.Clients)+len(ids.Records) == 0 {
				return came(all)
			}
			return came(ids)
		}
	}),
	regathered("rows are read when they are asked for", staysAsItWas, func(s *broken, pool *matching.Pool, _ store.Gathered) store.Gathered {
		found := slices.Clone(pool.Clients)
		return func(ids store.IDs) store.Rows {
			ids.Records = nil
			ids.Clients = slices.DeleteFunc(slices.Clone(ids.Clients), func(id store.ClientID) bool {
				return !slices.ContainsFunc(found, func(c matching.Candidate) bool { return c.ID == string(id) })
			})
			rows, _ := s.rows(context.Background(), here, ids)
			return rows
		}
	}),
	regathered("rows that came along are decoded once, for everybody", staysAsItWas, func(_ *broken, pool *matching.Pool, came store.Gathered) store.Gathered {
		var all store.IDs
		for _, r := range pool.Records {
			all.Records = append(all.Records, store.RecordID(r.ID))
		}
		kept := came(all)
		return func(ids store.IDs) store.Rows {
			var rows store.Rows
			for _, r := range kept.Records {
				if slices.Contains(ids.Records, r.ID) {
					rows.Records = append(rows.Records, r)
				}
			}
			return rows
		}
	}),
	{"rows are read after the search, and not with it", gatheredOnce, func(s *broken) {
		sound, commit, commits := s.gather, s.commit, new(atomic.Int64)
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := commit(ctx, b)
			commits.Add(1)
			return err
		}
		s.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
			before := commits.Load()
			pool, err := s.candidates(ctx, a, ks, limit)
			for i := 0; i < 100 && commits.Load() == before; i++ { // as between two statements others come in, if any write
				time.Sleep(100 * time.Microsecond)
			}
			_, came, again := sound(ctx, a, ks, limit)
			if err == nil {
				err = again
			}
			return pool, came, err
		}
	}},
	{"a search that brings rows along goes on when its caller has gone", "lifecycle/a context that is done is obeyed", func(s *broken) {
		sound := s.gather
		s.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
			return sound(context.WithoutCancel(ctx), a, ks, limit)
		}
	}},
	{"a search that brings rows along takes any limit", "contract/a question that no store answers is refused as invalid", func(s *broken) {
		sound := s.gather
		s.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
			return sound(ctx, a, ks, max(0, limit))
		}
	}},
	mistold("what is told under the authority that is searched waits for itself", func(ctx context.Context, s *broken, a store.Authority, told []store.Event) error {
		if told[0].Authority == a {
			return errors.New("lock timeout")
		}
		return s.Commit(ctx, store.Telling(told))
	}),
	mistold("what is told is not offered to who has begun to acknowledge", func(ctx context.Context, s *broken, _ store.Authority, told []store.Event) error {
		if err := s.Commit(ctx, store.Telling(told)); err != nil || len(told) != 2 {
			return err
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			return slices.DeleteFunc(page, func(e store.Event) bool { return q.Unacked != "" && slices.Contains(told, e) }), err
		}
		return nil
	}),
}
