package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func ids(rs []store.Record) (ids []store.RecordID) {
	for _, r := range rs {
		ids = append(ids, r.ID)
	}
	return ids
}

// created decides that a record is a new client's.
func (w *world) created(by lobby.Actor, id store.RecordID) store.ClientID {
	w.t.Helper()
	d, err := w.Create(w.t.Context(), by, id, w.held(by, id).Token)
	require.NoError(w.t, err)
	return d.Client
}

func TestThoseForWhomAPageWasDecidedAreReadTogether(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 8 {
		w.created(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: jane}))
	}
	for _, who := range []lobby.Actor{amy, lena} {
		c := &counting{Store: w.store}
		p, err := lobby.New(c, plainMatcher{}, lobby.HPA2(), &w.o).Decided(t.Context(), who, lobby.DecidedFilter{})
		require.NoError(t, err)
		require.Len(t, p.Records, 8)
		require.Equal(t, []string{"rows"}, c.calls, who.ID)
	}
}

func TestL16_DecidedListsWhatBecameOfCases(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ctx := t.Context()
	var all []store.RecordID
	for i := range 6 {
		c := store.ChannelSelfReferral
		if i == 3 {
			c = store.ChannelDutyToRefer
		}
		all = append(all, w.receive(portal, lobby.Arrival{Channel: c, Key: fmt.Sprint(i)}))
	}
	w.client("c-1", jane)
	w.created(amy, all[3])
	w.created(ben, all[0])
	v := w.held(amy, all[1])
	_, err := w.Review(ctx, amy, all[1], "c-1")
	require.NoError(t, err)
	v, err = w.Review(ctx, amy, all[1], "c-1")
	require.NoError(t, err)
	_, err = w.Assign(ctx, amy, all[1], "c-1", v.Token)
	require.NoError(t, err)
	_, err = w.Remove(ctx, amy, all[4], lobby.Removal{Reason: "test", Confirm: string(all[4]), Token: w.held(amy, all[4]).Token})
	require.NoError(t, err)
	first := w.row(all[3]).Decision.At

	list := func(f lobby.DecidedFilter) []store.RecordID {
		t.Helper()
		p, err := w.Decided(ctx, amy, f)
		require.NoError(t, err)
		require.False(t, p.More)
		return ids(p.Records)
	}
	require.Equal(t, []store.RecordID{all[0], all[1], all[3]}, list(lobby.DecidedFilter{}), "neither what waits nor what was removed, by arrival")
	require.Equal(t, []store.RecordID{all[1], all[3]}, list(lobby.DecidedFilter{By: "amy"}))
	require.Equal(t, []store.RecordID{all[0], all[3]}, list(lobby.DecidedFilter{States: []store.State{store.StateCreated}}))
	require.Equal(t, []store.RecordID{all[3]}, list(lobby.DecidedFilter{Channels: []store.Channel{store.ChannelDutyToRefer}}))
	require.Equal(t, []store.RecordID{all[3]}, list(lobby.DecidedFilter{DecidedBefore: first.Add(1)}))
	require.Equal(t, []store.RecordID{all[0], all[1]}, list(lobby.DecidedFilter{DecidedFrom: first.Add(1)}))
	require.Equal(t, []store.RecordID{all[1], all[3]}, list(lobby.DecidedFilter{ReceivedFrom: w.row(all[1]).Received}))
	require.Equal(t, []store.RecordID{all[0]}, list(lobby.DecidedFilter{ReceivedBefore: w.row(all[1]).Received}))
	require.Empty(t, list(lobby.DecidedFilter{Provider: "haven"}))
	require.Equal(t, []store.RecordID{all[3]}, list(lobby.DecidedFilter{SenderKey: " 3"}))
	require.Empty(t, list(lobby.DecidedFilter{SenderKey: "4"}), "removed")
	require.Empty(t, list(lobby.DecidedFilter{SenderKey: "5"}), "undecided: Find knows it")

	var paged []store.RecordID
	for f := (lobby.DecidedFilter{Limit: 1}); ; {
		p, err := w.Decided(ctx, amy, f)
		require.NoError(t, err)
		paged = append(paged, ids(p.Records)...)
		if f.After = p.Next; !p.More {
			break
		}
	}
	require.Equal(t, []store.RecordID{all[0], all[1], all[3]}, paged)

	for field, f := range map[string]lobby.DecidedFilter{
		"limit":           {Limit: store.MaxPage + 1},
		"states":          {States: []store.State{store.StateRemoved}},
		"channel":         {Channels: []store.Channel{"\x00"}},
		"by":              {By: "\x00"},
		"provider":        {Provider: "\x00"},
		"sender-key":      {SenderKey: "\x00"},
		"after":           {After: store.Cursor{ID: "\x00"}},
		"decided-from":    {DecidedFrom: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
		"decided-before":  {DecidedBefore: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)},
		"received-from":   {ReceivedFrom: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
		"received-before": {ReceivedBefore: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		_, err := w.Decided(ctx, amy, f)
		require.Equal(t, field, refusal(t, err, lobby.ErrInvalid).Field)
	}
	for field, f := range map[string]lobby.DecidedFilter{
		"decided-before":  {DecidedFrom: start, DecidedBefore: start.Add(-1)},
		"received-before": {ReceivedFrom: start, ReceivedBefore: start.Add(-1)},
	} {
		_, err = w.Decided(ctx, amy, f)
		e := refusal(t, err, lobby.ErrInvalid)
		require.Equal(t, []string{field, "before-from"}, []string{e.Field, e.Code})
	}
	_, err = w.Decided(ctx, amy, lobby.DecidedFilter{Limit: -1})
	refusal(t, err, lobby.ErrInvalid)
	_, err = w.Decided(ctx, portal, lobby.DecidedFilter{})
	refusal(t, err, lobby.ErrDenied)
}

func TestAProviderListsItsOwnOnly(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	ctx := t.Context()
	mine := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "1", Provider: "haven", Person: jane})
	other := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "2", Provider: "harbour", Person: omar})
	b, err := w.Badge(ctx, haven)
	require.NoError(t, err)
	require.Equal(t, 1, b.Waiting)
	w.created(amy, mine)
	w.created(amy, other)
	p, err := w.Decided(ctx, haven, lobby.DecidedFilter{})
	require.NoError(t, err)
	require.Equal(t, []store.RecordID{mine}, ids(p.Records))
	require.Empty(t, p.Records[0].Decision.Client)
	require.Empty(t, p.Records[0].Decision.By)
	p, err = w.Decided(ctx, haven, lobby.DecidedFilter{By: amy.ID})
	require.NoError(t, err)
	require.Empty(t, p.Records, "who decided is not found out by asking for each officer")
	_, err = w.Decided(ctx, haven, lobby.DecidedFilter{Provider: "harbour"})
	refusal(t, err, lobby.ErrDenied)
}

func TestARestrictedClientsRecordTellsNothingInTheList(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	c := w.created(amy, id)
	require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: c, Restricted: new(true)}))
	p, err := w.Decided(t.Context(), amy, lobby.DecidedFilter{})
	require.NoError(t, err)
	require.Len(t, p.Records, 1)
	require.Empty(t, p.Records[0].Person.Family)
	require.Empty(t, p.Records[0].Decision.Client)
	_, err = w.ClientRecords(t.Context(), amy, c)
	refusal(t, err, lobby.ErrNotFound)
	v, err := w.ClientRecords(t.Context(), lena, c)
	require.NoError(t, err)
	require.Equal(t, []store.RecordID{id}, ids(v.Decided))
}

func TestL16_ClientRecordsAreWhatWasDecidedForItAndWhatMayBe(t *testing.T) {
	s := new(memory.Store)
	w := newWorldOver(t, s, lobby.HPA2())
	ctx := t.Context()
	first := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	second := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "2", Person: jane})
	waits := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "3", Person: jane})
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "4", Person: omar})
	c := w.created(amy, first)
	_, err := w.Assign(ctx, amy, second, c, w.held(amy, second).Token)
	require.NoError(t, err)
	hrs := newWorldOver(t, s, lobby.HRS(), func(o *lobby.Options) { o.NewID, o.Now = counter("hrs"), w.clock.Now })
	elsewhere := hrs.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "5", Person: jane})
	_, err = hrs.Assign(ctx, amy, elsewhere, c, hrs.held(amy, elsewhere).Token)
	require.NoError(t, err)

	v, err := w.ClientRecords(ctx, amy, c)
	require.NoError(t, err)
	require.Equal(t, []store.RecordID{first, second}, ids(v.Decided), "not the other system's")
	require.Len(t, v.Undecided, 1)
	require.Equal(t, waits, v.Undecided[0].Record.ID)
	require.True(t, v.Undecided[0].Rating.AtLeast(matching.Possible))

	// Those of a client who was merged into it are its own.
	w.client("c-9", jane)
	w.merge(c, "c-9")
	v, err = w.ClientRecords(ctx, amy, "c-9")
	require.NoError(t, err)
	require.Equal(t, []store.RecordID{first, second}, ids(v.Decided))

	require.NoError(t, w.EraseClient(ctx, dora, "c-9"))
	v, err = w.ClientRecords(ctx, dora, "c-9")
	require.NoError(t, err)
	require.Empty(t, v.Undecided)
	_, err = w.ClientRecords(ctx, amy, "nobody")
	refusal(t, err, lobby.ErrNotFound)
	_, err = w.ClientRecords(ctx, auditor, c)
	refusal(t, err, lobby.ErrDenied)
}

// Of two people of one case who have turned out to be one, the case is that one's own.
func TestTheCaseOfWhoHasTurnedOutToBeItsMemberIsThatClientsOwn(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-ada", ada)
	w.client("c-sam", sam)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: ada, Household: []store.Member{{Relation: "partner", Person: sam}}})
	_, err := w.Assign(t.Context(), amy, id, "c-ada", w.link(amy, w.held(amy, id), 0, "c-sam").Token)
	require.NoError(t, err)
	of := func(c store.ClientID) [][]store.RecordID {
		v, err := w.ClientRecords(t.Context(), amy, c)
		require.NoError(t, err)
		return [][]store.RecordID{ids(v.Decided), ids(v.Households)}
	}
	require.Equal(t, [][]store.RecordID{{id}, nil}, of("c-ada"))
	require.Equal(t, [][]store.RecordID{nil, {id}}, of("c-sam"))
	w.merge("c-ada", "c-sam")
	require.Equal(t, [][]store.RecordID{{id}, nil}, of("c-sam"))
}

func TestL16_TheBadgeCountsWhatWaits(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.DueIn = map[store.Channel]time.Duration{store.ChannelDutyToRefer: time.Hour}
	})
	ctx := t.Context()
	empty, err := w.Badge(ctx, amy)
	require.NoError(t, err)
	require.Equal(t, lobby.Badge{Channels: []lobby.ChannelBadge{{Channel: store.ChannelSelfReferral}, {Channel: store.ChannelDutyToRefer}, {Channel: store.ChannelThirdParty}}}, empty)
	var all []store.RecordID
	for i, c := range []store.Channel{store.ChannelSelfReferral, store.ChannelSelfReferral, store.ChannelDutyToRefer, store.ChannelDutyToRefer, store.ChannelThirdParty, store.ChannelThirdParty} {
		all = append(all, w.receive(portal, lobby.Arrival{Channel: c, Key: fmt.Sprint(i), Urgent: i == 1}))
	}
	w.held(amy, all[0])
	w.held(amy, all[1])
	w.held(ben, all[2])
	w.created(ben, all[4])
	w.clock.move(2 * time.Hour)
	b, err := w.Badge(ctx, amy)
	require.NoError(t, err)
	require.Equal(t, lobby.Badge{Waiting: 5, Unclaimed: 2, Mine: 2, Urgent: 1, Overdue: 2, Channels: []lobby.ChannelBadge{
		{Channel: store.ChannelSelfReferral}, {Channel: store.ChannelDutyToRefer, Unclaimed: 1}, {Channel: store.ChannelThirdParty, Unclaimed: 1}}}, b)
	_, err = w.Badge(ctx, portal)
	refusal(t, err, lobby.ErrDenied)

	// Who waits by a channel that the policy has given up is not forgotten.
	fewer := lobby.New(w.store, plainMatcher{}, only{lobby.HPA2(), store.ChannelSelfReferral}, &w.o)
	b, err = fewer.Badge(ctx, lena)
	require.NoError(t, err)
	require.Equal(t, []lobby.ChannelBadge{{Channel: store.ChannelSelfReferral}, {Channel: store.ChannelDutyToRefer, Unclaimed: 1}, {Channel: store.ChannelThirdParty, Unclaimed: 1}}, b.Channels)
}

// only lets one channel wait.
type only struct {
	lobby.Policy
	channel store.Channel
}

func (o only) Channels() []store.Channel { return []store.Channel{o.channel} }

func TestL16_AHostNumbersItsClientsAndCases(t *testing.T) {
	serial := func(prefix string, from int) func() string {
		return func() string { from++; return fmt.Sprint(prefix, from-1) }
	}
	clients, cases := serial("C", 7), serial("K", 1)
	fails := error(nil)
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.NewClientID = func(_ context.Context, _ store.Store, a store.Authority) (store.ClientID, error) {
			require.Equal(t, leeds, a)
			return store.ClientID(clients()), fails
		}
		o.NewCaseID = func(context.Context, store.Store, store.Authority) (store.CaseID, error) {
			return store.CaseID(cases()), nil
		}
	})
	ctx := t.Context()
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	v := w.held(amy, id)
	fails = errors.New("the sequence of jane@example.com")
	_, err := w.Create(ctx, amy, id, v.Token)
	e := refusal(t, err, lobby.ErrStore)
	require.ErrorIs(t, err, fails)
	require.NotContains(t, e.Error(), "jane")
	fails = nil
	d, err := w.Create(ctx, amy, id, v.Token)
	require.NoError(t, err)
	require.Equal(t, store.ClientID("C8"), d.Client)
	require.Equal(t, store.CaseID("K1"), d.Case)
	again, err := w.Create(ctx, amy, id, v.Token)
	require.NoError(t, err)
	require.Equal(t, d, again, "the same request uses no number")

	// A counter that is behind is passed over.
	w.client("C9", omar, open("K2", "hpa2"))
	w.client("C10", omar)
	id = w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "2", Person: matching.Person{Given: "Una"}})
	require.Equal(t, store.ClientID("C11"), w.created(amy, id))
	id = w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "3", Person: omar})
	cases = serial("K", 2)
	d, err = w.Assign(ctx, amy, id, "C9", w.held(amy, id).Token)
	require.NoError(t, err)
	require.Equal(t, store.CaseID("K3"), d.Case)

	// One that stands still is told.
	clients = func() string { return "C9" }
	id = w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "4", Person: matching.Person{Given: "Ida"}})
	_, err = w.Create(ctx, amy, id, w.held(amy, id).Token)
	e = refusal(t, err, lobby.ErrInvalid)
	require.Equal(t, "new-client-id taken", e.Field+" "+e.Code)
	clients = func() string { return "" }
	_, err = w.Create(ctx, amy, id, w.look(amy, id).Token)
	require.Equal(t, "new-client-id", refusal(t, err, lobby.ErrInvalid).Field)
}

// Who was merged is offered no more: who waits and may be that person is told of the
// client that is left.
func TestNobodyWaitsForAClientWhoWasMerged(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", jane)
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.merge("c-1", "c-2")
	for id, want := range map[store.ClientID]int{"c-1": 0, "c-2": 1} {
		v, err := w.ClientRecords(t.Context(), amy, id)
		require.NoError(t, err)
		require.Len(t, v.Undecided, want, id)
	}
}

// clientsOnly lets officers open clients, and no records.
type clientsOnly struct{ lobby.Policy }

func (p clientsOnly) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if act == lobby.ActRead {
		return lobby.ErrDenied
	}
	return p.Policy.Permit(a, act, r)
}

func TestTheRecordsOfAClientAreForWhoeverMayReadRecords(t *testing.T) {
	w := newWorld(t, clientsOnly{lobby.HPA2()})
	w.client("c-1", jane)
	_, err := w.Client(t.Context(), amy, "c-1")
	require.NoError(t, err)
	_, err = w.ClientRecords(t.Context(), amy, "c-1")
	refusal(t, err, lobby.ErrDenied)
}

// The list goes on after a record of another system.
func TestTheRecordsOfAClientAreThoseOfOneSystem(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	other := newWorldOver(t, w.store, lobby.HRS(), func(o *lobby.Options) { o.Now, o.NewID = w.o.Now, w.o.NewID })
	w.client("c-1", jane)
	for i := range 4 {
		for system, channel := range map[*world]store.Channel{w: store.ChannelSelfReferral, other: store.ChannelPartner} {
			id := system.receive(portal, lobby.Arrival{Channel: channel, Key: fmt.Sprint(i), Person: jane})
			_, err := system.Assign(t.Context(), amy, id, "c-1", system.held(amy, id).Token)
			require.NoError(t, err)
		}
	}
	for _, system := range []*world{w, other} {
		rs, err := system.ClientRecords(t.Context(), amy, "c-1")
		require.NoError(t, err)
		require.Len(t, rs.Decided, 4)
	}
}

func TestTheRecordsOfAClientNameWhatCannotBeRead(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	c := w.created(amy, id)
	v, err := w.On(&damaged{Store: w.store, records: []store.RecordID{id}}).ClientRecords(t.Context(), amy, c)
	require.NoError(t, err)
	require.Empty(t, v.Decided)
	require.Equal(t, []store.RecordID{id}, v.Unreadable)
}
