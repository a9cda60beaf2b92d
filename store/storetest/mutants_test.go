package storetest

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// broken is a sound store with some of its methods, or what its adapter lends,
// replaced.
type broken struct {
	store.Store
	hooks
	dead       atomic.Bool // restarted or crashed: another has taken over
	commit     func(context.Context, store.Batch) error
	rows       func(context.Context, store.Authority, store.IDs) (store.Rows, error)
	record     func(context.Context, store.Authority, store.RecordID) (store.Record, error) // in the place of rows, where set
	client     func(context.Context, store.Authority, store.ClientID) (store.Client, error) // likewise
	records    func(context.Context, store.Query) ([]store.Record, error)
	clients    func(context.Context, store.ClientQuery) ([]store.Client, error)
	candidates func(context.Context, store.Authority, []matching.Key, int) (matching.Pool, error)
	gather     func(context.Context, store.Authority, []matching.Key, int) (matching.Pool, store.Gathered, error)
	tell       func(context.Context, store.Authority, []store.Event) error // with a search of that authority
	events     func(context.Context, store.EventQuery) ([]store.Event, error)
	hasty      bool          // what is told with a question is written before that is looked at
	idle       bool          // a question of limit 0 is answered at once
	shut       func() error  // in the place of Close, where set
	takes      int           // items at once; 0 for as many as the contract's
	locked     chan struct{} // holds a token while a row is held
	garbage    garbage
	log        []store.Batch // what was committed, for a transaction to begin with
}

// sound is a broken store of which nothing is broken yet.
func sound() *broken { return soundOn(new(memory.Store)) }

func soundOn(s *memory.Store) *broken {
	b := &broken{
		Store: s, rows: s.Rows, locked: make(chan struct{}, 1), candidates: s.Candidates, gather: searching(s), events: s.Events,
		records: func(ctx context.Context, q store.Query) ([]store.Record, error) { return listOf(ctx, s, q) },
		clients: func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			page, err := s.Clients(ctx, q)
			return page.Clients, err
		},
	}
	b.commit = func(ctx context.Context, batch store.Batch) error {
		select {
		case b.locked <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		defer func() { <-b.locked }()
		err := s.Commit(ctx, batch)
		if err == nil && len(b.log) < 50 {
			b.log = append(b.log, clone(batch))
		}
		return err
	}
	b.tell = func(ctx context.Context, _ store.Authority, told []store.Event) error {
		return b.Commit(ctx, store.Telling(told))
	}
	b.hooks = hooks{
		handle: func(store.Store) (store.Store, error) { return soundOn(s), nil },
		reopen: func(old store.Store) (store.Store, error) { return takeOver(old, soundOn(s)), nil },
		crash:  func(old store.Store) (store.Store, error) { return takeOver(old, soundOn(s)), nil },
		dump:   func(_ store.Store, w io.Writer) error { return DumpMemory(s, w) },
		hold:   b.holdRow,
		damage: func(_ store.Store, _ store.Authority, r store.RecordID, c store.ClientID) error {
			return b.garbage.add(r, c)
		},
		begin: b.beginSound,
		empty: func() (Database, error) { return newTables().database(), nil },
	}
	return b
}

// searching is a search that nothing is told with.
func searching(s store.Gatherer) func(context.Context, store.Authority, []matching.Key, int) (matching.Pool, store.Gathered, error) {
	return func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
		return s.Gather(ctx, a, ks, limit)
	}
}

// takeOver ends a store, from whatever call is next, and returns its successor.
func takeOver(old store.Store, next *broken) store.Store {
	old.(*broken).dead.Store(true)
	return next
}

var errDead = errors.New("connection lost")

func (s *broken) Commit(ctx context.Context, b store.Batch) error {
	if s.dead.Load() {
		return errDead
	}
	return s.commit(ctx, b)
}

// MaxChanges implements [store.Limited].
func (s *broken) MaxChanges() int {
	if s.takes > 0 {
		return s.takes
	}
	return store.MaxChanges
}

// Rows reads the rows one by one where it is said how one row is read.
func (s *broken) Rows(ctx context.Context, a store.Authority, ids store.IDs) (rows store.Rows, err error) {
	if s.record == nil && s.client == nil {
		rows, err := s.rows(ctx, a, ids)
		return s.garbage.rows(rows), err
	}
	if rows.Records, err = oneByOne(ctx, a, ids.Records, s.record, recordOf, s.Store); err == nil {
		rows.Clients, err = oneByOne(ctx, a, ids.Clients, s.client, clientOf, s.Store)
	}
	return rows, err
}

func oneByOne[ID ~string, Row any](ctx context.Context, a store.Authority, ids []ID,
	broken func(context.Context, store.Authority, ID) (Row, error),
	sound func(context.Context, store.Store, store.Authority, ID) (Row, error), s store.Store,
) (rows []Row, err error) {
	if broken == nil {
		broken = func(ctx context.Context, a store.Authority, id ID) (Row, error) { return sound(ctx, s, a, id) }
	}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		row, err := broken(ctx, a, id)
		if errors.Is(err, errAbsent) {
			continue
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (s *broken) Records(ctx context.Context, q store.Query) (store.Page, error) {
	page, err := s.records(ctx, q)
	return s.garbage.page(page, err)
}

func (s *broken) Clients(ctx context.Context, q store.ClientQuery) (store.ClientPage, error) {
	page, err := s.clients(ctx, q)
	return s.garbage.clientPage(page, err)
}

func (s *broken) Candidates(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
	return s.candidates(ctx, a, ks, limit)
}

func (s *broken) Gather(ctx context.Context, a store.Authority, ks []matching.Key, limit int, told ...store.Event) (matching.Pool, store.Gathered, error) {
	if len(told) > 0 && !(s.idle && limit == 0) && (s.hasty || store.CheckCandidates(a, limit) == nil) {
		if err := s.tell(ctx, a, told); err != nil {
			return matching.Pool{}, nil, err
		}
	}
	pool, came, err := s.gather(ctx, a, ks, limit)
	return pool, func(ids store.IDs) store.Rows { return s.garbage.rows(came(ids)) }, err
}

func (s *broken) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	return s.events(ctx, q)
}

// Close closes the sound store, unless another has taken it over.
func (s *broken) Close() error {
	switch {
	case s.dead.Load():
		return nil
	case s.shut != nil:
		return s.shut()
	}
	return s.Store.(*memory.Store).Close()
}

// mutant is a store broken in one way, and the check that must say so.
type mutant struct {
	name     string
	caught   string
	sabotage func(*broken)
}

// hang names the mutants that wait for ever, and are caught by that.
var hang = []string{
	"rows are locked in the order of the batch", "a wait that was broken off keeps its place", "a question that is refused keeps its connection", "a batch that is refused keeps its connection",
	"acknowledgements are locked in the order of the batch", "events that are told are locked in the order of the batch", "events that are retired are locked in the order of the batch",
	"references are locked in the order of the batch",
}

func TestBrokenStoresAreCaught(t *testing.T) {
	all := slices.Concat(contractMutants, writeMutants, rowMutants, referenceMutants, pageMutants, registerMutants, poolMutants, gatherMutants, eventMutants, lifeMutants, durableMutants, compareMutants, sizeMutants, ageMutants, onceMutants, sightMutants, listMutants, holdMutants, damageMutants, databaseMutants, retireMutants, loseMutants, stormMutants, askMutants, flightMutants, textMutants, patchMutants, crossMutants, lengthMutants, closeMutants, shapeMutants, farMutants)
	seen, catches := make(map[string]bool), make(map[string]bool)
	for _, m := range all {
		catches[m.caught] = true
		require.False(t, seen[m.name], m.name)
		seen[m.name] = true
		t.Run(m.name, func(t *testing.T) {
			c := named(t, m.caught)
			s := sound()
			m.sabotage(s)
			hangs, limit := slices.Contains(hang, m.name), 10*time.Minute
			if hangs {
				limit = time.Second
			}
			failed, said := verdict(t, c, s, limit)
			require.Equal(t, hangs, strings.Contains(said, "has not ended"), said)
			require.NotContains(t, said, "panic:")
			require.True(t, failed, "the check %q did not catch it", m.caught)
			t.Logf("%s: %.300s", m.caught, said)
		})
	}
	for _, g := range groups {
		for _, c := range g.checks {
			require.True(t, catches[g.name+"/"+c.name], "no broken store shows that the check %q can fail", c.name)
		}
	}
}

// A suite that fails on sound stores would catch every mutant. The large checks are
// made smaller: in full they run on package memory, which this store is.
func TestASoundStoreFailsNoCheck(t *testing.T) {
	for _, g := range groups {
		for _, c := range g.checks {
			t.Run(g.name+" "+c.name, func(t *testing.T) {
				s := sound()
				failed, said := verdictAt(8*pace(brisk), t, c, s, time.Minute)
				require.False(t, failed, said)
			})
		}
	}
}
