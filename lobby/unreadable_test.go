package lobby_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// damaged is a store in which some rows cannot be read.
type damaged struct {
	store.Store
	clients []store.ClientID
	records []store.RecordID
}

func (d *damaged) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	rows, err := d.Store.Rows(ctx, a, ids)
	rows.Clients = slices.DeleteFunc(rows.Clients, func(c store.Client) bool {
		if slices.Contains(d.clients, c.ID) {
			rows.Unreadable.Clients = append(rows.Unreadable.Clients, c.ID)
		}
		return slices.Contains(d.clients, c.ID)
	})
	rows.Records = slices.DeleteFunc(rows.Records, func(r store.Record) bool {
		if slices.Contains(d.records, r.ID) {
			rows.Unreadable.Records = append(rows.Unreadable.Records, r.ID)
		}
		return slices.Contains(d.records, r.ID)
	})
	return rows, err
}

func (d *damaged) Clients(ctx context.Context, q store.ClientQuery) (store.ClientPage, error) {
	page, err := d.Store.Clients(ctx, q)
	page.Clients = slices.DeleteFunc(page.Clients, func(c store.Client) bool {
		if slices.Contains(d.clients, c.ID) {
			page.Unreadable = append(page.Unreadable, c.ID)
		}
		return slices.Contains(d.clients, c.ID)
	})
	return page, err
}

func (d *damaged) Records(ctx context.Context, q store.Query) (store.Page, error) {
	page, err := d.Store.Records(ctx, q)
	page.Records = slices.DeleteFunc(page.Records, func(r store.Record) bool {
		if slices.Contains(d.records, r.ID) {
			page.Unreadable = append(page.Unreadable, store.Cursor{Received: r.Received, ID: r.ID})
		}
		return slices.Contains(d.records, r.ID)
	})
	return page, err
}

// One row that cannot be read is named and stops none of the others.
func TestA2_ARecordThatCannotBeReadStopsNoOther(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.DueIn = map[store.Channel]time.Duration{store.ChannelSelfReferral: time.Hour}
	})
	var ids []store.RecordID
	for i := range 20 {
		ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: jane}))
	}
	bad := ids[7]
	d := newWorldWith(t, &damaged{Store: w.store, records: []store.RecordID{bad}}, plainMatcher{}, lobby.HPA2(), func(o *lobby.Options) {
		o.Now, o.Logger = w.clock.Now, slog.New(slog.NewJSONHandler(&log, nil))
	})
	for _, f := range []lobby.Filter{{Limit: 3}, {Limit: 3, DueBefore: start.AddDate(1, 0, 0)}} {
		listed, unreadable := 0, []store.RecordID(nil)
		for more := true; more; {
			p, err := d.Waiting(t.Context(), amy, f)
			require.NoError(t, err)
			listed, unreadable, f.After, more = listed+len(p.Records), append(unreadable, p.Unreadable...), p.Next, p.More
		}
		require.Equal(t, 19, listed)
		require.Equal(t, []store.RecordID{bad}, unreadable, "named, once")
	}
	listed := 0
	for r, err := range d.All(t.Context(), amy, lobby.Filter{}) {
		if err != nil {
			require.Equal(t, bad, refusal(t, err, lobby.ErrUnreadable).Record)
			continue
		}
		require.NotEqual(t, bad, r.ID)
		listed++
	}
	require.Equal(t, 19, listed)

	r, err := d.Report(t.Context(), lena, lobby.Period{})
	require.NoError(t, err)
	require.Equal(t, 1, r.Unreadable)
	require.Equal(t, 19, r.Channels[0].Received)

	v := d.held(amy, ids[0])
	require.Len(t, v.Records, 18, "beside it")
	require.Equal(t, 1, v.Unreadable)
	_, err = d.Review(t.Context(), amy, bad)
	require.Equal(t, bad, refusal(t, err, lobby.ErrUnreadable).Record)
	require.Contains(t, log.String(), string(bad))

	_, err = d.Claim(t.Context(), amy, bad)
	refusal(t, err, lobby.ErrUnreadable)
	_, err = d.Claim(t.Context(), amy, ids[8])
	require.NoError(t, err)
	n, err := d.ReleaseAll(t.Context(), lena, "amy")
	require.NoError(t, err)
	require.Equal(t, 2, n)
}

func TestA2_AClientThatCannotBeReadIsCountedAndStopsCreate(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", jane)
	w.client("c-3", omar)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	d := newWorldWith(t, &damaged{Store: w.store, clients: []store.ClientID{"c-1"}}, plainMatcher{}, lobby.HPA2(), func(o *lobby.Options) { o.Now = w.clock.Now })
	v := d.held(amy, id)
	require.Len(t, v.Clients, 1)
	require.Equal(t, 1, v.Unreadable)
	require.Less(t, v.None, .5, "the one who can be read is likely enough")
	_, err := d.Create(t.Context(), amy, id, v.Token)
	refusal(t, err, lobby.ErrUnreadable)
	_, err = d.Review(t.Context(), amy, id, "c-1")
	require.Equal(t, store.ClientID("c-1"), refusal(t, err, lobby.ErrUnreadable).Client)
	_, err = d.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.Equal(t, store.ClientID("c-1"), refusal(t, err, lobby.ErrUnreadable).Client)
	_, err = d.Assign(t.Context(), amy, id, "c-2", v.Token)
	require.NoError(t, err, "whose the record is can still be said")

	f, err := d.Search(t.Context(), amy, omar)
	require.NoError(t, err)
	require.Zero(t, f.Unreadable, "nothing of the person asked for is unreadable")
}

// counting counts the calls of a store.
type counting struct {
	store.Store
	calls   []string
	then    func() // after a search
	unkeyed int    // reads of whom nobody looks at the keys
}

func (c *counting) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	c.calls = append(c.calls, "rows")
	if ids.Unkeyed {
		c.unkeyed++
	}
	return c.Store.Rows(ctx, a, ids)
}

func (c *counting) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	c.calls = append(c.calls, "candidates")
	pool, err := c.Store.Candidates(ctx, a, keys, limit)
	if c.then != nil {
		c.then()
	}
	return pool, err
}

func TestA7_AReviewIsASearchAndTwoReads(t *testing.T) {
	c := &counting{}
	w := newWorld(t, lobby.HPA2())
	for i := range 60 {
		w.client(store.ClientID(fmt.Sprint("c-", i)), jane)
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: jane})
	}
	w.client("elsewhere", omar)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.held(amy, id)
	c.Store = w.store
	n := newWorldWith(t, c, plainMatcher{}, lobby.HPA2(), func(o *lobby.Options) { o.Now = w.clock.Now })
	want := []string{"rows", "candidates", "rows"}
	v := n.look(amy, id)
	require.Len(t, v.Clients, 50)
	require.Len(t, v.Records, 20)
	require.Equal(t, want, c.calls, "the record, the search, those listed")
	require.Equal(t, 1, c.unkeyed, "those listed are shown and not written")

	c.calls = nil
	v, err := n.Review(t.Context(), amy, id, "elsewhere", "c-3")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(v.Clients), 51)
	require.Equal(t, want, c.calls, "those that the officer names come with the record")

	c.calls = nil
	_, err = n.Search(t.Context(), amy, jane)
	require.NoError(t, err)
	require.Equal(t, want[1:], c.calls)

	c.calls = nil
	_, err = newWorldWith(t, c, half{}, lobby.HPA2()).Review(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, want, c.calls, "everybody is stale, and read with one call")
}

func TestHoweverManyAreStaleAllAreReadAPageAtATime(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	const many = store.MaxPage + 20
	for i := range many {
		w.client(store.ClientID(fmt.Sprint("c-", i)), jane)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.held(amy, id)
	c := &counting{Store: w.store}
	v, err := newWorldWith(t, c, half{}, lobby.HPA2(), func(o *lobby.Options) { o.Now, o.CandidateLimit = w.clock.Now, 2*many }).Review(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, many, v.Results)
	require.Equal(t, []string{"rows", "candidates", "rows", "rows"}, c.calls)
}

func TestAReviewShowsWhoHasChangedSinceTheSearchAsTheyAreNow(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", jane)
	w.client("c-3", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	c := &counting{Store: w.store, then: func() {
		other := jane
		other.Given, other.NINO, other.Born = "Ann", "QQ111111A", "1950-01-01"
		w.client("c-1", other)
		w.merge("c-2", "c-3")
	}}
	v := newWorldWith(t, c, plainMatcher{}, lobby.HPA2(), func(o *lobby.Options) { o.Now = w.clock.Now }).look(amy, id)
	require.Equal(t, []store.ClientID{"c-3", "c-1"}, []store.ClientID{v.Clients[0].Client.ID, v.Clients[1].Client.ID})
	require.Equal(t, "Ann", v.Clients[1].Client.Person.Given)
	require.Contains(t, fmt.Sprint(v.Clients[1].Evidence), "different", "the evidence is of who is shown")
}

// What names a client who cannot be read goes on without naming it to those from
// whom it might be restricted.
func TestAClientThatCannotBeReadStopsNoListThatNamesIt(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", omar)
	put(t, w, lobby.ClientUpdate{ID: "c-3", Person: &omar, Reference: "HRS-3"})
	merged := w.register("c-3") // and has its reference still, as it once could
	merged.MergedInto = "c-1"
	w.overwrite(merged)
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Reference: "HRS-1"})
	var ids []store.RecordID
	for i, c := range []store.ClientID{"c-1", "c-2"} {
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: []matching.Person{jane, omar}[i]})
		_, err := w.Assign(t.Context(), amy, id, c, w.held(amy, id).Token)
		require.NoError(t, err)
		ids = append(ids, id)
	}
	d := newWorldWith(t, &damaged{Store: w.store, clients: []store.ClientID{"c-1"}}, plainMatcher{}, lobby.HPA2(), func(o *lobby.Options) { o.Now = w.clock.Now })
	calm := lena
	calm.Rights = 0
	for who, actor := range map[string]lobby.Actor{"calm": calm, "lena": lena, "auditor": auditor} {
		es, err := d.Events(t.Context(), actor, store.EventQuery{})
		require.NoError(t, err)
		named := 0
		for _, e := range es {
			if e.Kind == lobby.KindAssigned && e.Client != "" {
				named++
			}
		}
		require.Equal(t, map[string]int{"calm": 1, "lena": 2, "auditor": 2}[who], named, who)
	}
	for i, want := range []store.ClientID{"", "c-2"} {
		r, err := d.Record(t.Context(), amy, ids[i])
		require.NoError(t, err)
		require.Equal(t, want, r.Decision.Client)
		_, err = d.Claim(t.Context(), amy, ids[i])
		require.Equal(t, want, refusal(t, err, lobby.ErrDecided).Decision.Client)
	}
	f, err := d.Find(t.Context(), amy, "HRS-1")
	require.NoError(t, err)
	require.Equal(t, []int{0, 1}, []int{len(f.Clients), f.Unreadable})
	_, err = d.Client(t.Context(), amy, "c-1")
	refusal(t, err, lobby.ErrUnreadable)
	_, err = d.Client(t.Context(), amy, "c-3")
	require.Error(t, err, "merged into one of whom nobody knows whether it is restricted")
}

func TestAllNamesEveryRecordThatCannotBeReadAndGoesOn(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	var ids []store.RecordID
	for range 6 {
		ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral}))
	}
	d := newWorldOver(t, &damaged{Store: w.store, records: ids[1:4]}, lobby.HPA2())
	var read, unreadable []store.RecordID
	for r, err := range d.All(t.Context(), amy, lobby.Filter{Limit: 2}) {
		if err != nil {
			unreadable = append(unreadable, refusal(t, err, lobby.ErrUnreadable).Record)
			continue
		}
		read = append(read, r.ID)
	}
	require.Equal(t, []store.RecordID{ids[0], ids[4], ids[5]}, read)
	require.Equal(t, ids[1:4], unreadable)
	for _, err := range d.All(t.Context(), amy, lobby.Filter{Limit: 6}) {
		if err != nil {
			break // whoever has had enough is asked no more
		}
	}
}

func TestAReviewShowsNoRecordBesideThatWasDecidedSinceTheSearch(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	other := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "2", Person: jane})
	require.Len(t, w.held(amy, id).Records, 1)
	c := &counting{Store: w.store, then: func() {
		_, err := w.Create(t.Context(), ben, other, w.held(ben, other).Token)
		require.NoError(t, err)
	}}
	require.Empty(t, newWorldWith(t, c, plainMatcher{}, lobby.HPA2(), func(o *lobby.Options) { o.Now, o.NewID = w.clock.Now, w.o.NewID }).look(amy, id).Records)
}

// Whoever reads every row of a list names each that cannot be read in the log.
func TestEachUnreadableRowOfAListIsLogged(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	var ids []store.RecordID
	for range 3 {
		ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral}))
	}
	for name, read := range map[string]func(*lobby.Service) error{
		"report": func(s *lobby.Service) error { _, err := s.Report(t.Context(), lena, lobby.Period{}); return err },
		"badge":  func(s *lobby.Service) error { _, err := s.Badge(t.Context(), amy); return err },
		"waiting": func(s *lobby.Service) error {
			_, err := s.Waiting(t.Context(), amy, lobby.Filter{Order: lobby.ByDue})
			return err
		},
	} {
		var log bytes.Buffer
		w.o.Logger = slog.New(slog.NewTextHandler(&log, nil))
		require.NoError(t, read(lobby.New(&damaged{Store: w.store, records: ids[:2]}, plainMatcher{}, lobby.HPA2(), &w.o)), name)
		for _, id := range ids[:2] {
			require.Contains(t, log.String(), "lobby: unreadable row\"", name)
			require.Contains(t, log.String(), "record="+string(id), name)
		}
	}
}

func TestAnErasureNamesAnUnreadableClientInTheLog(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	w.client("c-1", jane)
	refusal(t, w.On(&damaged{Store: w.store, clients: []store.ClientID{"c-1"}}).EraseClient(t.Context(), dora, "c-1"), lobby.ErrUnreadable)
	require.Contains(t, log.String(), "lobby: unreadable row\"")
}

func TestAPersonWhoIsSoughtInWindows1252IsFound(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	p := matching.Person{Given: "Ren\xe9", Family: "Doe"}
	w.client("c-1", p)
	f, err := w.Search(t.Context(), amy, p)
	require.NoError(t, err)
	require.Len(t, f.Clients, 1)
}
