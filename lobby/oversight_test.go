package lobby_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
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

// doctored shows events otherwise than they were written.
type doctored struct {
	store.Store
	doctor func([]store.Event) []store.Event
	head   string
}

func (d doctored) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	es, err := d.Store.Events(ctx, q)
	if d.doctor == nil {
		return es, err
	}
	return d.doctor(es), err
}

func (d doctored) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	rows, err := d.Store.Rows(ctx, a, ids)
	for i := range rows.Records {
		if d.head != "" {
			rows.Records[i].Head = d.head
		}
	}
	return rows, err
}

func TestI22_TheAuditTrailIsVerified(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: v.Token})
	require.NoError(t, err)
	require.NoError(t, w.Audit(t.Context(), auditor, id))
	for name, tc := range map[string]struct {
		doctored
		code string
	}{
		"the last is missing":  {doctored{doctor: func(es []store.Event) []store.Event { return es[:2] }}, "head"},
		"one is missing":       {doctored{doctor: func(es []store.Event) []store.Event { return append(es[:1:1], es[2:]...) }}, "gap"},
		"the first is missing": {doctored{doctor: func(es []store.Event) []store.Event { return es[1:] }}, "gap"},
		"none is there":        {doctored{doctor: func([]store.Event) []store.Event { return nil }}, "head"},
		"one is rewritten":     {doctored{doctor: func(es []store.Event) []store.Event { es[1].Actor = "ben"; return es }}, "digest"},
		"one is of another":    {doctored{doctor: func(es []store.Event) []store.Event { es[2].Previous = "x"; return es }}, "link"},
		"time turns around": {doctored{doctor: func(es []store.Event) []store.Event {
			es[1].At = es[0].At
			return es
		}}, "digest"},
		"the record names another": {doctored{head: "x"}, "head"},
		"time stands still, and all digests are forged": {doctored{doctor: func(es []store.Event) []store.Event {
			for i := range es {
				es[i].At = es[0].At
				if i > 0 {
					es[i].Previous = es[i-1].Digest
				}
				es[i].Digest = lobby.Digest(es[i])
			}
			return es
		}}, "time"},
	} {
		tc.Store = w.store
		s := lobby.New(tc.doctored, plainMatcher{}, lobby.HPA2(), &w.o)
		require.Equal(t, tc.code, refusal(t, s.Audit(t.Context(), auditor, id), lobby.ErrBroken).Code, name)
	}
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

func TestSubjectAccessWritesOutAllThatIsHeld(t *testing.T) {
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.Now = fixed })
	arrival, marks := planted()
	marks = slices.DeleteFunc(marks, func(m string) bool { return m == string(arrival.Details) })
	arrival.Details = []byte(`{"need":"a roof"}`)
	id := w.receive(haven, arrival)
	undecided, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Record: id})
	require.NoError(t, err)
	require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "floating-support"))
	require.NoError(t, w.StartSupport(t.Context(), haven, id, "floating-support"))
	require.NoError(t, w.Withdraw(t.Context(), haven, id, "other"))
	d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	byRecord, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Record: id})
	require.NoError(t, err)
	byClient, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: d.Client})
	require.NoError(t, err)
	require.Equal(t, string(byRecord), string(byClient))
	for _, m := range marks {
		require.Contains(t, string(byRecord), m)
	}
	require.Contains(t, string(undecided), `"need": "a roof"`, "the host's JSON stays JSON")
	require.True(t, json.Valid(byRecord))
	golden(t, "testdata/subject.golden", string(byRecord))

	for details, want := range map[string]string{"plain <text>": `"details": "plain \u003ctext\u003e"`, "\xff\xfe": `"details": "//4="`} {
		other := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Details: []byte(details)})
		b, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Record: other})
		require.NoError(t, err)
		require.Contains(t, string(b), want)
	}
	for _, who := range []lobby.Subject{{}, {Record: id, Client: d.Client}} {
		_, err := w.SubjectAccess(t.Context(), dora, who)
		refusal(t, err, lobby.ErrInvalid)
	}
	_, err = w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-none"})
	refusal(t, err, lobby.ErrNotFound)
	_, err = w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "\n"})
	refusal(t, err, lobby.ErrInvalid)
}

func TestLabelsSayWhatWasDecidedOfWhomThatWasShown(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", matching.Person{Given: "Jane", Family: "Doe", Born: "1971-01-01"})
	one := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, one)
	w.client("c-3", jane) // was not shown
	_, err := w.Assign(t.Context(), amy, one, "c-1", v.Token)
	require.NoError(t, err)
	two := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "Jane", Family: "Doe"}})
	_, err = w.Create(t.Context(), amy, two, w.held(amy, two).Token)
	require.NoError(t, err)
	labels := func(p lobby.Period) map[store.ClientID][]bool {
		out := map[store.ClientID][]bool{}
		for v, err := range w.Labels(t.Context(), auditor, p) {
			require.NoError(t, err)
			require.Len(t, v.Levels, len(fields))
			out[v.Client] = append(out[v.Client], v.Same)
		}
		return out
	}
	require.Equal(t, map[store.ClientID][]bool{"c-1": {true, false}, "c-2": {false, false}, "c-3": {false}}, labels(lobby.Period{}))
	at := w.row(two).Decision.At
	require.Equal(t, map[store.ClientID][]bool{"c-1": {false}, "c-2": {false}, "c-3": {false}}, labels(lobby.Period{From: at}))
	require.Equal(t, map[store.ClientID][]bool{"c-1": {true}, "c-2": {false}}, labels(lobby.Period{Before: at}))
	for v, err := range w.Labels(t.Context(), amy, lobby.Period{}) {
		require.Zero(t, v)
		refusal(t, err, lobby.ErrDenied)
	}
}

// Nobody is labelled whose other half is erased; and where that cannot be looked up, the
// labels end in an error.
func TestLabelsFollowWhoWasMerged(t *testing.T) {
	f := &faulty{Store: new(memory.Store)}
	w := newWorldOver(t, f, lobby.HPA2())
	for _, id := range []store.ClientID{"c-1", "c-2", "c-3"} {
		w.client(id, jane)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	w.client("c-4", omar)
	w.merge("c-2", "c-4")
	f.arm(0, 0, false)
	want := w.labels()
	require.Len(t, want, 3)
	for call := range f.calls {
		f.arm(call+1, call+2, false)
		_, err := collected(w.Labels(t.Context(), auditor, lobby.Period{}))
		refusal(t, err, lobby.ErrStore)
	}
	f.arm(0, 0, false)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-4"))
	require.ElementsMatch(t, []store.ClientID{"c-1", "c-3"}, clientsOf(w.labels()))
}

// That a client is not the person who has turned out to be is no lesson: an officer chose
// one of two rows, and the host has found that they are one.
func TestNobodyIsToldApartFromWhoeverTheyWereMergedWith(t *testing.T) {
	for name, merges := range map[string][][2]store.ClientID{
		"the other into the chosen": {{"c-2", "c-1"}},
		"the chosen into the other": {{"c-1", "c-2"}},
		"both into a third":         {{"c-1", "c-4"}, {"c-2", "c-4"}},
		"one after the other":       {{"c-2", "c-4"}, {"c-4", "c-1"}},
	} {
		w := newWorld(t, lobby.HPA2())
		for _, id := range []store.ClientID{"c-1", "c-2", "c-3"} {
			w.client(id, jane)
		}
		w.client("c-4", omar)
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
		require.NoError(t, err)
		require.ElementsMatch(t, []store.ClientID{"c-1", "c-2", "c-3"}, clientsOf(w.labels()))
		for _, m := range merges {
			w.merge(m[0], m[1])
		}
		vs := w.labels()
		require.ElementsMatch(t, []store.ClientID{"c-1", "c-3"}, clientsOf(vs), name)
		for _, v := range vs {
			require.Equal(t, v.Client == "c-1", v.Same, name)
		}
	}
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

// An event that the lobby never wrote, after the last one of its record.
func TestI22_AnEventTooManyBreaksTheChain(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	r := w.row(id)
	forged := store.Event{Authority: leeds, ID: "forged", At: r.Updated.Add(time.Hour), Kind: lobby.KindClaimed, System: "hpa2",
		Actor: "amy", Record: id, Version: r.Version + 1, Previous: r.Head}
	forged.Digest = lobby.Digest(forged)
	require.NoError(t, w.store.Commit(t.Context(), store.Batch{Authority: leeds, Events: []store.Event{forged}}))
	require.Equal(t, "head", refusal(t, w.Audit(t.Context(), auditor, id), lobby.ErrBroken).Code)
}

// What a decision keeps of how the person compared is held on that person.
func TestAFileTellsHowThePersonCompared(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	var same []string
	for _, v := range w.labels() {
		if v.Same {
			same = v.Levels
		}
	}
	require.NotEmpty(t, same)
	file, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-1"})
	require.NoError(t, err)
	want, err := json.Marshal(same)
	require.NoError(t, err)
	require.Contains(t, strings.Join(strings.Fields(string(file)), ""), `"comparison":`+string(want))
}
