package lobby_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// observed keeps what it is told.
type observed struct {
	mu  sync.Mutex
	all []lobby.Observation
}

func (o *observed) Observe(_ context.Context, v lobby.Observation) {
	o.mu.Lock()
	defer o.mu.Unlock()
	v.Took = 0
	o.all = append(o.all, v)
}

// Every operation is observed once, whether it succeeds, is refused or meets a store
// that fails.
func TestEveryOperationIsObservedOnce(t *testing.T) {
	all := map[string]func(context.Context, scene) error{}
	for name, write := range writes {
		all[name] = write
	}
	for name, read := range readings {
		all[name] = func(ctx context.Context, s scene) error { _, err := read(ctx, s); return err }
	}
	all["readings"] = func(ctx context.Context, s scene) error {
		_, err := collected(s.Readings(ctx, auditor, lobby.ReadingQuery{}))
		return err
	}
	for name, operate := range all {
		pages := name == "all" // which is one observation a page
		for _, broken := range []bool{false, true} {
			s, f := faultScene(t)
			seen := new(observed)
			s.o.Observer = seen
			s.Service = lobby.New(f, plainMatcher{}, lobby.HRS(), &s.o)
			if broken {
				f.arm(1, 1000, false)
			}
			err := operate(t.Context(), s)
			require.Equal(t, broken, err != nil, name)
			if !pages {
				require.Len(t, seen.all, 1, name)
			}
			o := seen.all[0]
			require.Equal(t, lobby.KindCode(err), o.Kind, name)
			require.True(t, slices.Contains(lobby.Actions(), o.Op), "%s: %q", name, o.Op)
			require.Equal(t, store.HRS, o.System)
			require.Equal(t, leeds, o.Authority)
		}
	}
}

// Whoever adds an operation has it observed.
func TestNoOperationIsForgotten(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	methods := regexp.MustCompile(`(?ms)^func \(s \*Service\) ([A-Z]\w*)\(ctx context\.Context, .*?^}`)
	n := 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range methods.FindAllStringSubmatch(string(src), -1) {
			switch m[1] {
			case "All", "PutClients", "PutCase", "CloseCase": // by what they call
			case "Relay": // ends with its context
			case "ReleaseAll", "ImportClients": // tell of each of many
				n++
				require.Contains(t, m[0], "s.watched(ctx)", m[1])
				require.Contains(t, m[0], "s.ended(ctx, ", m[1])
			default: // by the one door
				n++
				require.Regexp(t, `return (s\.)?(operate|iterate)\(ctx, |err := s\.operate\(ctx, |return s\.edit(Service)?\(ctx, operation\{|return s\.searched\(ctx, `, m[0], m[1])
			}
		}
	}
	require.Greater(t, n, 40)
}

func TestConflictsAndRetriesAreObserved(t *testing.T) {
	s, f := faultScene(t)
	seen := new(observed)
	s.o.Observer = seen
	rival := lobby.New(f.Store, plainMatcher{}, lobby.HRS(), &s.o)
	once := sync.OnceFunc(func() { require.NoError(t, rival.Withdraw(t.Context(), shelter, s.other, "no-consent")) })
	slow := &answering{Store: f.Store, room: store.MaxChanges, answers: []error{errLost, store.ErrBusy}}
	s.Service = lobby.New(hurried{slow, once}, plainMatcher{}, lobby.HRS(), &s.o)
	_, err := s.Claim(t.Context(), amy, s.other)
	require.NoError(t, err)
	o := seen.all[len(seen.all)-1]
	require.Equal(t, lobby.ActClaim, o.Op)
	require.Equal(t, 2, o.Retries)
	require.Equal(t, 1, o.Conflicts)
}

// hurried lets somebody else be faster than the first commit.
type hurried struct {
	*answering
	before func()
}

func (h hurried) Commit(ctx context.Context, b store.Batch) error {
	h.before()
	return h.answering.Commit(ctx, b)
}

func TestWhatTheSearchCutAndCouldNotReadIsObserved(t *testing.T) {
	seen := new(observed)
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Observer, o.CandidateLimit = seen, 2 })
	for _, id := range []store.ClientID{"c-1", "c-2", "c-3"} {
		w.client(id, jane)
	}
	_, err := w.Search(t.Context(), amy, jane)
	require.NoError(t, err)
	require.True(t, seen.all[len(seen.all)-1].Truncated)
	_, err = w.Search(t.Context(), amy, omar)
	require.NoError(t, err)
	require.False(t, seen.all[len(seen.all)-1].Truncated)
}

func TestTheTimeThatAnOperationTookIsItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var took []time.Duration
		w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
			o.Observer = observing(func(v lobby.Observation) { took = append(took, v.Took) })
			o.Readings = func(context.Context, []store.Event) error { time.Sleep(3 * time.Second); return nil }
		})
		_, err := w.Search(t.Context(), amy, jane)
		require.NoError(t, err)
		require.Equal(t, []time.Duration{3 * time.Second}, took)
	})
}

type observing func(lobby.Observation)

func (o observing) Observe(_ context.Context, v lobby.Observation) { o(v) }

func TestAnObserverThatIsNilIsNobody(t *testing.T) {
	var nobody *observed
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Observer = nobody })
	w.client("c-1", jane)
	_, err := w.Search(t.Context(), amy, jane)
	require.NoError(t, err)
}

// The log names the record and the client of what was done and of what was refused.
func TestTheLogNamesTheRecordAndTheClient(t *testing.T) {
	var out bytes.Buffer
	s, _ := faultScene(t)
	s.o.Logger = slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelInfo}))
	s.Service = lobby.New(s.store, plainMatcher{}, lobby.HRS(), &s.o)
	ctx := t.Context()
	line := func(err error, want ...string) {
		t.Helper()
		for _, w := range want {
			require.Contains(t, out.String(), w, "%v", err)
		}
		out.Reset()
	}
	_, err := s.Assign(ctx, amy, s.id, "c-1", s.token)
	line(err, "lobby: done", "record="+string(s.id), "client=c-1")
	_, err = s.Assign(ctx, amy, s.other, "c-1", s.token)
	line(err, "lobby: refused", "record="+string(s.other), `client=""`) // nobody has looked the client up
	line(s.PutClient(ctx, host, lobby.ClientUpdate{ID: "c-9", Person: &omar}), "lobby: done", "client=c-9")
	line(s.PutCase(ctx, host, "c-9", open("k", "hrs")), "lobby: done", "client=c-9")
	line(s.CloseCase(ctx, host, "c-7", "k", "resolved"), "lobby: refused", "client=c-7")
	_, err = s.MergeClients(ctx, host, "c-9", "c-1")
	line(err, "lobby: done", "client=c-9")
	_, err = s.UnmergeClient(ctx, host, "c-9")
	line(err, "lobby: done", "client=c-9")
	line(s.EraseClient(ctx, dora, "c-9"), "lobby: done", "client=c-9")
	_, err = s.Client(ctx, amy, "nobody")
	line(err, "lobby: refused", `client=""`)
	_, err = s.SubjectAccess(ctx, dora, lobby.Subject{Client: "c-1"})
	line(err, "lobby: done", "client=c-1")
	_, err = s.Client(ctx, amy, "x\x00y")
	require.True(t, errors.Is(err, lobby.ErrInvalid))
	line(err, "lobby: refused")
}

// Somebody else was faster, and nothing was asked of the store twice.
func TestAConflictIsCountedAsOne(t *testing.T) {
	seen := new(observed)
	s := &answering{Store: newWorld(t, lobby.HPA2()).store, room: store.MaxChanges}
	w := newWorldOver(t, s, lobby.HPA2(), func(o *lobby.Options) { o.Observer = seen })
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	s.answers = []error{store.ErrConflict, store.ErrConflict}
	_, err := w.Claim(t.Context(), amy, id)
	require.NoError(t, err)
	last := seen.all[len(seen.all)-1]
	require.Equal(t, lobby.Observation{Op: lobby.ActClaim, System: store.HPA2, Authority: leeds, Conflicts: 2}, last)
}

func TestAReleaseOfAllThatIsRefusedIsObservedOnce(t *testing.T) {
	seen := new(observed)
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Observer = seen })
	_, err := w.ReleaseAll(t.Context(), auditor, "amy")
	require.ErrorIs(t, err, lobby.ErrDenied)
	require.Len(t, seen.all, 1)
}
