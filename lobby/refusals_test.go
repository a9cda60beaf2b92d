package lobby_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// What somebody does wrong in the first week, and the line that tells them what it was.
func TestARefusalSaysWhatWasWrong(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	held := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "2", Person: omar})
	v := w.held(amy, held)
	bens := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "3"})
	w.held(ben, bens)
	bare := func(role lobby.Role) lobby.Actor { return lobby.Actor{ID: "new", Authority: leeds, Role: role} }
	handler := func(context.Context, store.Event) error { return nil }
	elsewhere := lobby.New(w.store, matching.UK(nil), lobby.HPA2(), nil)
	closed := new(memory.Store)
	require.NoError(t, closed.Close())
	const stale, unknown = "changed since the review ", "(token-unknown): no review here gave it out, it is damaged, or Options.TokenKey is another: token"

	for name, tc := range map[string]struct {
		err  error
		want string
	}{
		"a right that was not granted": {
			second(w.Remove(t.Context(), bare(lobby.Officer), id, lobby.Removal{})),
			"remove: record " + string(id) + ": not permitted (right-missing): It takes the right to remove lobby cases."},
		"a right to date back": {
			second(w.Receive(t.Context(), bare(lobby.IntakeMachine), lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Received: start.Add(-time.Hour)})),
			"receive: not permitted (right-missing): It takes the right to date an arrival back."},
		"a role that does not do this": {
			second(w.Claim(t.Context(), host, id)), "claim: record " + string(id) + ": not permitted (not-for-this-role)"},
		"a role that there is not": {
			second(w.Claim(t.Context(), bare("oficer"), id)), "claim: record " + string(id) + ": not permitted (role-unknown)"},
		"an authority of the lobby's own": {
			second(w.Claim(t.Context(), lobby.Actor{ID: "new", Authority: leeds + "/read", Role: lobby.Officer}, id)),
			"claim: record " + string(id) + ": field authority: invalid (reserved)"},
		"a provider's user of no provider": {
			second(w.Tasks(t.Context(), bare(lobby.ProviderUser), id)),
			"tasks: record " + string(id) + ": not permitted (provider-missing): It is not known which provider the user is of."},
		"a decision before a claim": {
			second(w.Create(t.Context(), amy, id, "")), "create: record " + string(id) + ": not held by this officer (unclaimed)"},
		"a claim of what another holds": {
			second(w.Claim(t.Context(), ben, held)),
			"claim: record " + string(held) + ": held by another officer, by amy since " + w.row(held).Claim.Since.Format(time.RFC3339)},
		"no token": {
			second(w.Create(t.Context(), amy, held, "")), "create: record " + string(held) + ": " + stale + "(token-missing): it takes the token of a review by whoever holds the record: token"},
		"a token that is none": {
			second(w.Create(t.Context(), amy, held, "token")), "create: record " + string(held) + ": " + stale + unknown},
		"a token of a node with another key": {
			second(elsewhere.Create(t.Context(), amy, held, v.Token)), "create: record " + string(held) + ": " + stale + unknown},
		"a token of another record": {
			second(w.Create(t.Context(), ben, bens, v.Token)), "create: record " + string(bens) + ": " + stale + "(token-foreign): it is of a review of another record or by another officer: token"},
		"a review beside a client that there is not": {
			second(w.Review(t.Context(), amy, held, "c-9")), "review: record " + string(held) + ": field also: not found"},
		"a store that was closed": {
			second(lobby.New(closed, matching.UK(nil), lobby.HPA2(), nil).Claim(t.Context(), amy, id)),
			"claim: record " + string(id) + ": store failed (closed)"},
		"a relay without a handler": {
			w.Relay(t.Context(), host, "mail", nil, &lobby.RelayOptions{Once: true}), "events: field handler: invalid (empty)"},
		"a relay without a consumer": {
			w.Relay(t.Context(), host, "", handler, &lobby.RelayOptions{Once: true}), "acknowledge: field consumer: invalid (empty)"},
		"a period that ends before it begins": {
			second(w.Report(t.Context(), lena, lobby.Period{From: start, Before: start.Add(-time.Hour)})), "report: field before: invalid (before-from)"},
	} {
		require.EqualError(t, tc.err, "lobby: "+tc.want, name)
	}
}

// A policy's refusal may be printed before the lobby has said of which operation it is.
func TestARefusalOfNoOperationIsPrintedWithoutOne(t *testing.T) {
	require.EqualError(t, lobby.Deny("conflict", "You know this person."), "lobby: not permitted (conflict): You know this person.")
}

// A period of no length is one in which nothing was received, and no mistake.
func TestAPeriodMayBeEmpty(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	_, err := w.Report(t.Context(), lena, lobby.Period{From: start, Before: start})
	require.NoError(t, err)
}

// Every right has its words, and no bit beyond has any.
func TestEveryRightSaysWhatItIsTo(t *testing.T) {
	words := lobby.RightWords(^lobby.Rights(0))
	require.Equal(t, "remove lobby cases and to open restricted clients and to put people on the waiting list and to start support"+
		" and to give subject access and to erase clients and to date an arrival back", words)
	require.Equal(t, "date an arrival back", lobby.RightWords(lobby.MayBackdate), "the last")
	require.Empty(t, lobby.RightWords(lobby.MayBackdate<<1))
}

// Whoever keeps the references hears why there is none.
func TestAReferenceThatCannotBeMintedSaysWhy(t *testing.T) {
	down := errors.New("the sequence is down")
	for name, tc := range map[string]struct {
		mint func(context.Context, store.Store, store.Authority) (string, error)
		code string
		is   error
	}{
		"Mint fails":        {func(context.Context, store.Store, store.Authority) (string, error) { return "", down }, "mint-failed", down},
		"Mint says nothing": {func(context.Context, store.Store, store.Authority) (string, error) { return "", nil }, "mint-unfit", lobby.ErrInvalid},
		"Mint says a line":  {func(context.Context, store.Store, store.Authority) (string, error) { return "R\n1", nil }, "mint-unfit", lobby.ErrInvalid},
	} {
		w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.Mint = tc.mint })
		id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
		_, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
		require.Equal(t, tc.code, refusal(t, err, lobby.ErrReference).Code, name)
		require.ErrorIs(t, err, tc.is, name)
		require.NotContains(t, err.Error(), "sequence", "what a host's error says may be of a person")
	}
}

// What a driver says of a failure may quote a row; its SQLSTATE quotes nothing.
func TestAFailureOfTheStoreTellsItsSQLSTATEAndNothingElse(t *testing.T) {
	for state, want := range map[string]string{
		"42P01":           "store failed (42P01)",
		"":                "store failed",
		"row of Jane Doe": "store failed",
		"JaneD":           "store failed",
		"42P01\nJane Doe": "store failed",
	} {
		w := newWorld(t, lobby.HPA2())
		l := lobby.New(failing{w.store, sqlFailure(state)}, matching.UK(nil), lobby.HPA2(), nil)
		_, err := l.Claim(t.Context(), amy, "r")
		require.EqualError(t, err, "lobby: claim: "+want)
		require.ErrorIs(t, err, sqlFailure(state), "wrapped, for the host to ask")
	}
}

// What a store does not keep, such as an id of a host's making, is no failure to be waited
// out.
func TestWhatAStoreRefusesIsToldApartFromItsFailure(t *testing.T) {
	for name, id := range map[string]string{"empty": "", "two lines": "a\nb"} {
		l := lobby.New(new(memory.Store), plainMatcher{}, lobby.HPA2(), &lobby.Options{NewID: func() string { return id }})
		_, err := l.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
		require.EqualError(t, err, "lobby: receive: store failed (refused)", name)
	}
}

// sqlFailure is the error of a driver.
type sqlFailure string

func (sqlFailure) Error() string      { return "duplicate key: (name)=(Jane Doe)" }
func (f sqlFailure) SQLState() string { return string(f) }

// failing is a store that cannot read.
type failing struct {
	store.Store
	err error
}

func (f failing) Rows(context.Context, store.Authority, store.IDs) (store.Rows, error) {
	return store.Rows{}, f.err
}

// A host's counter that fails, or whose caller has gone, refuses the decision as what it
// is, whichever number it makes, and nothing is written.
func TestANumberThatIsNotMadeRefusesTheDecision(t *testing.T) {
	gone := errors.New("counter lost")
	for name, set := range map[string]func(*lobby.Options, func() error){
		"new-client-id": func(o *lobby.Options, ask func() error) {
			o.NewClientID = func(context.Context, store.Store, store.Authority) (store.ClientID, error) { return "c-new", ask() }
		},
		"new-case-id": func(o *lobby.Options, ask func() error) {
			o.NewCaseID = func(context.Context, store.Store, store.Authority) (store.CaseID, error) { return "k-new", ask() }
		},
		"reference": func(o *lobby.Options, ask func() error) {
			o.Mint = func(context.Context, store.Store, store.Authority) (string, error) { return "R-1", ask() }
		},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		leaves := false
		w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
			set(o, func() error {
				if leaves {
					cancel()
				}
				return gone
			})
		})
		id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
		token := w.held(amy, id).Token
		_, err := w.Create(ctx, amy, id, token)
		require.ErrorIs(t, err, gone, name)
		require.ErrorIs(t, err, map[bool]error{true: lobby.ErrReference, false: lobby.ErrStore}[name == "reference"])
		leaves = true
		_, err = w.Create(ctx, amy, id, token)
		require.ErrorIs(t, err, context.Canceled, name)
		require.NotErrorIs(t, err, gone, name)
		require.Zero(t, w.clients())
		require.Equal(t, store.StateClaimed, w.row(id).State)
		if name == "new-case-id" {
			w.client("c-1", jane)
			leaves = false
			_, err = w.Assign(t.Context(), amy, id, "c-1", w.look(amy, id).Token)
			require.ErrorIs(t, err, gone)
			require.Empty(t, w.register("c-1").Cases)
		}
	}
}
