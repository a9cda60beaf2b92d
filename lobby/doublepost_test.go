package lobby_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestWhatIsSentTwiceWithinMinutesIsShownAsSuch(t *testing.T) {
	colleague, other := shelter, portal
	colleague.ID, other.ID = "shelter-colleague", "portal-2"
	refuge := shelter
	refuge.Provider = "refuge"
	for name, tc := range map[string]struct {
		first, second lobby.Actor
		later         time.Duration
		change        func(*lobby.Arrival)
		twice         bool
	}{
		"at once":                   {portal, portal, 0, nil, true},
		"by another machine":        {portal, other, 0, nil, true},
		"by a colleague":            {shelter, colleague, 0, nil, true},
		"after nine minutes":        {portal, portal, 9 * time.Minute, nil, true},
		"under another key":         {portal, portal, time.Minute, func(v *lobby.Arrival) { v.Key = "another" }, true},
		"after eleven minutes":      {portal, portal, 11 * time.Minute, nil, false},
		"by another agency":         {shelter, refuge, 0, nil, false},
		"by an agency, and by hand": {shelter, portal, 0, nil, false},
		"with another phone":        {portal, portal, 0, func(v *lobby.Arrival) { v.Person.Phones = []string{"07700 900999"} }, false},
		"by two users of nobody":    {nobodys("a"), nobodys("b"), 0, nil, false},
		"by one user of nobody":     {nobodys("a"), nobodys("a"), 0, nil, true},
		"for another hospital":      {portal, portal, 0, func(v *lobby.Arrival) { v.Sender = "RCX" }, false},
		"in another channel":        {portal, portal, 0, func(v *lobby.Arrival) { v.Channel = store.ChannelDutyToRefer }, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			v := lobby.Arrival{Channel: store.ChannelThirdParty, Person: jane, Details: []byte("d")}
			first, err := w.Receive(t.Context(), tc.first, v)
			require.NoError(t, err)
			w.clock.move(tc.later)
			if tc.change != nil {
				tc.change(&v)
			}
			second, err := w.Receive(t.Context(), tc.second, v)
			require.NoError(t, err)
			require.False(t, second.Duplicate, "both wait")
			require.Equal(t, tc.twice, second.SameAs == first.ID)
			require.Equal(t, tc.twice, second.SameAs != "")
			page, err := w.Waiting(t.Context(), amy, lobby.Filter{})
			require.NoError(t, err)
			require.Equal(t, []bool{false, tc.twice}, []bool{page.Records[0].DoublePost, page.Records[1].DoublePost}, "the list says so")
			require.Equal(t, tc.twice, w.look(amy, second.ID).Record.DoublePost, "and the review")
			if tc.twice {
				require.True(t, w.look(amy, first.ID).Records[0].Record.DoublePost, "of the other one too")
			}
		})
	}
}

// The person whom the case is about may know of it.
func TestThatACaseWasSentTwiceIsInTheSubjectsFile(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}
	for id, twice := range map[store.RecordID]bool{w.receive(portal, v): false, w.receive(portal, v): true} {
		file, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Record: id})
		require.NoError(t, err)
		require.Equal(t, twice, strings.Contains(string(file), `"sentTwice": true`))
	}
}

func TestWhatIsSentEndlesslyIsShownAsSuchToo(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.CandidateLimit = 5 })
	for n := range 20 {
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		require.Equal(t, n > 0, w.row(id).DoublePost)
	}
}

func TestWhatWasSentTwiceAndIsDecidedIsNoDoubleAnyMore(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}
	id := w.receive(portal, v)
	_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: w.held(amy, id).Token})
	require.NoError(t, err)
	rec, err := w.Receive(t.Context(), portal, v)
	require.NoError(t, err)
	require.Empty(t, rec.SameAs, "a removed record is not told of")
	require.False(t, w.row(rec.ID).DoublePost)
}

// A search for the same content that fails is no reason to say that there is none.
func TestWhereDoublesCannotBeLookedForNothingIsWritten(t *testing.T) {
	f := &faulty{Store: newWorld(t, lobby.HPA2()).store}
	w := newWorldOver(t, f, lobby.HPA2())
	f.arm(1, 2, false)
	_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	refusal(t, err, lobby.ErrStore)
	f.arm(2, 3, false)
	_, err = w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	refusal(t, err, lobby.ErrStore)
	f.arm(0, 0, false)
	page, err := w.Waiting(t.Context(), amy, lobby.Filter{})
	require.NoError(t, err)
	require.Empty(t, page.Records)
}

func TestOfSeveralDoublesTheLatestIsTold(t *testing.T) {
	n := 10
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.NewID = func() string { n--; return fmt.Sprint("id-", n) } })
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}
	w.receive(portal, v)
	second := w.receive(portal, v)
	rec, err := w.Receive(t.Context(), portal, v)
	require.NoError(t, err)
	require.Equal(t, second, rec.SameAs)
}
