package lobby_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// The digest of an event is what others may keep, and builds to come have to find again:
// the SHA-256 of its parts, each with its length before it, and its version in tens.
func TestTheDigestOfAnEventIsTheSameInEveryBuild(t *testing.T) {
	e := store.Event{Authority: leeds, ID: "e", At: start, Kind: "claimed", System: "hpa2", Actor: "amy", Record: "r", Version: 12, Code: "c", Previous: "p"}
	h := sha256.New()
	for _, part := range []string{"leeds", "e", "2026-03-02T09:00:00Z", "claimed", "hpa2", "amy", "r", "12", "", "", "c", "p"} {
		h.Write(append([]byte{byte(len(part))}, part...))
	}
	require.Equal(t, hex.EncodeToString(h.Sum(nil)), lobby.Digest(e))
}

func TestI22_AHeadThatIsKeptElsewhereShowsWhatNoChainDoes(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ctx := t.Context()
	w.client("c-1", jane)
	for i := range 6 {
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: omar})
		if i < 3 {
			w.created(amy, id)
		}
	}
	require.NoError(t, w.EraseClient(ctx, dora, "c-1"))
	period := lobby.Period{Before: w.clock.Now()}
	h, err := w.Head(ctx, auditor, period)
	require.NoError(t, err)
	all, err := w.store.Events(ctx, store.EventQuery{Authority: leeds, Limit: store.MaxPage})
	require.NoError(t, err)
	require.Equal(t, len(all), h.Events.Count)
	require.Equal(t, 3, h.Readings.Count, "three reviews")

	// It survives being kept, and what comes later.
	b, err := json.Marshal(h)
	require.NoError(t, err)
	var kept lobby.Head
	require.NoError(t, json.Unmarshal(b, &kept))
	w.created(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "later", Person: jane}))
	require.NoError(t, w.AuditHead(ctx, auditor, kept))

	victim := all[0].Record
	for name, c := range map[string]struct {
		doctor func([]store.Event) []store.Event
		says   string
	}{
		"a record is missing whole": {func(es []store.Event) []store.Event {
			return without(es, func(e store.Event) bool { return e.Record == victim })
		}, "events missing"},
		"the last is missing": {func(es []store.Event) []store.Event {
			return without(es, func(e store.Event) bool { return e.ID == all[len(all)-1].ID })
		}, "events missing"},
		"one is new": {func(es []store.Event) []store.Event {
			return append([]store.Event{{Authority: leeds, ID: "new", At: start, Kind: "received"}}, es...)
		}, "events added"},
		"another officer, digest and all": {func(es []store.Event) []store.Event {
			es[1].Actor = "off-9"
			es[1].Digest = lobby.Digest(es[1])
			return es
		}, "events rewritten"},
		"another digest": {func(es []store.Event) []store.Event { es[2].Digest = "x"; return es }, "events rewritten"},
		"another order":  {func(es []store.Event) []store.Event { es[0], es[1] = es[1], es[0]; return es }, "events rewritten"},
	} {
		s := lobby.New(doctored{Store: w.store, doctor: c.doctor}, plainMatcher{}, lobby.HPA2(), &w.o)
		e := refusal(t, s.AuditHead(ctx, auditor, lobby.Head{Period: h.Period, Events: h.Events}), lobby.ErrBroken)
		require.Equal(t, c.says, e.Field+" "+e.Code, name)
	}
	s := lobby.New(doctored{Store: w.store, doctor: func(es []store.Event) []store.Event { return es[1:] }}, plainMatcher{}, lobby.HPA2(), &w.o)
	e := refusal(t, s.AuditHead(ctx, auditor, lobby.Head{Period: h.Period, Readings: h.Readings}), lobby.ErrBroken)
	require.Equal(t, "readings missing", e.Field+" "+e.Code)
}

// without leaves events out.
func without(es []store.Event, which func(store.Event) bool) (rest []store.Event) {
	for _, e := range es {
		if !which(e) {
			rest = append(rest, e)
		}
	}
	return rest
}

func TestHeadsOfPeriodsTouchAndDoNotOverlap(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ctx := t.Context()
	for i := range 30 {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i)})
	}
	all, err := w.store.Events(ctx, store.EventQuery{Authority: leeds, Limit: store.MaxPage})
	require.NoError(t, err)
	end := w.clock.Now()
	for between, counts := range map[time.Duration][]int{0: {7, 1, 22}, time.Nanosecond: {8, 1, 21}, 999 * time.Nanosecond: {8, 1, 21}, time.Microsecond: {8, 1, 21}} {
		first, second := all[7].At.Add(between), all[8].At.Add(between)
		for i, p := range []lobby.Period{{Before: first}, {From: first, Before: second}, {From: second, Before: end}} {
			h, err := w.Head(ctx, auditor, p)
			require.NoError(t, err)
			require.Equal(t, counts[i], h.Events.Count, "%s, %d", between, i)
		}
	}
	for _, p := range []lobby.Period{{}, {Before: w.clock.now.Add(time.Hour)}} {
		_, err := w.Head(ctx, auditor, p)
		require.Equal(t, "not-past", refusal(t, err, lobby.ErrInvalid).Code)
	}
	_, err = w.Head(ctx, amy, lobby.Period{Before: end})
	refusal(t, err, lobby.ErrDenied)
}

// A head of one event would tell whether a guess at the client that it names is right.
func TestI18_NoHeadConfirmsAGuessAtARestrictedClient(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
	before := lobby.Period{Before: w.clock.Now()}
	trusted := dora
	trusted.Rights |= lobby.MaySeeRestricted
	for _, a := range []lobby.Actor{auditor, lena, trusted} {
		h, err := w.Head(t.Context(), a, before)
		require.NoError(t, err)
		require.NoError(t, w.AuditHead(t.Context(), a, h))
	}
	for _, a := range []lobby.Actor{dora, {ID: "luke", Authority: leeds, Role: lobby.Lead}} {
		_, err := w.Head(t.Context(), a, before)
		require.Equal(t, "right-missing", refusal(t, err, lobby.ErrDenied).Code)
		refusal(t, w.AuditHead(t.Context(), a, lobby.Head{Period: before, Events: lobby.Sum{Count: 1}}), lobby.ErrDenied)
	}
}

func auditKeys(from ...time.Time) (keys []lobby.AuditKey) {
	for i, t := range from {
		keys = append(keys, lobby.AuditKey{From: t, Key: []byte(fmt.Sprintf("audit key %022d", i))})
	}
	return keys
}

// A chain begins without a key, goes on under one and then another, and is one chain.
func TestI22_AKeyedChainIsForgedByNobodyWithoutTheKey(t *testing.T) {
	s := new(memory.Store)
	first, second := start.Add(time.Hour), start.Add(2*time.Hour)
	w := newWorldOver(t, s, lobby.HPA2(), func(o *lobby.Options) { o.AuditKeys = auditKeys(first, second) })
	ctx := t.Context()
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	for _, when := range []time.Time{first.Add(-time.Second), first, second.Add(time.Minute)} {
		w.at(when, func() {
			_, err := w.Claim(ctx, amy, id)
			require.NoError(t, err)
		})
		require.NoError(t, w.Release(ctx, amy, id))
	}
	require.NoError(t, w.Audit(ctx, auditor, id))

	// Whoever has not all the keys can check only what was before them.
	for _, keys := range [][]lobby.AuditKey{nil, auditKeys(first), auditKeys(second), auditKeys(first, second)[1:], auditKeys(first.Add(time.Second), second)} {
		o := w.o
		o.AuditKeys = keys
		stranger := lobby.New(s, plainMatcher{}, lobby.HPA2(), &o)
		require.Equal(t, "digest", refusal(t, stranger.Audit(ctx, auditor, id), lobby.ErrBroken).Code)
	}

	// An event is altered, and its digest left as it was.
	for place := range 7 {
		altered := doctored{Store: s, doctor: func(es []store.Event) []store.Event { es[place].Actor = "ben"; return es }, head: w.row(id).Head}
		require.Equal(t, "digest", refusal(t, lobby.New(altered, plainMatcher{}, lobby.HPA2(), &w.o).Audit(ctx, auditor, id), lobby.ErrBroken).Code, place)
	}

	// All digests are made anew without a key, and the record's head with them.
	forge := func(es []store.Event) []store.Event {
		for i := range es {
			if i > 0 {
				es[i].Previous = es[i-1].Digest
			}
			if i == len(es)-1 {
				es[i].Actor = "ben"
			}
			es[i].Digest = lobby.Digest(es[i])
		}
		return es
	}
	es, err := s.Events(ctx, store.EventQuery{Authority: leeds, Record: id, Limit: store.MaxPage})
	require.NoError(t, err)
	head := forge(es)[len(es)-1].Digest
	forged := doctored{Store: s, doctor: forge, head: head}
	plain := w.o
	plain.AuditKeys = nil
	require.NoError(t, lobby.New(forged, plainMatcher{}, lobby.HPA2(), &plain).Audit(ctx, auditor, id), "without keys nobody sees it")
	require.Equal(t, "digest", refusal(t, lobby.New(forged, plainMatcher{}, lobby.HPA2(), &w.o).Audit(ctx, auditor, id), lobby.ErrBroken).Code)
}

func TestKeysOfTheAuditAreChecked(t *testing.T) {
	for says, keys := range map[string][]lobby.AuditKey{
		"shorter than 32 bytes":    {{Key: []byte("short")}},
		"not in the order of time": auditKeys(start, start),
	} {
		require.PanicsWithValue(t, fmt.Sprintf("lobby: New: Options.AuditKeys %s", map[string]string{
			"shorter than 32 bytes":    "holds a key that is shorter than 32 bytes",
			"not in the order of time": "is not in the order of time",
		}[says]), func() {
			lobby.New(new(memory.Store), plainMatcher{}, lobby.HPA2(), &lobby.Options{AuditKeys: keys})
		})
	}
}

// A head that cannot be made anew is not broken: the store has failed.
func TestAHeadThatCannotBeReadIsNotBroken(t *testing.T) {
	s, f := faultScene(t)
	h, err := s.Head(t.Context(), auditor, lobby.Period{Before: fixed()})
	require.NoError(t, err)
	for call := 1; call <= 2; call++ {
		f.arm(call, call+1, false)
		refusal(t, s.AuditHead(context.Background(), auditor, h), lobby.ErrStore)
	}
	f.arm(0, 0, false)
	require.NoError(t, s.AuditHead(t.Context(), auditor, h))
}

func TestAHeadOfNoPeriodIsRefused(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	now := w.clock.Now()
	for code, p := range map[string]lobby.Period{"before-from": {From: now, Before: now.Add(-time.Hour)}, "year": {From: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)}} {
		_, err := w.Head(t.Context(), auditor, p)
		require.Equal(t, code, refusal(t, err, lobby.ErrInvalid).Code)
	}
}
