package lobby_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Exact limits, what is worked out and shown, and rare branches.

func TestB4_ATaskThatArrivesWithoutAnIDGetsOne(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{Title: "a"}, {ID: "t", Title: "b"}, {Title: "c"}}})
	ts := w.row(id).Tasks
	require.Equal(t, store.TaskID("t"), ts[1].ID)
	require.NotEmpty(t, ts[0].ID)
	require.NotEmpty(t, ts[2].ID)
	require.NotEqual(t, ts[0].ID, ts[2].ID)
	require.NoError(t, w.UpdateTask(t.Context(), amy, w.claim(id), lobby.TaskUpdate{ID: ts[2].ID, Done: new(true)}))
}

func TestUrgencyAloneIsNoDueTime(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.DueIn = map[store.Channel]time.Duration{store.ChannelDutyToRefer: time.Hour, store.ChannelThirdParty: 0}
	})
	for channel, want := range map[store.Channel]time.Duration{store.ChannelDutyToRefer: time.Hour, store.ChannelThirdParty: 0} {
		r := w.row(w.receive(portal, lobby.Arrival{Channel: channel, Urgent: true}))
		require.Equal(t, r.Received.Add(want), r.Due)
	}
	require.Zero(t, w.row(w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Urgent: true})).Due)
}

func TestB4_AReportCountsWhatWasWithdrawn(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 3 {
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
		if i > 0 {
			require.NoError(t, w.Withdraw(t.Context(), portal, id, "other"))
		}
	}
	r, err := w.Report(t.Context(), lena, lobby.Period{})
	require.NoError(t, err)
	require.Equal(t, 2, r.Channels[0].Withdrawn)
}

// The words of the effects are what an officer reads before the last click.
func TestB4_EveryEffectIsShownInWords(t *testing.T) {
	texts := func(es []lobby.Effect) (out []string) {
		for _, e := range es {
			out = append(out, string(e.Code)+": "+e.Text)
		}
		return out
	}
	w := newWorld(t, lobby.HRS())
	w.client("c-1", jane)
	bare := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	v := w.look(amy, bare)
	require.Equal(t, []string{"case-opened: The new case will be opened for this client."}, texts(v.Clients[0].Effects))
	require.Equal(t, []string{
		"client-created: A new client will be created from this record.",
		"case-opened: The new case will be opened for this client.",
		"reference-minted: The client will be given a reference.",
	}, texts(v.Create))
	require.Equal(t, []string{"person-erased: Everything known of the person in this record will be erased, for good."}, texts(v.Remove))

	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{Title: "a"}, {Title: "b"}}})
	require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "x"))
	require.NoError(t, w.StartSupport(t.Context(), haven, id, "x"))
	v = w.look(amy, id)
	carried := []string{
		"tasks-carried: 2 tasks will be carried into the case.",
		"waiting-list-carried: The place on the waiting list will be carried into the case.",
		"support-carried: The support that has started will be carried into the case.",
	}
	require.Equal(t, carried, texts(v.Clients[0].Effects)[1:])
	require.Equal(t, carried, texts(v.Create)[3:])
	lost := texts(v.Remove)
	require.Equal(t, []string{
		"person-erased: Everything known of the person in this record will be erased, for good.",
		"tasks-lost: 2 tasks will be lost.",
		"waiting-list-lost: The place on the waiting list will be lost.",
		"support-lost: The record of the support that has started will be lost.",
	}, lost[:4])
	require.Contains(t, lost[4], "needs-override: ")
	require.Len(t, lost, 5)
	one := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: omar, Tasks: []store.Task{{Title: "a"}}})
	require.Equal(t, "1 task will be carried into the case.", w.look(amy, one).Create[3].Text)

	h := newWorld(t, lobby.HPA2())
	h.client("c-1", jane, open("case-1", store.HPA2))
	v = h.look(amy, h.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	require.Equal(t, lobby.Effect{Code: lobby.EffectCaseClosed, Case: "case-1", Reason: lobby.DuplicateReferral,
		Text: "The new case will be closed automatically: this client already has open case case-1."}, v.Clients[0].Effects[0])
	require.Len(t, v.Create, 2, "no reference is minted")
}

func TestB5_WhatIsAtExactlyALimitIsTaken(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	for year, ok := range map[int]bool{0: false, 1: true, 9999: true, 10000: false} {
		k := open("K", store.HPA2)
		k.Opened = time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC)
		require.Equal(t, ok, w.PutCase(t.Context(), host, "c-1", k) == nil, year)
	}
	person := jane
	person.Phones = make([]string, lobby.MaxList)
	person.Given = strings.Repeat("g", store.MaxText)
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: strings.Repeat("k", store.MaxID), Sender: strings.Repeat("s", store.MaxID), Person: person,
		Details: make([]byte, lobby.MaxDetails), Household: make([]store.Member, lobby.MaxMembers), Tasks: make([]store.Task, lobby.MaxTasks)}
	v.Tasks[0].Note = strings.Repeat("n", lobby.MaxNote)
	id := w.receive(portal, v)

	also := make([]store.ClientID, 51)
	for i := range also {
		also[i] = "c-1"
	}
	w.held(amy, id)
	_, err := w.Review(t.Context(), amy, id, also...)
	require.Equal(t, "also", refusal(t, err, lobby.ErrTooLarge).Field)
	_, err = w.Review(t.Context(), amy, id, also[:50]...)
	require.NoError(t, err)
}

func TestA11c_APersonIsBoundedAsAWholeAtEveryDoor(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	long := func(bytes int) matching.Person {
		p := matching.Person{Given: "Jane"}
		for bytes -= len(p.Given); bytes > 0; bytes -= store.MaxText {
			p.FormerFamily = append(p.FormerFamily, strings.Repeat("f", min(bytes, store.MaxText)))
		}
		return p
	}
	fits, over := long(lobby.MaxPerson), long(lobby.MaxPerson+1)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	doors := map[string]func(matching.Person) error{
		"person": func(p matching.Person) error {
			_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: p})
			return err
		},
		"household.person": func(p matching.Person) error {
			_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Household: []store.Member{{Person: p}}})
			return err
		},
		"amended: person": func(p matching.Person) error { return w.Amend(t.Context(), portal, id, lobby.Amendment{Person: p}) },
		"sought: person": func(p matching.Person) error {
			_, err := w.Search(t.Context(), amy, p)
			return err
		},
		"put: person": func(p matching.Person) error {
			return w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Person: &p})
		},
	}
	for door, pass := range doors {
		e := refusal(t, pass(over), lobby.ErrTooLarge)
		require.Equal(t, "too-long", e.Code, door)
		require.True(t, strings.HasSuffix(door, e.Field), "%s refuses %s", door, e.Field)
		require.NoError(t, pass(fits), door)
	}
}

func TestB5_ARecordIsTakenToItsLastByte(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	size := func(n int) error {
		v := lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: make([]byte, 16<<10), Tasks: make([]store.Task, 8)}
		for i := range v.Tasks {
			take := min(n, lobby.MaxNote)
			v.Tasks[i].Note, n = strings.Repeat("n", take), n-take
		}
		_, err := w.Receive(t.Context(), portal, v)
		return err
	}
	low, high := 0, 8*lobby.MaxNote
	require.NoError(t, size(low))
	require.Error(t, size(high))
	for high-low > 1 {
		if mid := (low + high) / 2; size(mid) == nil {
			low = mid
		} else {
			high = mid
		}
	}
	page, err := w.Waiting(t.Context(), amy, lobby.Filter{Limit: store.MaxPage})
	require.NoError(t, err)
	longest := 0
	for _, r := range page.Records {
		row := w.row(r.ID)
		row.Version, row.Head, row.DoublePost = 0, "", false // which are added to what is let in
		b, err := store.EncodeRecord(row)
		require.NoError(t, err)
		longest = max(longest, len(b))
	}
	require.Equal(t, 48<<10, longest, "the last byte counts")
}

func TestARowThatCannotBeEncodedIsSaidToBeSo(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.Now = func() time.Time { return time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC) }
	})
	_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	require.Equal(t, "not-storable", refusal(t, err, lobby.ErrInvalid).Code)
}

// A client who was merged or erased between the search and the reading is nobody's
// match any more, and does not stop a creation.
func TestI13_B6_WhoWasMergedOrErasedDoesNotStopACreation(t *testing.T) {
	for name, gone := range map[string]func(w *world){
		"merged": func(w *world) { w.client("c-2", matching.Person{Given: "Una"}); w.merge("c-1", "c-2") },
		"erased": func(w *world) { require.NoError(w.t, w.EraseClient(w.t.Context(), dora, "c-1")) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
			token := w.held(amy, id).Token
			w.client("c-1", jane)
			stale := &counting{Store: w.store, then: func() { gone(w) }}
			s := lobby.New(stale, plainMatcher{}, lobby.HPA2(), &w.o)
			_, err := s.Create(t.Context(), amy, id, token)
			require.NoError(t, err)
		})
	}
}
