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
)

// The rare branches: what happens only when somebody else is faster, a host names what
// it does not have, or the store fails in the middle.

// A commit whose answer was lost, and which was not applied, is not taken for applied
// because somebody else's event is there.
func TestI04_ALostClaimIsNotFoundInAnothersEvent(t *testing.T) {
	s, f := faultScene(t)
	rival := lobby.New(f.Store, plainMatcher{}, lobby.HRS(), &s.o)
	lost := &stolen{Store: f.Store, steal: func() {
		require.NoError(t, rival.Reassign(t.Context(), lena, s.other, "lena"))
	}}
	seen := new(observed)
	o := s.o
	o.Observer = seen
	w := lobby.New(lost, plainMatcher{}, lobby.HRS(), &o)
	_, err := w.Claim(t.Context(), amy, s.other)
	require.Equal(t, store.ActorID("lena"), refusal(t, err, lobby.ErrClaimed).Holder)
	require.Equal(t, []lobby.Observation{{Op: lobby.ActClaim, System: store.HRS, Authority: leeds, Kind: "claimed", Conflicts: 1, Retries: 1}}, seen.all)
}

// Where the clients cannot be read it ends, and does not ask again for ever.
func TestAReindexThatCannotReadTheClientsEnds(t *testing.T) {
	s, f := faultScene(t)
	f.arm(1, 2, false)
	res, err := s.Reindex(t.Context(), host, lobby.ReindexOptions{})
	refusal(t, err, lobby.ErrStore)
	require.Equal(t, lobby.ReindexResult{}, res)
}

// Whatever call of it fails, a reindex that says nothing has prepared everybody.
func TestAReindexThatFailsInTheMiddleSaysSo(t *testing.T) {
	for _, first := range []error{nil, store.ErrConflict} {
		for call := 1; call < 20; call++ {
			s, f := faultScene(t)
			slow := &answering{Store: f, room: store.MaxChanges, answers: []error{first}}
			w := lobby.New(slow, half{}, lobby.HRS(), &s.o)
			f.arm(call, call+1, false)
			res, err := w.Reindex(t.Context(), host, lobby.ReindexOptions{})
			f.arm(0, 0, false)
			if err != nil {
				continue
			}
			again, err := lobby.New(f.Store, half{}, lobby.HRS(), &s.o).Reindex(t.Context(), host, lobby.ReindexOptions{})
			require.NoError(t, err)
			require.Zero(t, again.Clients.Prepared+again.Records.Prepared, "call %d after %v: %+v", call, first, res)
		}
	}
}

func TestARelaySetsAsideAfterEightFailuresUnlessItIsToldOtherwise(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	tries := 0
	err := w.Relay(ctx, host, "mail", func(context.Context, store.Event) error { tries++; return errLost }, &lobby.RelayOptions{
		Backoff: func(int) time.Duration { return 0 },
		Sleep:   func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		SetAside: func(_ context.Context, u *lobby.Undelivered) error {
			require.Equal(t, 8, u.Tries)
			cancel()
			return nil
		},
	})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 8, tries)
}

// An import that was cancelled by its last client says that it stopped.
func TestAnImportThatIsCancelledAtItsEndSaysSo(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ctx, cancel := context.WithCancel(t.Context())
	res, err := w.ImportClients(ctx, host, func(yield func(lobby.ClientUpdate) bool) {
		yield(lobby.ClientUpdate{ID: "c-1", Person: &jane})
		cancel()
	}, nil)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, res.Stopped, context.Canceled)

	// So does one of nobody.
	res, err = w.ImportClients(ctx, host, func(func(lobby.ClientUpdate) bool) {}, nil)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, res.Stopped, context.Canceled)
}

// Who shares the key of a reference and has another does not have this one.
func TestAReferenceIsNotTakenByWhoIsFoundByItsKeyAlone(t *testing.T) {
	f := &answering{Store: newWorld(t, lobby.HRS()).store, room: store.MaxChanges}
	w := newWorldOver(t, f, lobby.HRS())
	w.client("c-1", omar)
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "1", Person: jane})
	v := w.held(amy, id)
	w.Service = lobby.New(crowded{f}, plainMatcher{}, lobby.HRS(), &w.o)
	f.answers = []error{store.ErrConflict}
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
}

// crowded finds client c-1 by every key that is asked for alone.
type crowded struct{ store.Store }

func (c crowded) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	pool, err := c.Store.Candidates(ctx, a, keys, limit)
	if len(keys) == 1 {
		pool.Clients = append(pool.Clients, matching.Candidate{ID: "c-1"})
	}
	return pool, err
}

// A case that a host says came from a record shows nothing of it, unless the record was
// decided for that client and is that case.
func TestNoCaseShowsAnotherPersonsRecord(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane, Details: []byte("of Jane")})
	d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	for i, c := range []store.Case{
		{ID: d.Case, System: store.HPA2, From: id},
		{ID: "k", System: store.HPA2, From: id},
	} {
		other := store.ClientID(fmt.Sprint("other-", i))
		w.client(other, omar)
		row := w.register(other)
		row.Cases, row.Version = []store.Case{c}, row.Version+1
		w.overwrite(row)
		require.Empty(t, w.opened(other).Cases[0].Details)
	}
	own := w.register(d.Client)
	own.Version++
	own.Cases = append(own.Cases, store.Case{ID: "another", System: store.HPA2, From: id})
	w.overwrite(own)
	shown := w.opened(d.Client)
	require.Equal(t, "of Jane", string(shown.Cases[0].Details))
	require.Empty(t, shown.Cases[1].Details)
}

func TestAPanicIsToldAndNotWhatWith(t *testing.T) {
	p := &lobby.Panic{Value: "jane@example.com"}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		require.Equal(t, "lobby: the handler panicked", fmt.Sprintf(verb, p))
	}
}

// An erasure that fails names the client, as its log line does.
func TestAnErasureThatFailsNamesTheClient(t *testing.T) {
	s, f := faultScene(t)
	f.arm(2, 100, false) // once the client was found
	err := s.EraseClient(t.Context(), dora, "c-3")
	var e *lobby.Error
	require.True(t, errors.As(err, &e))
	require.Equal(t, store.ClientID("c-3"), e.Client)
}

// blinking is a store of which one read of rows fails.
type blinking struct {
	store.Store
	reads, fails int
}

func (s *blinking) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	if s.reads++; s.reads == s.fails {
		return store.Rows{}, errLost
	}
	return s.Store.Rows(ctx, a, ids)
}

// After a conflict an id is looked up, and so is a reference: what cannot be looked up is
// not taken for free.
func TestWhatCannotBeLookedUpAfterAConflictRefusesTheCreation(t *testing.T) {
	refused := 0
	for read := 1; ; read++ {
		w, once := answers(t, lobby.HRS())
		id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
		token := w.held(amy, id).Token
		once.answers = []error{store.ErrConflict}
		blinks := &blinking{Store: once, fails: read}
		_, err := w.On(blinks).Create(t.Context(), amy, id, token)
		if blinks.reads < read {
			require.NoError(t, err)
			break
		}
		refusal(t, err, lobby.ErrStore)
		refused++
	}
	require.Greater(t, refused, 2)
}
