package lobby_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestL16_WhenACaseIsDueIsSaidOnArrivalAndExtendedByTheOfficer(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.DueIn = map[store.Channel]time.Duration{store.ChannelSelfReferral: time.Hour}
	})
	ctx := t.Context()
	said, later := start.Add(30*time.Hour+time.Nanosecond), start.Add(90*time.Hour)
	byChannel := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	require.Equal(t, w.row(byChannel).Received.Add(time.Hour), w.row(byChannel).Due)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "2", Person: omar, Due: said})
	require.Equal(t, said.Truncate(time.Microsecond), w.row(id).Due)

	// The same arrival with another due time is the same arrival.
	again, err := w.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "2", Person: omar, Due: later})
	require.NoError(t, err)
	require.True(t, again.Duplicate)
	require.False(t, again.Differs)

	v := w.held(amy, id)
	require.NoError(t, w.Amend(ctx, amy, id, lobby.Amendment{Due: later}))
	require.Equal(t, later, w.row(id).Due)
	require.Equal(t, []string{"due"}, w.codes(id, lobby.KindAmended))
	require.NoError(t, w.Amend(ctx, amy, id, lobby.Amendment{Due: later}), "said twice is said once")
	require.Equal(t, []string{"due"}, w.codes(id, lobby.KindAmended))
	require.NoError(t, w.Amend(ctx, amy, id, lobby.Amendment{Details: []byte("x")}))
	require.Equal(t, later, w.row(id).Due, "what is left out is kept")
	_, err = w.Create(ctx, amy, id, v.Token)
	require.NoError(t, err, "no review is void by it")

	w.held(amy, byChannel)
	require.NoError(t, w.Amend(ctx, amy, byChannel, lobby.Amendment{Clear: []string{"due"}}))
	require.Zero(t, w.row(byChannel).Due)
}

func TestWhatIsUrgentIsDueAtOnceIfThatIsSaid(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.DueUrgent = time.Nanosecond })
	r := w.row(w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Urgent: true}))
	require.Equal(t, r.Received, r.Due)
}

func TestNoSenderSaysWhenItsOwnCaseIsDue(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	ctx := t.Context()
	_, err := w.Receive(ctx, shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "1", Person: jane, Due: start})
	e := refusal(t, err, lobby.ErrInvalid)
	require.Equal(t, "due not-the-senders", e.Field+" "+e.Code)
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "1", Person: jane})
	for _, v := range []lobby.Amendment{{Due: start}, {Clear: []string{"due"}}} {
		e := refusal(t, w.Amend(ctx, shelter, id, v), lobby.ErrInvalid)
		require.Equal(t, "due not-the-senders", e.Field+" "+e.Code)
	}
	_, err = w.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelPartner, Key: "2", Person: jane, Due: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)})
	require.Equal(t, "due", refusal(t, err, lobby.ErrInvalid).Field)
	w.held(amy, id)
	require.Equal(t, "due", refusal(t, w.Amend(ctx, amy, id, lobby.Amendment{Due: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}), lobby.ErrInvalid).Field)
}

// A time that no store can keep is told as that, and not as a failure of the store.
func TestADueTimeBeyondAllTimeIsRefused(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.DueIn = map[store.Channel]time.Duration{store.ChannelSelfReferral: math.MaxInt64}
		o.Now = func() time.Time { return time.Date(9900, 1, 1, 0, 0, 0, 0, time.UTC) }
	})
	_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	refusal(t, err, lobby.ErrInvalid)
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

func TestAProvidersUserDoesNotSayWhenACaseIsDue(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	_, err := w.Receive(t.Context(), haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Due: start})
	require.Equal(t, "not-the-senders", refusal(t, err, lobby.ErrInvalid).Code)
}
