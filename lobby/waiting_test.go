package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestI24_TheLobbyIsListedOldestFirstPageByPage(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Now = fixed }) // all at once: ids break the tie
	for i := range 25 {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i)})
	}
	var pages [][]store.RecordID
	var last store.RecordID
	f := lobby.Filter{Limit: 10}
	for {
		p, err := w.Waiting(t.Context(), amy, f)
		require.NoError(t, err)
		var ids []store.RecordID
		for _, r := range p.Records {
			require.Greater(t, r.ID, last)
			last = r.ID
			ids = append(ids, r.ID)
		}
		pages = append(pages, ids)
		if !p.More {
			break
		}
		f.After = p.Next
	}
	require.Equal(t, []int{10, 10, 5}, []int{len(pages[0]), len(pages[1]), len(pages[2])})

	n := 0
	for _, err := range w.All(t.Context(), amy, lobby.Filter{Limit: 7}) {
		require.NoError(t, err)
		if n++; n == 9 {
			break
		}
	}
	require.Equal(t, 9, n)
}

func TestFilters(t *testing.T) {
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		o.DueIn = map[store.Channel]time.Duration{store.ChannelPartner: time.Hour}
	})
	a := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Provider: "haven"})
	b := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider})
	c := w.receive(portal, lobby.Arrival{Channel: store.ChannelPartner, Provider: "grove"})
	w.held(amy, b)
	at := w.row(b).Received
	grove := cast["grove"]
	for name, tc := range map[string]struct {
		actor lobby.Actor
		f     lobby.Filter
		want  []store.RecordID
	}{
		"everything":           {amy, lobby.Filter{}, []store.RecordID{a, b, c}},
		"waiting":              {amy, lobby.Filter{States: []store.State{store.StateWaiting}}, []store.RecordID{a, c}},
		"held by amy":          {amy, lobby.Filter{Holder: "amy"}, []store.RecordID{b}},
		"held by ben":          {amy, lobby.Filter{Holder: "ben"}, nil},
		"a channel":            {amy, lobby.Filter{Channels: []store.Channel{store.ChannelPartner}}, []store.RecordID{a, c}},
		"a provider":           {amy, lobby.Filter{Provider: "haven"}, []store.RecordID{a, b}},
		"from":                 {amy, lobby.Filter{ReceivedFrom: at}, []store.RecordID{b, c}},
		"before":               {amy, lobby.Filter{ReceivedBefore: at}, []store.RecordID{a}},
		"due":                  {amy, lobby.Filter{DueBefore: at.Add(2 * time.Hour)}, []store.RecordID{a, c}},
		"due, one by one":      {amy, lobby.Filter{DueBefore: at.Add(2 * time.Hour), Limit: 1}, []store.RecordID{a, c}},
		"due sooner":           {amy, lobby.Filter{DueBefore: w.row(a).Due}, nil},
		"a provider's own":     {haven, lobby.Filter{}, []store.RecordID{a, b}},
		"another provider's":   {grove, lobby.Filter{}, []store.RecordID{c}},
		"after the first page": {amy, lobby.Filter{After: store.Cursor{Received: w.row(a).Received, ID: a}}, []store.RecordID{b, c}},
	} {
		var got []store.RecordID
		for r, err := range w.All(t.Context(), tc.actor, tc.f) {
			require.NoError(t, err, name)
			got = append(got, r.ID)
		}
		require.Equal(t, tc.want, got, name)
	}
	for name, f := range map[string]lobby.Filter{
		"decided": {States: []store.State{store.StateRemoved}}, "too long": {Limit: store.MaxPage + 1}, "negative": {Limit: -1},
		"bad channel": {Channels: []store.Channel{"\n"}}, "bad holder": {Holder: "\x00"}, "bad cursor": {After: store.Cursor{ID: "\xff"}},
		"backwards":                 {ReceivedFrom: at, ReceivedBefore: at.Add(-1)},
		"a time alone, by due time": {Order: lobby.ByDue, After: store.Cursor{Received: at}},
	} {
		_, err := w.Waiting(t.Context(), amy, f)
		refusal(t, err, lobby.ErrInvalid)
		require.NotEmpty(t, name)
	}
	_, err := w.Waiting(t.Context(), haven, lobby.Filter{Provider: "grove"})
	refusal(t, err, lobby.ErrDenied)
}

// TestL16_TheLobbyIsListedByWhatIsUrgentAndWhatIsDue pages through each order while cases
// are decided.
func TestL16_TheLobbyIsListedByWhatIsUrgentAndWhatIsDue(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	arrive := func(key string, urgent bool, due int) store.RecordID {
		v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: key, Urgent: urgent}
		if due > 0 {
			v.Due = start.AddDate(0, 0, due)
		}
		return w.receive(portal, v)
	}
	names := map[store.RecordID]string{}
	for _, r := range []struct {
		name   string
		urgent bool
		due    int
	}{{"old", false, 0}, {"late", false, 9}, {"soon", false, 1}, {"urgent", true, 0}, {"urgent soon", true, 2}, {"late too", false, 9}} {
		names[arrive(r.name, r.urgent, r.due)] = r.name
	}
	listed := func(by lobby.Actor, f lobby.Filter, each func(string)) (all []string) {
		t.Helper()
		for {
			p, err := w.Waiting(t.Context(), by, f)
			require.NoError(t, err)
			for _, r := range p.Records {
				all = append(all, names[r.ID])
			}
			if f.After = p.Next; !p.More {
				return all
			}
			each(all[len(all)-1])
		}
	}
	nothing := func(string) {}
	wants := map[lobby.Order][]string{
		lobby.ByArrival: {"old", "late", "soon", "urgent", "urgent soon", "late too"},
		lobby.ByDue:     {"soon", "urgent soon", "late", "late too", "old", "urgent"},
		lobby.ByUrgency: {"urgent soon", "urgent", "soon", "late", "late too", "old"},
	}
	for order, want := range wants {
		for _, limit := range []int{1, 2, 5, 6, 7, 500} {
			require.Equal(t, want, listed(amy, lobby.Filter{Order: order, Limit: limit}, nothing), "%q by %d", order, limit)
		}
	}
	require.Equal(t, []string{"late", "late too"}, listed(amy, lobby.Filter{Order: lobby.ByDue, DueBefore: start.AddDate(0, 0, 10), ReceivedFrom: start, Limit: 1, After: idOf(names, "urgent soon")}, nothing))

	// Whoever is decided in between is passed over, and nobody else is.
	all := listed(amy, lobby.Filter{Order: lobby.ByUrgency, Limit: 2}, func(last string) {
		if last == "urgent" {
			w.created(amy, idOf(names, "urgent").ID)
		}
	})
	require.Equal(t, wants[lobby.ByUrgency], all)

	// A removed record leads nowhere.
	id := idOf(names, "soon").ID
	_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: w.held(amy, id).Token})
	require.NoError(t, err)
	_, err = w.Waiting(t.Context(), amy, lobby.Filter{Order: lobby.ByDue, After: idOf(names, "soon")})
	require.Equal(t, "after gone", refusal(t, err, lobby.ErrInvalid).Field+" "+refusal(t, err, lobby.ErrInvalid).Code)
	p, err := w.Waiting(t.Context(), amy, lobby.Filter{Order: lobby.ByDue, Limit: 1})
	require.NoError(t, err)
	_, err = w.Waiting(t.Context(), haven, lobby.Filter{Order: lobby.ByDue, After: p.Next})
	require.Equal(t, "gone", refusal(t, err, lobby.ErrInvalid).Code, "nor does one that the actor may not list")
	_, err = w.Waiting(t.Context(), amy, lobby.Filter{Order: "by-name"})
	require.Equal(t, "order", refusal(t, err, lobby.ErrInvalid).Field)
}

// idOf is the place of a record of that name.
func idOf(names map[store.RecordID]string, name string) store.Cursor {
	for id, n := range names {
		if n == name {
			return store.Cursor{ID: id, Received: start}
		}
	}
	panic(name)
}

func TestTwoSystemsShareClientsAndNotRecords(t *testing.T) {
	hpa2 := newWorld(t, lobby.HPA2())
	hrs := newWorldOver(t, hpa2.store, lobby.HRS(), func(o *lobby.Options) { o.NewID = counter("hrs") })
	a := hpa2.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	b := hrs.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane})
	_, err := hrs.Record(t.Context(), amy, a)
	refusal(t, err, lobby.ErrNotFound)
	_, err = hrs.Claim(t.Context(), amy, a)
	refusal(t, err, lobby.ErrNotFound)
	v := hrs.held(amy, b)
	require.Empty(t, v.Records)
	page, err := hrs.Waiting(t.Context(), amy, lobby.Filter{})
	require.NoError(t, err)
	require.Len(t, page.Records, 1)

	// A client created by one stops a creation in the other, and the other's
	// record, which may be the same person, has an event of it.
	va := hpa2.held(ben, a)
	_, err = hrs.Create(t.Context(), amy, b, v.Token)
	require.NoError(t, err)
	_, err = hpa2.Create(t.Context(), ben, a, va.Token)
	require.Equal(t, lobby.ChangedNew, refusal(t, err, lobby.ErrStale).Changed[0].What)
	require.Equal(t, store.System("hpa2"), hpa2.row(a).System)
	require.NoError(t, hpa2.Audit(t.Context(), auditor, a))
}

// generous is a policy that permits everything to everybody.
type generous struct{ lobby.Policy }

func (generous) Permit(lobby.Actor, lobby.Action, *store.Record) error { return nil }

func TestAProviderUserListsItsOwnProvidersRecordsWhateverThePolicyPermits(t *testing.T) {
	w := newWorld(t, generous{lobby.HRS()})
	mine := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider})
	w.receive(cast["grove"], lobby.Arrival{Channel: store.ChannelProvider})
	p, err := w.Waiting(t.Context(), haven, lobby.Filter{})
	require.NoError(t, err)
	require.Len(t, p.Records, 1)
	require.Equal(t, mine, p.Records[0].ID)
}

// counted counts what is read page by page.
type counted struct {
	store.Store
	pages int
}

func (c *counted) Records(ctx context.Context, q store.Query) (store.Page, error) {
	c.pages++
	return c.Store.Records(ctx, q)
}

func TestAShortPageOfWhatIsDueDoesNotReadTheLobbyOneByOne(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.DueUrgent = time.Hour })
	for i := range 200 {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Urgent: i > 190})
	}
	c := &counted{Store: w.store}
	s := lobby.New(c, plainMatcher{}, lobby.HPA2(), &w.o)
	var got []store.RecordID
	f := lobby.Filter{DueBefore: start.AddDate(1, 0, 0), Limit: 4}
	for more := true; more; {
		p, err := s.Waiting(t.Context(), amy, f)
		require.NoError(t, err)
		for _, r := range p.Records {
			got = append(got, r.ID)
		}
		f.After, more = p.Next, p.More
	}
	require.Len(t, got, 9)
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(got))), 9)
	require.LessOrEqual(t, c.pages, 4)
}

func TestA11h_ClaimsAreListedByTheirAge(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	var ids []store.RecordID
	for range 4 {
		ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	}
	claims := map[store.RecordID]time.Time{}
	for i, by := range []lobby.Actor{amy, ben, amy} {
		r, err := w.Claim(t.Context(), by, ids[2-i]) // the youngest record first
		require.NoError(t, err)
		claims[r.ID] = r.Claim.Since
		w.clock.move(time.Hour)
	}
	list := func(f lobby.Filter) (out []store.RecordID) {
		for r, err := range w.All(t.Context(), lena, f) {
			require.NoError(t, err)
			out = append(out, r.ID)
		}
		return out
	}
	old := claims[ids[1]]
	require.Equal(t, []store.RecordID{ids[2]}, list(lobby.Filter{HeldSinceBefore: old}), "exclusive")
	require.Equal(t, []store.RecordID{ids[1], ids[2]}, list(lobby.Filter{HeldSinceBefore: old.Add(time.Second)}), "in the order of arrival")
	require.Equal(t, ids[:3], list(lobby.Filter{HeldSinceBefore: w.clock.Now(), Limit: 1}), "what nobody holds is in no page of it")
	require.Equal(t, []store.RecordID{ids[0], ids[2]}, list(lobby.Filter{HeldSinceBefore: w.clock.Now(), Holder: amy.ID}))
	require.Empty(t, list(lobby.Filter{HeldSinceBefore: w.clock.Now(), States: []store.State{store.StateWaiting}}))
}

// Whoever asks for what has come since begins again where they were, if nothing has.
func TestAnEmptyPageLeavesItsPlace(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	for _, f := range []lobby.Filter{{Limit: 1}, {Limit: 1, DueBefore: start.AddDate(1, 0, 0)}, {Order: lobby.ByDue}} {
		f.After = w.page(amy, lobby.Filter{}).Next
		require.NotZero(t, f.After)
		p := w.page(amy, f)
		require.Empty(t, p.Records)
		require.Equal(t, f.After, p.Next)
	}
}

// page is one page of what waits.
func (w *world) page(a lobby.Actor, f lobby.Filter) lobby.Page {
	w.t.Helper()
	p, err := w.Waiting(w.t.Context(), a, f)
	require.NoError(w.t, err)
	return p
}

// A record that cannot be read is named in every order.
func TestWhatCannotBeReadIsNamedInEveryOrder(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	bad := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	good := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	d := newWorldOver(t, &damaged{Store: w.store, records: []store.RecordID{bad}}, lobby.HPA2())
	for _, order := range []lobby.Order{lobby.ByArrival, lobby.ByDue, lobby.ByUrgency} {
		p := d.page(amy, lobby.Filter{Order: order})
		require.Equal(t, []store.RecordID{bad}, p.Unreadable, order)
		require.Len(t, p.Records, 1)
		require.Equal(t, good, p.Records[0].ID)
	}
}

// Whoever has seen enough is given no more, wherever that is.
func TestAllEndsWhereItsReaderDoes(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	var bad []store.RecordID
	for i := range 6 {
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
		if i%2 == 0 {
			bad = append(bad, id)
		}
	}
	d := newWorldOver(t, &damaged{Store: w.store, records: bad}, lobby.HPA2())
	for end := range 6 {
		n := 0
		for _, err := range d.All(t.Context(), amy, lobby.Filter{Limit: 4}) {
			require.True(t, err == nil || errors.Is(err, lobby.ErrUnreadable))
			if n++; n > end {
				break
			}
		}
		require.Equal(t, end+1, n)
	}
}

// listing keeps what a store was asked to list.
type listing struct {
	store.Store
	last store.Query
}

func (l *listing) Records(ctx context.Context, q store.Query) (store.Page, error) {
	l.last = q
	return l.Store.Records(ctx, q)
}

func TestWhatIsHeldIsLookedForAmongWhatIsClaimed(t *testing.T) {
	l := &listing{Store: new(memory.Store)}
	w := newWorldOver(t, l, lobby.HPA2())
	w.page(amy, lobby.Filter{HeldSinceBefore: start})
	require.Equal(t, []store.State{store.StateClaimed}, l.last.States)
	w.page(amy, lobby.Filter{})
	require.Equal(t, store.Undecided(), l.last.States)
	require.Equal(t, 50, l.last.Limit)
	w.page(amy, lobby.Filter{Limit: store.MaxPage})
	require.Equal(t, store.MaxPage, l.last.Limit)
}

func TestAFullPageIsTheLastWhereThereIsNoMore(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for range 2 {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	}
	for limit, more := range map[int]bool{1: true, 2: false, 3: false} {
		require.Equal(t, more, w.page(amy, lobby.Filter{Order: lobby.ByDue, Limit: limit}).More, limit)
	}
}
