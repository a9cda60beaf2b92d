package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestReportCountsByNearestRank(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	var ids []store.RecordID
	for i := range 12 {
		ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelDutyToRefer, Person: matching.Person{NINO: fmt.Sprint(i)}}))
		require.Equal(t, start.Add(time.Duration(i+1)*time.Second), w.row(ids[i]).Received)
	}
	for i, id := range ids[:10] {
		w.held(amy, id)
		decidedAt := w.row(id).Received.Add(time.Duration(i+1) * time.Hour)
		w.clock.now = decidedAt.Add(-3 * time.Second) // a review reads the clock, so does its being written down, and a decision
		_, err := w.Create(t.Context(), amy, id, w.look(amy, id).Token)
		require.NoError(t, err)
		require.Equal(t, decidedAt, w.row(id).Decision.At)
	}
	w.clock.now = start.Add(100 * time.Hour)
	r, err := w.Report(t.Context(), lena, lobby.Period{})
	require.NoError(t, err)
	decision := lobby.Spread{Count: 10, Median: 5 * time.Hour, P90: 9 * time.Hour, P99: 10 * time.Hour, Longest: 10 * time.Hour}
	require.Equal(t, decision, r.Decision)
	require.Equal(t, 10, r.Claim.Count)
	require.Equal(t, []lobby.ChannelReport{{Channel: store.ChannelDutyToRefer, Counts: lobby.Counts{
		Received: 12, Undecided: 2, Created: 10, Claim: r.Claim, Decision: decision}}}, r.Channels)
	require.Equal(t, 2, r.Waiting.Count)
	require.Equal(t, 100*time.Hour+time.Second-11*time.Second, r.Waiting.Longest)

	r, err = w.Report(t.Context(), lena, lobby.Period{From: start.Add(2 * time.Second), Before: start.Add(4 * time.Second)})
	require.NoError(t, err)
	require.Equal(t, 2, r.Channels[0].Received)
	r, err = w.Report(t.Context(), lena, lobby.Period{From: start.Add(time.Hour * 1000)})
	require.NoError(t, err)
	require.Empty(t, r.Channels)
}

func TestI23_EventsAreDeliveredUntilTheyAreAcknowledged(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 40 {
		w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i)}))
	}
	versions := map[store.RecordID]store.Version{}
	for round := 0; ; round++ {
		es, err := w.Events(t.Context(), host, store.EventQuery{Unacked: "mailer", Limit: 30, Authority: "york"})
		require.NoError(t, err)
		if len(es) == 0 {
			require.Equal(t, 3, round)
			break
		}
		again, err := w.Events(t.Context(), host, store.EventQuery{Unacked: "mailer", Limit: 30})
		require.NoError(t, err)
		require.Equal(t, es, again)
		var ids []store.EventID
		for _, e := range es {
			require.Equal(t, versions[e.Record]+1, e.Version, "in order within a record")
			versions[e.Record] = e.Version
			ids = append(ids, e.ID)
		}
		require.NoError(t, w.Acknowledge(t.Context(), host, "mailer", ids...))
		require.NoError(t, w.Acknowledge(t.Context(), host, "mailer", ids...))
	}
	es, err := w.Events(t.Context(), host, store.EventQuery{Unacked: "another", Limit: 500})
	require.NoError(t, err)
	require.Len(t, es, 80)
	var ids []store.EventID
	for _, e := range es {
		ids = append(ids, e.ID)
	}
	require.NoError(t, w.Acknowledge(t.Context(), host, "another", ids...), "more than one batch of them")
	es, err = w.Events(t.Context(), host, store.EventQuery{Unacked: "another"})
	require.NoError(t, err)
	require.Empty(t, es)
	for _, q := range []store.EventQuery{{Limit: -1}, {Limit: store.MaxPage + 1}, {Record: "\n"}, {Client: "\n"}, {Unacked: "\n"}, {After: store.EventCursor{ID: "\n"}}} {
		_, err := w.Events(t.Context(), host, q)
		refusal(t, err, lobby.ErrInvalid)
	}
	refusal(t, w.Acknowledge(t.Context(), host, "", "e"), lobby.ErrInvalid)
	refusal(t, w.Acknowledge(t.Context(), host, "c", "\n"), lobby.ErrInvalid)
}

// What is found in two ways is one thing.
func TestWhatIsFoundByTwoNamesIsFoundOnce(t *testing.T) {
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.NewID = counter("R") })
	put(t, w, lobby.ClientUpdate{ID: "C-1", Reference: "c-1", Person: &jane})
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: omar})
	short := newWorldOver(t, w.store, lobby.HRS(), func(o *lobby.Options) { o.NewID = func() string { return "A1" } })
	tiny := short.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: sam})
	require.Equal(t, lobby.Short(tiny), string(tiny))
	for text, want := range map[string][2]int{"C-1": {1, 0}, string(id): {0, 1}, string(tiny): {0, 1}} {
		f, err := w.Find(t.Context(), amy, text)
		require.NoError(t, err)
		require.Equal(t, want, [2]int{len(f.Clients), len(f.Records)}, text)
	}
}

func TestWhatIsLookedUpIsFoundExactly(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Reference: "AB-12", Person: &jane})
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "Ref/77", Person: omar})
	for text, want := range map[string][2]int{
		"c-1": {1, 0}, "AB-12": {1, 0}, " ab-12": {1, 0}, "AB-1": {0, 0}, string(id): {0, 1}, lobby.Short(id): {0, 1},
		" c-1 ": {1, 0}, string(id) + " ": {0, 1}, " " + lobby.Short(id): {0, 1}, "c -1": {0, 0},
		"ref/77": {0, 1}, "Ref": {0, 0}, "C-1": {0, 0}, "nothing": {0, 0},
	} {
		f, err := w.Find(t.Context(), amy, text)
		require.NoError(t, err)
		require.Equal(t, want, [2]int{len(f.Clients), len(f.Records)}, text)
		require.Equal(t, len(f.Clients), f.Results, text)
		york, err := w.Find(t.Context(), cast["york"], text)
		require.NoError(t, err)
		require.Empty(t, york.Clients, text)
		require.Empty(t, york.Records, text)
	}
	d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	f, err := w.Find(t.Context(), amy, d.Reference)
	require.NoError(t, err)
	require.Equal(t, d.Client, f.Clients[0].Client.ID)
	f, err = w.Find(t.Context(), amy, lobby.Short(id))
	require.NoError(t, err)
	require.Empty(t, f.Records, "decided: found by its id, and under its client")
	f, err = w.Find(t.Context(), amy, string(id))
	require.NoError(t, err)
	require.Len(t, f.Records, 1)
}

// loose is a store whose keys are worth nothing: everybody shares them.
type loose struct{ store.Store }

func (l loose) Candidates(ctx context.Context, a store.Authority, _ []matching.Key, limit int) (matching.Pool, error) {
	return l.Store.Candidates(ctx, a, plainMatcher{}.keys(jane), limit)
}

func TestWhatIsLookedUpIsComparedAndNotOnlyHashed(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Reference: "R-1", Person: &jane})
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k-1", Person: jane})
	s := lobby.New(loose{w.store}, plainMatcher{}, lobby.HPA2(), &w.o)
	for text, want := range map[string][2]int{"R-1": {1, 0}, "k-1": {0, 1}, "R-2": {0, 0}} {
		f, err := s.Find(t.Context(), amy, text)
		require.NoError(t, err)
		require.Equal(t, want, [2]int{len(f.Clients), len(f.Records)}, text)
	}
}

// TestI21_NothingOfAnotherAuthorityIsFeltAnywhere does the same in Leeds while
// York is empty and while York is full, with the same ids, keys and people.
func TestI21_NothingOfAnotherAuthorityIsFeltAnywhere(t *testing.T) {
	run := func(full bool) string {
		w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
			o.Now = fixed
			o.NewID = nil
			o.IntakeSecret = []byte("a secret of sixteen bytes")
		})
		if full {
			york := lobby.Actor{ID: "portal", Authority: "york", Role: lobby.IntakeMachine}
			yorkHost := lobby.Actor{ID: "casework", Authority: "york", Role: lobby.Host}
			var cs []lobby.ClientUpdate
			for i := range 300 {
				cs = append(cs, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("c-", i)), Person: &jane, Reference: fmt.Sprint(i)})
			}
			_, err := w.PutClients(t.Context(), yorkHost, cs)
			require.NoError(t, err)
			for i := range 20 {
				_, err := w.Receive(t.Context(), york, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: jane})
				require.NoError(t, err)
			}
		}
		put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Reference: "1"})
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
		v := w.held(amy, id)
		v.Token = "" // is like no other
		out := dump(v)
		f, err := w.Search(t.Context(), amy, jane)
		require.NoError(t, err)
		out += dump(f)
		r, err := w.Report(t.Context(), lena, lobby.Period{})
		require.NoError(t, err)
		p, err := w.Waiting(t.Context(), amy, lobby.Filter{})
		require.NoError(t, err)
		digests := regexp.MustCompile(`[0-9a-f]{64}`) // of events, whose ids are random here
		return digests.ReplaceAllString(out+dump(r)+dump(p), "#")
	}
	require.Equal(t, run(false), run(true))
}

func TestErrorsAreOneKindAndTellWhatTheyMust(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	_, err := w.Create(t.Context(), amy, id, "")
	require.Equal(t, "lobby: create: record "+string(id)+": not held by this officer (unclaimed)", err.Error())
	v := w.held(amy, id)
	_, err = w.Create(t.Context(), ben, id, v.Token)
	require.Contains(t, err.Error(), ": not held by this officer, but by amy since 2026-03-02T09:00:")
	_, err = w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.Equal(t, "lobby: assign: record "+string(id)+": field client: not found", err.Error())
	w.client("c-1", jane)
	_, err = w.Create(t.Context(), amy, id, v.Token)
	require.Equal(t, "lobby: create: record "+string(id)+": changed since the review: client-appeared c-1", err.Error())
	_, err = w.Create(t.Context(), amy, id, w.look(amy, id).Token)
	require.NoError(t, err)
	_, err = w.Claim(t.Context(), ben, id)
	e := refusal(t, err, lobby.ErrDecided)
	require.Contains(t, err.Error(), ": already decided: created at 2026-03-02T09:00:")
	require.Empty(t, e.Decision.Key, "what only the library needs stays in it")
	require.Empty(t, e.Decision.Compared)
	for _, verb := range []string{"%v", "%s", "%+v", "%#v", "%q", "%x"} {
		require.Equal(t, err.Error(), fmt.Sprintf(verb, err))
	}
	require.False(t, errors.Is(err, lobby.ErrRemoved))
	require.Equal(t, "client-merged c-1 into c-2", lobby.Changed{What: lobby.ChangedMerged, Client: "c-1", Into: "c-2"}.String())
}
