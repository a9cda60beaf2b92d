package lobby_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// newMatcher is plainMatcher's next version: it makes other keys and other
// profiles, and reads none of those before it.
type newMatcher struct{ plainMatcher }

const newVersion = "v2 "

func (m newMatcher) Prepare(p matching.Person) matching.Prepared {
	q := m.plainMatcher.Prepare(p)
	for i, k := range q.Keys {
		q.Keys[i] = k ^ 1<<40
	}
	slices.Sort(q.Keys)
	q.Ask = q.Keys
	q.Profile = newVersion + q.Profile
	return q
}

func (newMatcher) Stale(p matching.Profile) bool { return !strings.HasPrefix(string(p), newVersion) }

func (m newMatcher) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	former := func(cs []matching.Candidate) []matching.Candidate {
		cs = slices.Clone(cs)
		for i, c := range cs {
			var current bool
			if cs[i].Profile, current = cutVersion(c.Profile); !current {
				cs[i].Profile = "" // which plainMatcher does not read
			}
		}
		return cs
	}
	asker.Profile, _ = cutVersion(asker.Profile)
	pool.Clients, pool.Records = former(pool.Clients), former(pool.Records)
	return m.plainMatcher.Rank(asker, pool)
}

func cutVersion(p matching.Profile) (matching.Profile, bool) {
	rest, current := strings.CutPrefix(string(p), newVersion)
	return matching.Profile(rest), current
}

// half is newMatcher, but with the keys that plainMatcher makes.
type half struct{ newMatcher }

func (m half) Prepare(p matching.Person) matching.Prepared {
	q := m.newMatcher.Prepare(p)
	q.Keys, q.Ask = m.keys(p), m.keys(p)
	return q
}

// over is a lobby over the same store with another matcher.
func (w *world) over(m matching.Matcher) *world {
	return newWorldWith(w.t, w.store, m, lobby.HPA2(), func(o *lobby.Options) { o.Now, o.NewID, o.TokenKey = w.clock.Now, w.o.NewID, w.o.TokenKey })
}

func TestWhoWasPreparedByAnotherVersionIsComparedAllTheSame(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", omar)
	twin := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	want := w.look(amy, id)
	got := w.over(half{}).look(amy, id)
	require.Equal(t, want.Clients, got.Clients)
	require.Equal(t, want.Records, got.Records)
	require.Equal(t, twin, got.Records[0].Record.ID)
	require.Equal(t, want.None, got.None)
	require.Zero(t, want.Unprepared)
	require.Equal(t, 2, got.Unprepared)

	found, err := w.over(half{}).Search(t.Context(), amy, jane)
	require.NoError(t, err)
	require.Len(t, found.Clients, 1)
	require.Equal(t, 2, found.Unprepared)
}

func TestAReviewSaysHowManyItMayHaveMissed(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 30 {
		w.client(store.ClientID(fmt.Sprint("c-", i)), jane)
	}
	w.merge("c-0", "c-1")
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-2"))
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	require.Zero(t, w.look(amy, id).Unprepared, "who was merged or erased is not to be prepared")
	n := w.over(newMatcher{})
	v := n.look(amy, id)
	require.Empty(t, v.Clients, "other keys lead to nobody")
	require.Equal(t, 28, v.Unprepared)
	n.client("c-3", jane)
	v = n.look(amy, id)
	require.Len(t, v.Clients, 1)
	require.Equal(t, 27, v.Unprepared)
	_, err := n.Reindex(t.Context(), host, lobby.ReindexOptions{})
	require.NoError(t, err)
	v = n.look(amy, id)
	require.Len(t, v.Clients, 28)
	require.Zero(t, v.Unprepared)
}

func TestReindexPreparesEverybodyAgainAndNothingElse(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 150 {
		w.client(store.ClientID(fmt.Sprintf("c-%03d", i)), jane)
	}
	w.merge("c-001", "c-002")
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-003"))
	waiting := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	decided := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar})
	_, err := w.Create(t.Context(), amy, decided, w.held(amy, decided).Token)
	require.NoError(t, err)
	before, gone := w.register("c-000"), []store.Client{w.register("c-001"), w.register("c-003")}
	settled := w.row(decided)

	n := w.over(newMatcher{})
	var told []lobby.ReindexResult
	r, err := n.Reindex(t.Context(), host, lobby.ReindexOptions{Progress: func(r lobby.ReindexResult) { told = append(told, r) }})
	require.NoError(t, err)
	require.Equal(t, lobby.Reindexed{Checked: 151, Prepared: 149}, r.Clients)
	require.Equal(t, lobby.Reindexed{Checked: 1, Prepared: 1}, r.Records)
	require.True(t, r.Done)
	require.Zero(t, r.Failed)
	require.Equal(t, r, told[len(told)-1])
	require.True(t, slices.IsSortedFunc(told, func(x, y lobby.ReindexResult) int { return x.Clients.Checked - y.Clients.Checked }))

	after := n.register("c-000")
	require.Equal(t, before.Version+1, after.Version)
	require.False(t, newMatcher{}.Stale(after.Profile))
	after.Keys, after.Profile, after.Version, after.Updated = before.Keys, before.Profile, before.Version, before.Updated
	require.Equal(t, dump(before), dump(after), "nothing else has changed")
	require.Equal(t, dump(gone), dump([]store.Client{n.register("c-001"), n.register("c-003")}))
	require.Equal(t, dump(settled), dump(n.row(decided)))
	require.NoError(t, n.Audit(t.Context(), auditor, waiting), "a record that is prepared again gains an event")

	again, err := n.Reindex(t.Context(), host, lobby.ReindexOptions{})
	require.NoError(t, err)
	require.Zero(t, again.Clients.Prepared+again.Records.Prepared, "done twice is done once")
}

func TestAReviewOutlivesTheReindexingOfItsRows(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	n := w.over(half{})
	v := n.held(amy, id)
	_, err := n.Reindex(t.Context(), host, lobby.ReindexOptions{})
	require.NoError(t, err)
	_, err = n.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err, "nothing of the person has changed, nor what the decision does")
}

func TestAReindexDoesNotLoseWhatOthersWriteMeanwhile(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Tries = 50 })
	var ids []store.RecordID
	for i := range 100 {
		w.client(store.ClientID(fmt.Sprintf("c-%03d", i)), jane)
		if i%10 == 0 {
			ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: jane}))
		}
	}
	n := w.over(newMatcher{})
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			for i := range 100 {
				p := jane
				p.Family = fmt.Sprint("Doe-", worker)
				res, err := n.PutClients(context.Background(), host, []lobby.ClientUpdate{{ID: store.ClientID(fmt.Sprintf("c-%03d", (i+worker*25)%100)), Person: &p}})
				if err != nil || len(res.Failed) > 0 {
					t.Errorf("put: %v %v", err, res.Failed)
				}
				if worker == 0 && i%10 == 0 {
					if _, err := n.Claim(context.Background(), amy, ids[i/10]); err != nil {
						t.Errorf("claim: %v", err)
					}
				}
			}
		})
	}
	r, err := n.Reindex(t.Context(), host, lobby.ReindexOptions{})
	all.Wait()
	require.NoError(t, err)
	require.Zero(t, r.Failed)
	for i := range 100 {
		c := n.register(store.ClientID(fmt.Sprintf("c-%03d", i)))
		require.Contains(t, c.Person.Family, "Doe-", "what somebody wrote is there")
		require.Equal(t, newMatcher{}.Prepare(c.Person).Profile, c.Profile)
	}
	for _, id := range ids {
		require.Equal(t, store.StateClaimed, n.row(id).State)
		require.NoError(t, n.Audit(t.Context(), auditor, id))
	}
}

func TestAReindexNamesWhomItCannotPrepareAndGoesOn(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, lobby.HPA2())
	for i := range 3 {
		w.client(store.ClientID(fmt.Sprint("c-", i)), jane)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	n := newWorldWith(t, &damaged{Store: w.store, clients: []store.ClientID{"c-1"}, records: []store.RecordID{id}}, newMatcher{}, lobby.HPA2(), func(o *lobby.Options) {
		o.Logger = slog.New(slog.NewJSONHandler(&log, nil))
	})
	r, err := n.Reindex(t.Context(), host, lobby.ReindexOptions{})
	require.NoError(t, err)
	require.Equal(t, lobby.Reindexed{Checked: 3, Prepared: 2}, r.Clients)
	require.Equal(t, lobby.Reindexed{Checked: 1}, r.Records, "looked at, too")
	require.Equal(t, 2, r.Failed)
	require.Contains(t, log.String(), `"client":"c-1"`)
	require.Contains(t, log.String(), string(id))
	require.NotContains(t, log.String(), "Jane")
}

func TestAClientRowIsWhatPutClientsWrites(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	u := lobby.ClientUpdate{ID: "c-1", Reference: "R-1", Person: &jane, Restricted: new(true), Cases: []store.Case{open("k", "hrs")}}
	put(t, w, u)
	want := w.register("c-1")
	got, err := w.ClientRow(t.Context(), host, u)
	require.NoError(t, err)
	got.Updated = want.Updated
	require.Equal(t, dump(want), dump(got))
	_, err = w.ClientRow(t.Context(), host, lobby.ClientUpdate{ID: "c-\x00"})
	refusal(t, err, lobby.ErrInvalid)
	_, err = w.ClientRow(t.Context(), amy, u)
	refusal(t, err, lobby.ErrDenied)
	_, err = w.ClientRow(t.Context(), host, lobby.ClientUpdate{ID: "c-2", Person: &matching.Person{Given: strings.Repeat("\x92", store.MaxText)}})
	require.Equal(t, "given", refusal(t, err, lobby.ErrTooLarge).Field, "three bytes each once they are readable")
}

// keyed is a matcher that finds people by one more key, and compares them as before.
type keyed struct{ plainMatcher }

func (m keyed) Prepare(p matching.Person) matching.Prepared {
	q := m.plainMatcher.Prepare(p)
	q.Keys = append(q.Keys, 1<<50)
	slices.Sort(q.Keys)
	return q
}

func TestWhoeverLacksAKeyIsPreparedAgain(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar})
	r, err := w.over(keyed{}).Reindex(t.Context(), host, lobby.ReindexOptions{})
	require.NoError(t, err)
	one := lobby.Reindexed{Checked: 1, Prepared: 1}
	require.Equal(t, lobby.ReindexResult{Clients: one, Records: one, Next: r.Next, Done: true}, r)
	require.Contains(t, w.register("c-1").Keys, matching.Key(1<<50))
}

// sought is a store in which one client and one record are changed by others all the
// time.
type sought struct {
	store.Store
	client store.ClientID
	record store.RecordID
}

func (c *sought) Commit(ctx context.Context, b store.Batch) error {
	if slices.ContainsFunc(b.Clients, func(v store.Change[store.ClientID, store.Client]) bool { return v.ID == c.client }) ||
		slices.ContainsFunc(b.Records, func(v store.Change[store.RecordID, store.Record]) bool { return v.ID == c.record }) {
		return store.ErrConflict
	}
	return c.Store.Commit(ctx, b)
}

func TestAReindexCountsWhomOthersChangeAgainAndAgain(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 3 {
		w.client(store.ClientID(fmt.Sprint("c-", i)), jane)
	}
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	n := w.over(newMatcher{}).On(&sought{w.store, "c-1", id})
	r, err := n.Reindex(t.Context(), host, lobby.ReindexOptions{})
	require.NoError(t, err)
	require.Equal(t, lobby.ReindexResult{Clients: lobby.Reindexed{Checked: 3, Prepared: 2}, Records: lobby.Reindexed{Checked: 2, Prepared: 1}, Failed: 2, Next: r.Next, Done: true}, r)
}

func TestWhatAnotherHasPreparedMeanwhileIsLeftAsItIs(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	n := w.over(newMatcher{})
	reindex := func(s *lobby.Service) int {
		r, err := s.Reindex(t.Context(), host, lobby.ReindexOptions{})
		require.NoError(t, err)
		return r.Records.Prepared
	}
	var version store.Version
	late := n.On(&interrupted{Store: w.store, afterRecords: func() {
		require.Equal(t, 1, reindex(n.Service))
		version = w.row(id).Version
	}})
	require.Zero(t, reindex(late))
	require.Equal(t, version, w.row(id).Version)
}
