package lobby_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// The operations that only read, each on what amy holds, and what they answer.
var readings = map[string]func(ctx context.Context, s scene) (any, error){
	"waiting": func(ctx context.Context, s scene) (any, error) { return s.Waiting(ctx, amy, lobby.Filter{Limit: 1}) },
	"all": func(ctx context.Context, s scene) (any, error) {
		return collected(s.All(ctx, amy, lobby.Filter{Limit: 1}))
	},
	"head": func(ctx context.Context, s scene) (any, error) {
		return s.Head(ctx, auditor, lobby.Period{Before: fixed()})
	},
	"badge": func(ctx context.Context, s scene) (any, error) { return s.Badge(ctx, amy) },
	"decided": func(ctx context.Context, s scene) (any, error) {
		return s.Decided(ctx, amy, lobby.DecidedFilter{By: "amy"})
	},
	"records of a client":    func(ctx context.Context, s scene) (any, error) { return s.ClientRecords(ctx, amy, "c-3") },
	"record":                 func(ctx context.Context, s scene) (any, error) { return s.Record(ctx, amy, s.id) },
	"tasks":                  func(ctx context.Context, s scene) (any, error) { return s.Tasks(ctx, haven, s.id) },
	"outcome":                func(ctx context.Context, s scene) (any, error) { return s.Outcome(ctx, shelter, s.id) },
	"review":                 func(ctx context.Context, s scene) (any, error) { return s.Review(ctx, amy, s.id, "c-3") },
	"client":                 func(ctx context.Context, s scene) (any, error) { return s.Client(ctx, amy, "c-3") },
	"client that was merged": func(ctx context.Context, s scene) (any, error) { return s.Client(ctx, amy, "c-4") },
	"client of a household": func(ctx context.Context, s scene) (any, error) {
		c, err := s.Client(ctx, amy, "c-5")
		require.True(s.t, err != nil || len(c.Within) == 1)
		return c, err
	},
	"search": func(ctx context.Context, s scene) (any, error) { return s.Search(ctx, amy, jane) },
	"find":   func(ctx context.Context, s scene) (any, error) { return s.Find(ctx, amy, lobby.Short(s.id)) },
	"report": func(ctx context.Context, s scene) (any, error) { return s.Report(ctx, lena, lobby.Period{}) },
	"file of a record": func(ctx context.Context, s scene) (any, error) {
		return s.SubjectAccess(ctx, dora, lobby.Subject{Record: s.id})
	},
	"file of a client": func(ctx context.Context, s scene) (any, error) {
		return s.SubjectAccess(ctx, dora, lobby.Subject{Client: "c-3"})
	},
	"events": func(ctx context.Context, s scene) (any, error) {
		return s.Events(ctx, lena, store.EventQuery{Limit: 2})
	},
	"events that name no restricted client": func(ctx context.Context, s scene) (any, error) {
		calm := lena
		calm.Rights = 0
		return s.Events(ctx, calm, store.EventQuery{})
	},
	"readings": func(ctx context.Context, s scene) (any, error) {
		calm := auditor
		calm.Rights = 0
		return collected(s.Readings(ctx, calm, lobby.ReadingQuery{Client: "c-3"}))
	},
	"readings of all": func(ctx context.Context, s scene) (any, error) {
		n := 0
		for _, err := range s.Readings(ctx, auditor, lobby.ReadingQuery{}) {
			if err != nil {
				return n, err
			}
		}
		return n, nil
	},
	"outcome of what was decided": func(ctx context.Context, s scene) (any, error) {
		return s.Outcome(ctx, amy, s.decided)
	},
	"pages by due time": func(ctx context.Context, s scene) (any, error) {
		return s.Waiting(ctx, amy, lobby.Filter{Limit: 1, Order: lobby.ByDue, After: store.Cursor{Received: fixed(), ID: s.other}})
	},
	"audit":  func(ctx context.Context, s scene) (any, error) { return "ok", s.Audit(ctx, auditor, s.id) },
	"labels": func(ctx context.Context, s scene) (any, error) { return collected(s.Labels(ctx, host, lobby.Period{})) },
}

// The same by other ways: of what is decided, merged or restricted, and by other people.
var readingsBesides = map[string]func(ctx context.Context, s scene) (any, error){
	"record that was decided":    func(ctx context.Context, s scene) (any, error) { return s.Record(ctx, amy, s.decided) },
	"record to who may see all":  func(ctx context.Context, s scene) (any, error) { return s.Record(ctx, lena, s.decided) },
	"record of a provider":       func(ctx context.Context, s scene) (any, error) { return s.Record(ctx, haven, s.id) },
	"tasks of what was decided":  func(ctx context.Context, s scene) (any, error) { return s.Tasks(ctx, amy, s.decided) },
	"records of a lead's client": func(ctx context.Context, s scene) (any, error) { return s.ClientRecords(ctx, lena, "c-3") },
	"records of a merged client": func(ctx context.Context, s scene) (any, error) { return s.ClientRecords(ctx, amy, "c-4") },
	"decided, of a client":       func(ctx context.Context, s scene) (any, error) { return s.Decided(ctx, lena, lobby.DecidedFilter{}) },
	"what waits, with the rest":  func(ctx context.Context, s scene) (any, error) { return s.Waiting(ctx, amy, lobby.Filter{}) },
	"find a merged client":       func(ctx context.Context, s scene) (any, error) { return s.Find(ctx, amy, "c-4") },
	"find what was decided":      func(ctx context.Context, s scene) (any, error) { return s.Find(ctx, amy, string(s.decided)) },
	"find a sender's key":        func(ctx context.Context, s scene) (any, error) { return s.Find(ctx, amy, "k-1") },
	"search of who may see all":  func(ctx context.Context, s scene) (any, error) { return s.Search(ctx, lena, sam) },
	"audit of what was decided":  func(ctx context.Context, s scene) (any, error) { return "ok", s.Audit(ctx, auditor, s.decided) },
	"report to an auditor":       func(ctx context.Context, s scene) (any, error) { return s.Report(ctx, auditor, lobby.Period{}) },
	"file of what was decided": func(ctx context.Context, s scene) (any, error) {
		return s.SubjectAccess(ctx, dora, lobby.Subject{Record: s.decided})
	},
	"file of a member": func(ctx context.Context, s scene) (any, error) {
		return s.SubjectAccess(ctx, dora, lobby.Subject{Client: "c-5"})
	},
	"file of who has parted": func(ctx context.Context, s scene) (any, error) {
		return s.SubjectAccess(ctx, dora, lobby.Subject{Client: "c-6"})
	},
	"file of a merged client": func(ctx context.Context, s scene) (any, error) {
		return s.SubjectAccess(ctx, dora, lobby.Subject{Client: "c-4"})
	},
	"labels to whoever may not see all": func(ctx context.Context, s scene) (any, error) {
		calm := host
		calm.Rights = 0
		return collected(s.Labels(ctx, calm, lobby.Period{From: start}))
	},
	"events of a client": func(ctx context.Context, s scene) (any, error) {
		return s.Events(ctx, auditor, store.EventQuery{Client: "c-3"})
	},
}

func collected[V any](seq func(func(V, error) bool)) (all []V, err error) {
	for v, e := range seq {
		if e != nil {
			err = errors.Join(err, e)
			continue
		}
		all = append(all, v)
	}
	return all, err
}

// A read that fails must never look like nothing found: each call of each reading
// operation fails in turn, and each time the operation says so. Asked again, it
// answers as if nothing had been.
func TestB1_NoFailedReadLooksLikeNothingFound(t *testing.T) {
	all := maps.Clone(readings)
	maps.Copy(all, readingsBesides)
	for name, read := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, f := faultScene(t)
			f.arm(0, 0, false)
			answer, err := read(t.Context(), s)
			require.NoError(t, err)
			calls, want := f.calls, asked(t, answer)
			require.Positive(t, calls)
			for call := 1; call <= calls; call++ {
				f.arm(call, call+1, false)
				_, err := read(t.Context(), s)
				e := refusal(t, err, lobby.ErrStore)
				require.NotContains(t, e.Error(), "jane@example.com", "call %d of %d", call, calls)
				f.arm(0, 0, false)
				answer, err := read(t.Context(), s)
				require.NoError(t, err)
				require.Equal(t, want, asked(t, answer), "after call %d of %d has failed", call, calls)
			}
		})
	}
}

// asked is how much an answer holds, without what the clock and chance make of it.
func asked(t *testing.T, answer any) int {
	if b, ok := answer.([]byte); ok {
		return len(b)
	}
	if v, ok := answer.(lobby.Review); ok {
		return len(v.Clients)*1000 + len(v.Records)
	}
	b, err := json.Marshal(answer)
	require.NoError(t, err)
	return len(b)
}

// What a row is found by is the store's and the matcher's: of a restricted client it would
// tell what the client has in common with others.
func TestNothingThatIsReadHoldsWhatItIsFoundBy(t *testing.T) {
	all := maps.Clone(readings)
	maps.Copy(all, readingsBesides)
	rows := 0
	for name, read := range all {
		s, f := faultScene(t)
		f.arm(0, 0, false)
		answer, err := read(t.Context(), s)
		require.NoError(t, err)
		rows += eachRow(reflect.ValueOf(answer), func(keys []matching.Key, profile matching.Profile) {
			require.Empty(t, keys, name)
			require.Empty(t, profile, name)
		})
	}
	require.Greater(t, rows, 20)
}

// eachRow looks at every row within a value, and counts them.
func eachRow(v reflect.Value, look func([]matching.Key, matching.Profile)) (n int) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			n = eachRow(v.Elem(), look)
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += eachRow(v.Index(i), look)
		}
	case reflect.Struct:
		switch row := v.Interface().(type) {
		case store.Record:
			look(row.Keys, row.Profile)
			return 1
		case store.Client:
			look(row.Keys, row.Profile)
			return 1
		case time.Time:
			return 0
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				n += eachRow(v.Field(i), look)
			}
		}
	}
	return n
}

// The partner in a household may have sent a case of his own, which is shown with whoever
// is linked to it. A read that fails on the way leaves out nobody.
func TestB1_NoFailedReadLeavesAMembersOwnCaseOut(t *testing.T) {
	f := &faulty{Store: new(memory.Store)}
	w := newWorldOver(t, f, lobby.HPA2())
	w.client("c-1", sam)
	own := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar, Household: []store.Member{{Relation: "brother", Person: sam}}})
	w.link(ben, w.held(ben, own), 0, "c-1")
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Household: []store.Member{{Relation: "partner", Person: omar}}})
	f.arm(0, 0, false)
	v := w.held(amy, id)
	require.Equal(t, own, v.Household[0].Records[0].Record.ID)
	for call, calls := 1, f.calls; call <= calls; call++ {
		f.arm(call, call+1, false)
		v, err := w.Review(t.Context(), amy, id)
		require.True(t, err != nil || len(v.Household[0].Records) == 1, "call %d", call)
	}
	again := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar})
	f.arm(0, 0, false)
	require.Len(t, w.held(amy, again).Records, 2)
	for call, calls := 1, f.calls; call <= calls; call++ {
		f.arm(call, call+1, false)
		v, err := w.Review(t.Context(), amy, again)
		require.True(t, err != nil || len(v.Records) == 2, "call %d", call)
	}
}

// What was decided is refused as that, and never as something else because whose it is
// could not be read.
func TestB1_NoFailedReadHidesWhatWasDecided(t *testing.T) {
	s, f := faultScene(t)
	claim := func() error { _, err := s.Claim(t.Context(), amy, s.decided); return err }
	f.arm(0, 0, false)
	require.NotEmpty(t, refusal(t, claim(), lobby.ErrDecided).Decision.Client)
	for call, calls := 1, f.calls; call <= calls; call++ {
		f.arm(call, call+1, false)
		refusal(t, claim(), lobby.ErrStore)
	}
}
