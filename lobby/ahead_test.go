package lobby_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// parallel is a store that takes two calls at once. What it is told to do happens in a
// call, and it counts those under way.
type parallel struct {
	store.Store
	yes              bool
	reading, looking func(context.Context) error // before a reading is written, and before a search
	under            atomic.Int64
	mu               sync.Mutex
	calls            []string
}

func (p *parallel) Parallel() bool { return p.yes }

func (p *parallel) called(name string) (returned func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls = append(p.calls, name)
	p.under.Add(1)
	return func() { p.under.Add(-1) }
}

func (p *parallel) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	defer p.called("rows")()
	return p.Store.Rows(ctx, a, ids)
}

func (p *parallel) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	defer p.called("search")()
	if p.looking != nil {
		if err := p.looking(ctx); err != nil {
			return matching.Pool{}, err
		}
	}
	return p.Store.Candidates(ctx, a, keys, limit)
}

func (p *parallel) Commit(ctx context.Context, b store.Batch) error {
	name, do := "commit", func(context.Context) error { return nil }
	if strings.HasSuffix(string(b.Authority), "/read") {
		name = "reading"
		if p.reading != nil {
			do = p.reading
		}
	}
	defer p.called(name)()
	if err := do(ctx); err != nil {
		return err
	}
	return p.Store.Commit(ctx, b)
}

// sideBySide is the scene of the openings over such a store.
func sideBySide(t *testing.T, yes bool) (scene, *parallel) {
	s, _ := faultScene(t)
	p := &parallel{Store: s.store, yes: yes}
	s.Service = lobby.New(p, plainMatcher{}, lobby.HRS(), &s.o)
	return s, p
}

// within ends with an error where nothing comes: the clock of a bubble moves once everybody
// in it waits.
func within(ctx context.Context, c <-chan struct{}) error {
	select {
	case <-c:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(10 * time.Second):
		return errors.New("nothing came")
	}
}

// lookups are the openings that search.
var lookups = []string{"review", "review with others", "search", "find"}

func TestAReadingIsWrittenWhileTheStoreSearches(t *testing.T) {
	for _, name := range lookups {
		synctest.Test(t, func(t *testing.T) {
			s, p := sideBySide(t, true)
			writing, searching := make(chan struct{}), make(chan struct{})
			var once, first sync.Once
			p.reading = func(ctx context.Context) error { once.Do(func() { close(writing) }); return within(ctx, searching) }
			p.looking = func(ctx context.Context) error { first.Do(func() { close(searching) }); return within(ctx, writing) }
			_, err := openings[name].open(t.Context(), s)
			require.NoError(t, err, "%s: each waits for the other to have begun", name)
		})
	}
}

func TestNothingIsShownBeforeItsReadingIsWritten(t *testing.T) {
	for _, name := range lookups {
		synctest.Test(t, func(t *testing.T) {
			s, p := sideBySide(t, true)
			written := make(chan struct{})
			var shown atomic.Bool
			p.reading = func(ctx context.Context) error {
				err := within(ctx, written)
				if shown.Load() {
					return errors.New("shown before")
				}
				return err
			}
			done := make(chan error)
			go func() {
				_, err := openings[name].open(t.Context(), s)
				shown.Store(true)
				done <- err
			}()
			select {
			case err := <-done:
				require.Fail(t, "shown while the reading is under way", "%s: %v", name, err)
			case <-time.After(time.Second):
			}
			close(written)
			require.NoError(t, <-done, name)
			require.NotEmpty(t, s.log(auditor, lobby.ReadingQuery{}), name)
		})
	}
}

func TestWhatCannotBeWrittenBesideASearchIsNotShown(t *testing.T) {
	for _, name := range lookups {
		s, p := sideBySide(t, true)
		p.reading = func(context.Context) error { return errLost }
		shown, err := openings[name].open(t.Context(), s)
		require.Equal(t, "reading", refusal(t, err, lobby.ErrStore).Field, name)
		require.Equal(t, zeroOf(shown), shown, name)
	}
}

// Whoever is told that a search has failed leaves no commit behind that is still under way.
func TestASearchThatFailsWaitsForTheReadingBesideIt(t *testing.T) {
	for _, name := range lookups {
		synctest.Test(t, func(t *testing.T) {
			s, p := sideBySide(t, true)
			failed := make(chan struct{})
			var once sync.Once
			p.looking = func(context.Context) error { once.Do(func() { close(failed) }); return errLost }
			p.reading = func(ctx context.Context) error {
				err := within(ctx, failed)
				time.Sleep(time.Second)
				return err
			}
			shown, err := openings[name].open(t.Context(), s)
			require.Empty(t, refusal(t, err, lobby.ErrStore).Field, "%s: of the search", name)
			require.Equal(t, zeroOf(shown), shown, name)
			require.Zero(t, p.under.Load(), "%s: calls under way", name)
		})
	}
}

func TestAStoreThatIsNotParallelIsCalledOnceAtATime(t *testing.T) {
	s, p := sideBySide(t, false)
	_, err := s.Search(t.Context(), amy, jane)
	require.NoError(t, err)
	require.Equal(t, "search", p.calls[0])
	require.Equal(t, "reading", p.calls[len(p.calls)-1])
	p.looking, p.calls = func(context.Context) error { return errLost }, nil
	_, err = s.Search(t.Context(), amy, jane)
	require.Error(t, err)
	require.Equal(t, []string{"search"}, p.calls, "nothing is written of what was not found")
}

func TestAHostThatKeepsReadingsIsToldOfWhatWasFoundOnly(t *testing.T) {
	s, p := sideBySide(t, true)
	told := 0
	s.o.Readings = func(context.Context, []store.Event) error { told++; return nil }
	s.Service = lobby.New(p, plainMatcher{}, lobby.HRS(), &s.o)
	p.looking = func(context.Context) error { return errLost }
	_, err := s.Search(t.Context(), amy, jane)
	require.Error(t, err)
	require.Zero(t, told)
}

// An arrival is looked up by its id and by its content at once; what it is told is the
// same, and nothing is under way when it is.
func TestAnArrivalIsLookedUpByItsContentBesideItsID(t *testing.T) {
	for _, yes := range []bool{true, false} {
		s, p := sideBySide(t, yes)
		arrive := func(key string, person matching.Person) lobby.Receipt {
			rec, err := s.Receive(t.Context(), shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: key, Person: person})
			require.NoError(t, err)
			require.Zero(t, p.under.Load())
			return rec
		}
		zoe := matching.Person{Given: "Zoe", Family: "Ash"}
		one := arrive("z-1", zoe)
		require.Empty(t, one.SameAs)
		again := arrive("z-1", zoe)
		require.True(t, again.Duplicate)
		require.Equal(t, one.ID, again.ID)
		two := arrive("z-2", zoe)
		require.Equal(t, one.ID, two.SameAs)
		require.False(t, two.Duplicate)

		p.looking = func(context.Context) error { return errLost }
		_, err := s.Receive(t.Context(), shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "z-3", Person: omar})
		refusal(t, err, lobby.ErrStore)
		require.Zero(t, p.under.Load())
		require.True(t, arrive("z-1", zoe).Duplicate, "what came before needs no search")
	}
}

func TestAPanicOfTheStoreBesideASearchIsTheCallersToRecover(t *testing.T) {
	for name, fails := range map[string]func(*parallel){
		"of the reading": func(*parallel) {},
		"of a search that fails as well": func(p *parallel) {
			p.looking = func(context.Context) error { return errors.New("no answer") }
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, p := sideBySide(t, true)
			p.reading = func(context.Context) error { panic("a broken driver") }
			fails(p)
			require.PanicsWithValue(t, "a broken driver", func() { _, _ = s.Search(t.Context(), amy, jane) })
			require.Zero(t, p.under.Load())
		})
	}
}
