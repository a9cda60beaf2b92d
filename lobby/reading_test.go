package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// log is what was written down of reading, as somebody may know it.
func (w *world) log(a lobby.Actor, q lobby.ReadingQuery) (lines []string) {
	w.t.Helper()
	for r, err := range w.Readings(w.t.Context(), a, q) {
		require.NoError(w.t, err)
		require.NotEmpty(w.t, r.ID)
		require.False(w.t, r.At.IsZero())
		lines = append(lines, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s", r.Actor, r.Kind, r.Record, r.Client)), " "))
	}
	return lines
}

// The operations that show what tells of a person, and what is written down of each.
var openings = map[string]struct {
	open func(ctx context.Context, s scene) (any, error)
	want []string
}{
	"review":                 {func(ctx context.Context, s scene) (any, error) { return s.Review(ctx, amy, s.id) }, []string{"amy review-opened ID"}},
	"review with others":     {func(ctx context.Context, s scene) (any, error) { return s.Review(ctx, amy, s.id, "c-3", "c-1") }, []string{"amy client-opened c-3", "amy client-opened c-1", "amy review-opened ID"}},
	"record":                 {func(ctx context.Context, s scene) (any, error) { return s.Record(ctx, haven, s.id) }, []string{"haven-worker record-opened ID"}},
	"client":                 {func(ctx context.Context, s scene) (any, error) { return s.Client(ctx, host, "c-3") }, []string{"casework client-opened c-3"}},
	"client of a household":  {readings["client of a household"], []string{"amy client-opened c-5"}},
	"client that was merged": {readings["client that was merged"], []string{"amy client-opened c-4"}},
	"records of a client":    {func(ctx context.Context, s scene) (any, error) { return s.ClientRecords(ctx, amy, "c-3") }, []string{"amy client-opened c-3"}},
	"search":                 {func(ctx context.Context, s scene) (any, error) { return s.Search(ctx, amy, jane) }, []string{"amy searched"}},
	"find":                   {func(ctx context.Context, s scene) (any, error) { return s.Find(ctx, amy, "c-3") }, []string{"amy searched"}},
	"file of a record": {func(ctx context.Context, s scene) (any, error) {
		return s.SubjectAccess(ctx, dora, lobby.Subject{Record: s.id})
	}, []string{"dora subject-access ID"}},
	"file of a client": {func(ctx context.Context, s scene) (any, error) {
		return s.SubjectAccess(ctx, dora, lobby.Subject{Client: "c-3"})
	}, []string{"dora subject-access c-3"}},
}

func TestWhoOpensWhatTellsOfAPersonIsWrittenDown(t *testing.T) {
	for name, o := range openings {
		s, _ := faultScene(t)
		events := contents(t, s.store)
		s.Service = lobby.New(s.store, plainMatcher{}, lobby.HRS(), &s.o)
		before := len(s.log(auditor, lobby.ReadingQuery{}))
		_, err := o.open(t.Context(), s)
		require.NoError(t, err, name)
		var got []string
		for _, line := range s.log(auditor, lobby.ReadingQuery{})[before:] {
			got = append(got, strings.ReplaceAll(line, string(s.id), "ID"))
		}
		require.Equal(t, o.want, got, name)
		require.Equal(t, events, contents(t, s.store), "%s: records, clients and events are as before", name)
		require.NoError(t, s.Audit(t.Context(), auditor, s.id))
	}
}

// Whatever cannot be written down is not shown, be it the host's log that fails or the
// store's.
func TestWhatCannotBeWrittenDownIsNotShown(t *testing.T) {
	for name, o := range openings {
		s, _ := faultScene(t)
		s.o.Readings = func(context.Context, []store.Event) error { return errLost }
		s.Service = lobby.New(s.store, plainMatcher{}, lobby.HRS(), &s.o)
		shown, err := o.open(t.Context(), s)
		require.Equal(t, "reading", refusal(t, err, lobby.ErrStore).Field, name)
		require.NotContains(t, err.Error(), "jane@example.com")
		require.Zero(t, asked(t, shown)-asked(t, zeroOf(shown)), "%s shows %v", name, shown)
	}
}

// zeroOf is an answer that says nothing.
func zeroOf(answer any) any {
	switch answer.(type) {
	case lobby.Review:
		return lobby.Review{}
	case store.Record:
		return store.Record{}
	case store.Client:
		return store.Client{}
	case lobby.ClientRecords:
		return lobby.ClientRecords{}
	case lobby.Found:
		return lobby.Found{}
	}
	return []byte(nil)
}

func TestWhatTellsOfNobodyAndWhatWasRefusedIsNotWrittenDown(t *testing.T) {
	s, _ := faultScene(t)
	ctx := t.Context()
	before := len(s.log(auditor, lobby.ReadingQuery{}))
	for name, read := range readings {
		if _, opens := openings[name]; opens {
			continue
		}
		_, err := read(ctx, s)
		require.NoError(t, err, name)
	}
	_, err := s.Review(ctx, shelter, s.id)
	require.Error(t, err)
	_, err = s.Record(ctx, amy, "nothing")
	require.Error(t, err)
	_, err = s.Client(ctx, amy, "nobody")
	require.Error(t, err)
	require.Len(t, s.log(auditor, lobby.ReadingQuery{}), before)
}

func TestReadingsAreSelected(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ctx := t.Context()
	w.client("c-1", jane)
	w.client("c-2", omar)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	w.clock.now = start.Add(time.Hour)
	for _, c := range []store.ClientID{"c-1", "c-2"} {
		for _, a := range []lobby.Actor{amy, lena} {
			_, err := w.Client(ctx, a, c)
			require.NoError(t, err)
		}
	}
	_, err := w.Record(ctx, ben, id)
	require.NoError(t, err)
	all := []string{"amy client-opened c-1", "lena client-opened c-1", "amy client-opened c-2", "lena client-opened c-2", "ben record-opened " + string(id)}
	require.Equal(t, all, w.log(auditor, lobby.ReadingQuery{}))
	require.Equal(t, all[2:4], w.log(dora, lobby.ReadingQuery{Client: "c-2"}))
	require.Equal(t, all[4:], w.log(dora, lobby.ReadingQuery{Record: id}))
	require.Equal(t, []string{all[1], all[3]}, w.log(dora, lobby.ReadingQuery{Actor: "lena"}))
	var times []time.Time
	for r, err := range w.Readings(ctx, auditor, lobby.ReadingQuery{}) {
		require.NoError(t, err)
		times = append(times, r.At)
	}
	require.Equal(t, all[1:3], w.log(auditor, lobby.ReadingQuery{Period: lobby.Period{From: times[1], Before: times[3]}}), "from the first instant until before the last")
	require.Equal(t, all[1:3], w.log(auditor, lobby.ReadingQuery{Period: lobby.Period{From: times[0].Add(1), Before: times[2].Add(1)}}), "and from a time between two instants")
	for range w.Readings(ctx, auditor, lobby.ReadingQuery{}) {
		break
	}

	for field, q := range map[string]lobby.ReadingQuery{
		"actor": {Actor: "\x00"}, "record": {Record: "\x00"}, "client": {Client: "\x00"},
		"from": {Period: lobby.Period{From: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}},
	} {
		_, err := collected(w.Readings(ctx, auditor, q))
		require.Equal(t, field, refusal(t, err, lobby.ErrInvalid).Field)
	}
	for _, a := range []lobby.Actor{amy, host, haven} {
		_, err := collected(w.Readings(ctx, a, lobby.ReadingQuery{}))
		refusal(t, err, lobby.ErrDenied)
	}
}

func TestI18_TheLogNamesNoRestrictedClient(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Restricted: new(true)}))
	_, err := w.Client(t.Context(), lena, "c-1")
	require.NoError(t, err)
	calm := lena
	calm.Rights = 0
	require.Equal(t, []string{"lena client-opened"}, w.log(calm, lobby.ReadingQuery{}))
	require.Empty(t, w.log(calm, lobby.ReadingQuery{Client: "c-1"}))
	require.Equal(t, []string{"lena client-opened c-1"}, w.log(auditor, lobby.ReadingQuery{Client: "c-1"}))
}

func TestI21_EveryAuthorityHasALogOfItsOwn(t *testing.T) {
	longest := strings.Repeat("y", store.MaxID)
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	for _, name := range []store.Authority{"york", store.Authority(longest), store.Authority(longest[1:] + "z"), store.Authority(longest[5:])} {
		there, sees := host, auditor
		there.Authority, sees.Authority = name, name
		require.NoError(t, w.PutClient(t.Context(), there, lobby.ClientUpdate{ID: "c-1", Person: &omar}))
		_, err := w.Client(t.Context(), there, "c-1")
		require.NoError(t, err)
		require.Len(t, w.log(sees, lobby.ReadingQuery{}), 1)
	}
	require.Empty(t, w.log(auditor, lobby.ReadingQuery{}))
}

func TestAHostKeepsReadingsElsewhere(t *testing.T) {
	var kept []store.Event
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.Readings = func(_ context.Context, es []store.Event) error { kept = append(kept, es...); return nil }
	})
	w.client("c-1", jane)
	_, err := w.Client(t.Context(), amy, "c-1")
	require.NoError(t, err)
	require.Len(t, kept, 1)
	e := kept[0]
	require.NotEmpty(t, e.ID)
	require.NotEmpty(t, e.Digest)
	require.Equal(t, store.Event{Authority: "leeds/read", ID: e.ID, At: e.At, Kind: lobby.KindClientOpened, System: store.HPA2, Actor: "amy", Client: "c-1", Digest: e.Digest}, e)
	require.Empty(t, w.log(auditor, lobby.ReadingQuery{}))
}

// A caller who has gone is told so, and not that the store has failed.
func TestWhoHasGoneWhileItWasWrittenDownIsToldSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.Readings = func(context.Context, []store.Event) error { cancel(); return errors.New("late") }
	})
	w.client("c-1", matching.Person{Given: "Una"})
	_, err := w.Client(ctx, amy, "c-1")
	require.ErrorIs(t, err, context.Canceled)
}

// However many clients an officer names, a store that takes small batches keeps them.
func TestALongListOfReadingsIsWrittenInParts(t *testing.T) {
	s := &answering{Store: new(memory.Store), room: store.MinChanges}
	w := newWorldOver(t, s, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	var also []store.ClientID
	for i := range 40 {
		also = append(also, store.ClientID(fmt.Sprint("c-", i)))
		w.client(also[i], jane)
	}
	_, err := w.Review(t.Context(), amy, id, append(also, also[:5]...)...)
	require.NoError(t, err)
	require.Len(t, w.log(auditor, lobby.ReadingQuery{}), 41, "one who is named twice was opened once")
}

func TestALogOfReadingIsReadToItsEnd(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	for range store.MaxPage + 1 {
		w.opened("c-1")
	}
	require.Len(t, w.log(auditor, lobby.ReadingQuery{}), store.MaxPage+1)
}
