package lobby_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// toppling is a policy that panics, with somebody's name, when it is asked for the nth
// time.
type toppling struct {
	lobby.Policy
	asked, at int
}

func (p *toppling) topple() {
	if p.asked++; p.asked == p.at {
		panic("no rule for Jane Secret")
	}
}

func (p *toppling) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	p.topple()
	return p.Policy.Permit(a, act, r)
}

func (p *toppling) Place(in store.Case, onto store.Client) lobby.Placement {
	p.topple()
	return p.Policy.Place(in, onto)
}

func (p *toppling) Channels() []store.Channel { p.topple(); return p.Policy.Channels() }

func (p *toppling) MintsReference() bool { p.topple(); return p.Policy.MintsReference() }

// Wherever in an operation the policy panics, the panic reaches the caller; the log and
// the Observer are told of it once, and not what it said; and the operation, done again
// under a policy that has been mended, ends as if nothing had been.
func TestAPolicyThatPanicsIsToldAndLeavesNothingHalfDone(t *testing.T) {
	for name, write := range writes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clean, _ := faultScene(t)
			require.NoError(t, write(t.Context(), clean))
			want := contents(t, clean.store)
			sweepPanics(t, write, func(s scene) {
				require.NoError(t, write(t.Context(), s))
				require.True(t, want == contents(t, s.store))
				require.NoError(t, s.Audit(t.Context(), auditor, s.id))
			})
		})
	}
	for name, read := range readings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sweepPanics(t, func(ctx context.Context, s scene) error { _, err := read(ctx, s); return err }, func(scene) {})
		})
	}
}

// sweepPanics does an operation with a policy that panics when it is first asked, and
// with one that does when it is asked for the second time, and so on, and looks at what
// each leaves under one that does not.
func sweepPanics(t *testing.T, operate func(context.Context, scene) error, after func(scene)) {
	for at := 1; ; at++ {
		s, _ := faultScene(t)
		mended := s.Service
		seen, log, p := new(observed), new(bytes.Buffer), &toppling{Policy: lobby.HRS()}
		s.o.Observer, s.o.Logger = seen, slog.New(slog.NewJSONHandler(log, nil))
		s.Service = lobby.New(s.store, plainMatcher{}, p, &s.o)
		p.asked, p.at = 0, at
		if panicking(func() { require.NoError(t, operate(t.Context(), s)) }) == "<nil>" {
			require.Greater(t, at, 1, "the policy was never asked")
			return
		}
		require.Equal(t, 1, strings.Count(log.String(), "lobby: panicked"), "asked %d times", at)
		require.NotContains(t, log.String(), "Secret")
		last := seen.all[len(seen.all)-1]
		require.Equal(t, lobby.PanicCode, last.Kind)
		require.NotEmpty(t, last.Op)
		for _, o := range seen.all[:len(seen.all)-1] { // pages before
			require.Empty(t, o.Kind)
		}
		s.Service = mended
		after(s)
	}
}
