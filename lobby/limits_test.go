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
	for i := range v.Tasks {
		v.Tasks[i].Title = "t"
	}
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
			v.Tasks[i].Title, v.Tasks[i].Note, n = "t", strings.Repeat("n", take), n-take
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
