package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// faulty is a store that fails when it is told to.
type faulty struct {
	store.Store
	mu      sync.Mutex
	calls   int  // since armed
	from    int  // the first call that fails, counted from 1; 0 never
	until   int  // the first that works again
	applied bool // a Commit that fails has applied
	// meanwhile is what somebody else does, once, before the first call that would fail,
	// which does not fail then.
	meanwhile func()
}

var errLost = errors.New("connection lost while writing jane@example.com")

// arm makes the calls from n until m fail from now on.
func (f *faulty) arm(n, m int, applied bool) { f.calls, f.from, f.until, f.applied = 0, n, m, applied }

// fails counts a call.
func (f *faulty) fails() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	if do := f.meanwhile; do != nil && f.calls == f.from {
		f.meanwhile, f.from = nil, 0
		f.mu.Unlock()
		defer f.mu.Lock()
		do()
		return false
	}
	return f.from > 0 && f.calls >= f.from && f.calls < f.until
}

func (f *faulty) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	if f.fails() {
		return store.Rows{}, errLost
	}
	return f.Store.Rows(ctx, a, ids)
}

func (f *faulty) Records(ctx context.Context, q store.Query) (store.Page, error) {
	if f.fails() {
		return store.Page{}, errLost
	}
	return f.Store.Records(ctx, q)
}

func (f *faulty) Clients(ctx context.Context, q store.ClientQuery) (store.ClientPage, error) {
	if f.fails() {
		return store.ClientPage{}, errLost
	}
	return f.Store.Clients(ctx, q)
}

func (f *faulty) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	if f.fails() {
		return matching.Pool{}, errLost
	}
	return f.Store.Candidates(ctx, a, keys, limit)
}

func (f *faulty) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	if f.fails() {
		return nil, errLost
	}
	return f.Store.Events(ctx, q)
}

func (f *faulty) Commit(ctx context.Context, b store.Batch) error {
	if f.fails() {
		if f.applied {
			_ = f.Store.Commit(ctx, b)
		}
		return errLost
	}
	return f.Store.Commit(ctx, b)
}

// The operations that write, each on a record that amy holds and has reviewed.
var writes = map[string]func(ctx context.Context, s scene) error{
	"receive": func(ctx context.Context, s scene) error {
		_, err := s.Receive(ctx, shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "k-2", Person: omar})
		return err
	},
	"receive twice the same": func(ctx context.Context, s scene) error {
		_, err := s.Receive(ctx, shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "k-8", Person: matching.Person{Given: "Eve"},
			Household: []store.Member{{Relation: "partner", Person: omar}}})
		return err
	},
	"receive what differs": func(ctx context.Context, s scene) error {
		_, err := s.Receive(ctx, shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "k-1", Person: omar})
		return err
	},
	"amend": func(ctx context.Context, s scene) error {
		return s.Amend(ctx, shelter, s.id, lobby.Amendment{Person: omar})
	},
	"amend a household": func(ctx context.Context, s scene) error {
		return s.Amend(ctx, amy, s.id, lobby.Amendment{Details: []byte("more"), Household: []store.Member{{Relation: "partner", Person: omar}}})
	},
	"add task": func(ctx context.Context, s scene) error {
		_, err := s.AddTask(ctx, haven, s.id, store.Task{ID: "more", Type: "full", Title: "call"})
		return err
	},
	"withdraw": func(ctx context.Context, s scene) error { return s.Withdraw(ctx, shelter, s.id, "no-consent") },
	"claim": func(ctx context.Context, s scene) error {
		_, err := s.Claim(ctx, amy, s.other)
		return err
	},
	"release":     func(ctx context.Context, s scene) error { return s.Release(ctx, amy, s.id) },
	"release all": func(ctx context.Context, s scene) error { _, err := s.ReleaseAll(ctx, lena, "amy"); return err },
	"reassign":    func(ctx context.Context, s scene) error { return s.Reassign(ctx, lena, s.id, "ben") },
	"task":        func(ctx context.Context, s scene) error { return tick("full")(ctx, s, haven) },
	"waiting list": func(ctx context.Context, s scene) error {
		return s.JoinWaitingList(ctx, haven, s.id, "x")
	},
	"support":     func(ctx context.Context, s scene) error { return s.StartSupport(ctx, haven, s.id, "x") },
	"link member": func(ctx context.Context, s scene) error { return s.LinkMember(ctx, amy, s.id, s.member, "c-3") },
	"assign": func(ctx context.Context, s scene) error {
		_, err := s.Assign(ctx, amy, s.id, "c-1", s.token)
		return err
	},
	"create": func(ctx context.Context, s scene) error { _, err := s.Create(ctx, amy, s.id, s.token); return err },
	"remove": func(ctx context.Context, s scene) error {
		_, err := s.Remove(ctx, amy, s.id, lobby.Removal{Reason: "test", Confirm: string(s.id), Token: s.token})
		return err
	},
	"put clients": func(ctx context.Context, s scene) error {
		_, err := s.PutClients(ctx, host, []lobby.ClientUpdate{{ID: "c-1", Person: &omar}, {ID: "c-2", Person: &jane, Restricted: new(true)}})
		return err
	},
	"put case":   func(ctx context.Context, s scene) error { return s.PutCase(ctx, host, "c-1", open("k", "hrs")) },
	"close case": func(ctx context.Context, s scene) error { return s.CloseCase(ctx, host, "c-1", "case-1", "resolved") },
	"merge clients": func(ctx context.Context, s scene) error {
		_, err := s.MergeClients(ctx, host, "c-3", "c-1")
		return err
	},
	"unmerge client": func(ctx context.Context, s scene) error {
		_, err := s.UnmergeClient(ctx, host, "c-4")
		return err
	},
	"erase client":          func(ctx context.Context, s scene) error { return s.EraseClient(ctx, dora, "c-3") },
	"erase a merged client": func(ctx context.Context, s scene) error { return s.EraseClient(ctx, dora, "c-4") },
}

// faultScene is a record that amy holds, with a member of the household linked to a
// client, and another that became client c-3's, who is in the household of a third.
func faultScene(t *testing.T) (scene, *faulty) {
	f := &faulty{Store: new(memory.Store)}
	s := scene{world: newWorldOver(t, f, lobby.HRS(), func(o *lobby.Options) { o.Now = fixed })}
	s.client("c-1", jane, open("case-1", "hrs"))
	s.client("c-3", omar)
	s.client("c-4", matching.Person{Given: "Una"}, open("case-4", "hrs"))
	s.merge("c-4", "c-1")
	s.opened("c-3")
	s.decided = s.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "k-0", Person: omar,
		Household: []store.Member{{Relation: "partner", Person: sam}}})
	s.client("c-5", sam)
	s.client("c-6", matching.Person{Given: "Uma"})
	s.merge("c-6", "c-5")
	_, err := s.UnmergeClient(t.Context(), host, "c-6")
	require.NoError(t, err)
	_, err = s.Assign(t.Context(), amy, s.decided, "c-3", s.link(amy, s.held(amy, s.decided), 0, "c-5").Token)
	require.NoError(t, err)
	s.other = s.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "k-9", Person: matching.Person{Given: "Eve"},
		Household: []store.Member{{Relation: "partner", Person: omar}}})
	s.id = s.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "k-1", Person: jane, Provider: "haven",
		Tasks: []store.Task{{ID: "full", Type: "full"}}, Household: []store.Member{{Relation: "partner", Person: sam}, {Relation: "child", Person: kid}}})
	v := s.link(amy, s.held(amy, s.id), 0, "c-5")
	s.token, s.member = v.Token, v.Household[1].ID
	return s, f
}

// contents is everything in the store, with made-up ids, digests and references
// numbered in the order in which they appear.
func contents(t *testing.T, s store.Store) string {
	records, clients := rowsOf(t, s)
	trail := dumps(records, keysOfRecord)
	es, err := s.Events(t.Context(), store.EventQuery{Authority: leeds, Limit: store.MaxPage})
	require.NoError(t, err)
	for _, e := range es {
		trail = append(trail, dump(e))
	}
	rows := dumps(clients, keysOfClient)
	numbers := map[string]string{}
	made := regexp.MustCompile(`\b(id-\d{8}|REF-\d{8}|[0-9a-f]{64})\b`)
	number := func(id string) string {
		if numbers[id] == "" {
			numbers[id] = fmt.Sprintf("#%d", len(numbers)+1)
		}
		return numbers[id]
	}
	out := made.ReplaceAllStringFunc(strings.Join(trail, "\n"), number)
	for i, r := range rows {
		rows[i] = made.ReplaceAllStringFunc(r, number)
	}
	slices.Sort(rows)
	return out + "\n" + strings.Join(rows, "\n")
}

// TestI07_WhateverFailsTheEndIsTheSame makes every call to the store fail, one
// after the other and in every way, and does the operation again as its
// documentation says. What is stored in the end is what one undisturbed call
// stores.
func TestI07_WhateverFailsTheEndIsTheSame(t *testing.T) {
	for name, write := range writes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clean, counted := faultScene(t)
			counted.arm(0, 0, false)
			require.NoError(t, write(t.Context(), clean))
			calls := counted.calls
			want := contents(t, clean.store)
			require.Greater(t, calls, 1)

			for call := 1; call <= calls; call++ {
				for _, length := range []int{1, 2, 50} {
					for _, applied := range []bool{false, true} {
						s, f := faultScene(t)
						f.arm(call, call+length, applied)
						err := write(t.Context(), s)
						if err != nil {
							require.NotContains(t, err.Error(), "jane@example.com")
							require.True(t, errors.Is(err, lobby.ErrStore) || errors.Is(err, lobby.ErrUnknown), "%v", err)
						}
						f.arm(0, 0, false)
						if err != nil {
							require.NoError(t, write(t.Context(), s), "call %d, %d long, applied %v", call, length, applied)
						}
						require.True(t, want == contents(t, s.store), "call %d, %d long, applied %v", call, length, applied)
						require.NoError(t, s.Audit(t.Context(), auditor, s.id))
					}
				}
			}
		})
	}
}

// A decision that was applied, and whose answer was lost, is not somebody else's.
func TestI01_ALostAnswerIsFoundAgainAndAnotherOfficersIsNot(t *testing.T) {
	s, f := faultScene(t)
	f.arm(1, 1, true)
	rival := lobby.New(f.Store, plainMatcher{}, lobby.HRS(), &s.o)
	lost := &stolen{Store: f.Store, steal: func() {
		require.NoError(t, rival.Reassign(t.Context(), lena, s.id, "lena"))
	}}
	w := lobby.New(lost, plainMatcher{}, lobby.HRS(), &s.o)
	_, err := w.Create(t.Context(), amy, s.id, s.token)
	require.Equal(t, store.ActorID("lena"), refusal(t, err, lobby.ErrNotHeld).Holder)
	require.Equal(t, store.StateClaimed, s.row(s.id).State)
}

// stolen loses the first Commit before it applies, and meanwhile somebody else
// is faster.
type stolen struct {
	store.Store
	steal func()
}

func (s *stolen) Commit(ctx context.Context, b store.Batch) error {
	if steal := s.steal; steal != nil {
		s.steal = nil
		steal()
		return errLost
	}
	return s.Store.Commit(ctx, b)
}

func TestACancelledCallerDoesNotStopAWriteThatHasBegun(t *testing.T) {
	s, f := faultScene(t)
	ctx, cancel := context.WithCancel(t.Context())
	w := lobby.New(&cancelling{f.Store, cancel}, plainMatcher{}, lobby.HRS(), &s.o)
	d, err := w.Create(ctx, amy, s.id, s.token)
	require.NoError(t, err)
	require.Equal(t, d.Client, s.row(s.id).Decision.Client)

	_, err = w.Claim(ctx, amy, s.id)
	require.ErrorIs(t, err, context.Canceled)
}

// cancelling cancels the caller's context as soon as it is asked to write.
type cancelling struct {
	store.Store
	cancel func()
}

func (c *cancelling) Commit(ctx context.Context, b store.Batch) error {
	c.cancel()
	if err := ctx.Err(); err != nil {
		return err
	}
	return c.Store.Commit(ctx, b)
}

func TestAClosedStoreIsReportedAtOnce(t *testing.T) {
	s, f := faultScene(t)
	w := lobby.New(&dead{f.Store, 0}, plainMatcher{}, lobby.HRS(), &s.o)
	_, err := w.Create(t.Context(), amy, s.id, s.token)
	refusal(t, err, lobby.ErrUnknown)
	require.ErrorIs(t, err, store.ErrClosed)
}

// dead is closed when it is to write, and must not be asked twice.
type dead struct {
	store.Store
	asked int
}

func (d *dead) Commit(context.Context, store.Batch) error {
	if d.asked++; d.asked > 1 {
		panic("asked again")
	}
	return store.ErrClosed
}

// An arrival whose answer was lost is not its own duplicate.
func TestI05_AnArrivalWhoseAnswerWasLostArrivedOnce(t *testing.T) {
	for _, key := range []string{"", "k-5"} {
		s, f := faultScene(t)
		f.Store = &mute{Store: f.Store, left: 1}
		rec, err := s.Receive(t.Context(), shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: key, Person: omar})
		require.NoError(t, err)
		require.False(t, rec.Duplicate)
		require.Equal(t, store.Version(1), s.row(rec.ID).Version)
	}
}
