package lobby_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestWhatFailsHoldsUpItsOwnRecordOnly(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ids := w.records("bad", "good")
	failures := 0
	h := ear{fail: func(e store.Event) error {
		if e.Record == ids[0] && e.Kind == lobby.KindClaimed && failures < 3 {
			failures++
			return errors.New("the mail server is down")
		}
		return nil
	}}
	c := wall{now: start, sleeps: 100}
	o := c.on(lobby.RelayOptions{Every: 40 * time.Second})
	o.Sleep = func(ctx context.Context, d time.Duration) error {
		require.Len(t, h.of(ids[1]), 3, "the other record went on at once")
		if failures == 3 && len(h.of(ids[0])) == 6 {
			return errWoken
		}
		return c.sleep(ctx, d)
	}
	require.ErrorIs(t, w.Relay(t.Context(), host, mailer, h.handle, o), errWoken)
	k := lobby.KindClaimed
	require.Equal(t, []string{lobby.KindReceived, k, k, k, k, lobby.KindReleased}, h.of(ids[0]), "what follows a failure waits for it")
	s := time.Second
	require.Equal(t, []time.Duration{40 * s, 20 * s, 40 * s, 40 * s, 40 * s, 40 * s, 40 * s, 40 * s, 40 * s, 20 * s}, c.slept, "one, two and three minutes")
	require.Empty(t, w.unheard(mailer))
}

func TestAnEventThatNobodyTakesStaysAndIsTriedForEver(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	ids := w.records("bad", "good")
	h := ear{fail: func(e store.Event) error {
		if e.Record == ids[0] && e.Kind == lobby.KindClaimed {
			return errors.New("no address for Jane Doe")
		}
		return nil
	}}
	c := wall{now: start, sleeps: 20}
	o := c.on(lobby.RelayOptions{Tries: 3, Every: time.Hour})
	require.ErrorIs(t, w.Relay(t.Context(), host, mailer, h.handle, o), errWoken)
	require.Len(t, h.of(ids[0]), 21, "received, and claimed once before each of the sleeps")
	left := w.unheard(mailer)
	require.Len(t, left, 2, "nothing is dropped: the event is listed, and so is what waits behind it")
	require.Equal(t, []string{lobby.KindClaimed, lobby.KindReleased}, []string{left[0].Kind, left[1].Kind})
	require.Equal(t, 2, bytes.Count(log.Bytes(), []byte("code=failed")))
	require.Equal(t, 18, bytes.Count(log.Bytes(), []byte("code=stuck")))
	require.Contains(t, log.String(), "event="+string(left[0].ID))
	require.NotContains(t, log.String(), "Jane")

	h.fail = nil
	require.NoError(t, w.Relay(t.Context(), host, mailer, h.handle, &lobby.RelayOptions{Once: true}))
	require.Empty(t, w.unheard(mailer), "tried again by the next relay")
}

func TestAnEventThatTheHostTakesIsSetAside(t *testing.T) {
	for name, fail := range map[string]func(){
		"error": func() {},
		"panic": func() { panic("Jane Doe") },
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
			bad := w.records("bad")[0]
			cause := errors.New("no address for Jane Doe")
			h := ear{fail: func(e store.Event) error {
				if e.Kind != lobby.KindClaimed {
					return nil
				}
				fail()
				return cause
			}}
			c := wall{now: start, sleeps: 10}
			var kept []*lobby.Undelivered
			full := true
			o := c.on(lobby.RelayOptions{Tries: 3, Every: time.Hour, SetAside: func(_ context.Context, u *lobby.Undelivered) error {
				if full {
					full = false
					return errors.New("disk full")
				}
				kept = append(kept, u)
				return nil
			}})
			require.ErrorIs(t, w.Relay(t.Context(), host, mailer, h.handle, o), errWoken)
			k := lobby.KindClaimed
			require.Equal(t, []string{lobby.KindReceived, k, k, k, k, lobby.KindReleased}, h.of(bad), "the record goes on without it")
			require.Len(t, kept, 1)
			require.Equal(t, 4, kept[0].Tries)
			require.Equal(t, mailer, kept[0].Consumer)
			require.Equal(t, lobby.KindClaimed, kept[0].Event.Kind)
			var panicked *lobby.Panic
			require.Equal(t, name == "error", errors.Is(kept[0], cause))
			require.Equal(t, name == "panic", errors.As(kept[0], &panicked))
			require.Empty(t, w.unheard(mailer))
			told := log.String() + fmt.Sprintf("%v %+v %#v %s %q %v %#v", kept[0], kept[0], kept[0], kept[0], kept[0], panicked, panicked)
			require.NotContains(t, told, "Jane")
			require.Contains(t, told, "code=set-aside")
			require.Contains(t, kept[0].Error(), string(kept[0].Event.ID)+" of record "+string(bad))
		})
	}
}

func TestARelayThatRunsOnceTellsWhatIsLeft(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ids := w.records("bad", "good", "worse")
	h := ear{fail: func(e store.Event) error {
		if e.Record != ids[1] {
			return errors.New("down")
		}
		return nil
	}}
	err := w.Relay(t.Context(), host, mailer, h.handle, &lobby.RelayOptions{Once: true})
	require.Len(t, h.said, 5, "each of the failing records was tried once")
	var one *lobby.Undelivered
	require.ErrorAs(t, err, &one)
	require.Equal(t, ids[0], one.Event.Record)
	for i, named := range []bool{true, false, true} {
		require.Equal(t, named, bytes.Contains([]byte(err.Error()), []byte(ids[i])))
	}
}

// What the handler was refused by the lobby is told by its code, and nothing that the
// handler says itself.
func TestAnUndeliveredEventSaysWhatTheLobbyRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		err  error
		ends string
	}{
		"refused":     {&lobby.Error{Op: "open", Kind: lobby.ErrRemoved}, "not handled in 2 tries (removed)"},
		"wrapped":     {fmt.Errorf("letter for Jane: %w", &lobby.Error{Op: "open", Kind: lobby.ErrRemoved}), "not handled in 2 tries (removed)"},
		"out of time": {context.DeadlineExceeded, "not handled in 2 tries (deadline)"},
		"its own":     {errors.New("no letter for Jane"), "not handled in 2 tries"},
	} {
		u := &lobby.Undelivered{Consumer: mailer, Event: store.Event{ID: "e", Record: "r"}, Tries: 2, Err: tc.err}
		require.Equal(t, "lobby: relay to "+string(mailer)+": event e of record r: "+tc.ends, u.Error(), name)
	}
}

// Whoever gives an event up acknowledges it by hand.
func TestAnEventThatIsAcknowledgedByHandIsLeftAlone(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	bad := w.records("bad")[0]
	h := ear{fail: func(e store.Event) error {
		if e.Kind != lobby.KindReleased {
			return nil
		}
		require.NoError(t, w.Acknowledge(t.Context(), host, mailer, e.ID))
		return errors.New("down")
	}}
	require.NoError(t, w.Relay(t.Context(), host, mailer, h.handle, &lobby.RelayOptions{Once: true}))
	require.Len(t, h.of(bad), 3)
}
