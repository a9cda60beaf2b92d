package lobby_test

import (
	"encoding/base64"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestI19_AReviewIsAFunctionOfWhatIsThere(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Now = fixed })
	for i := range 30 {
		p := jane
		p.Postcodes = []string{fmt.Sprint("LS", i)}
		w.client(store.ClientID(fmt.Sprint("c-", i)), p)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	twin := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	first := w.held(amy, id)
	require.Len(t, first.Clients, 30)
	require.Equal(t, 30, first.Results)
	for range 3 {
		again := w.look(amy, id)
		require.NotEqual(t, first.Token, again.Token)
		again.Token = first.Token
		require.Equal(t, first, again)
	}
	seen := map[store.ClientID]bool{}
	for _, c := range first.Clients {
		require.False(t, seen[c.Client.ID], "no client twice")
		seen[c.Client.ID] = true
	}
	require.Len(t, first.Records, 1, "the record itself is not among the others")
	require.Equal(t, twin, first.Records[0].Record.ID)
}

func TestI11_MergedErasedAndForeignClientsAreNeitherOfferedNorAssignedTo(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	york := cast["york"]
	yorkHost := lobby.Actor{ID: "h", Authority: york.Authority, Role: lobby.Host}
	_, err := w.PutClients(t.Context(), yorkHost, []lobby.ClientUpdate{{ID: "c-york", Person: &jane}})
	require.NoError(t, err)
	w.client("c-1", jane)
	// Written past the library, with keys still in place.
	for id, c := range map[store.ClientID]store.Client{"c-merged": {MergedInto: "c-1"}, "c-erased": {Erased: true}} {
		c.Authority, c.ID, c.Person, c.Keys = leeds, id, jane, plainMatcher{}.keys(jane)
		require.NoError(t, w.store.Commit(t.Context(), store.Batch{Authority: leeds,
			Clients: []store.Change[store.ClientID, store.Client]{{ID: id, Next: &c}}}))
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	require.Len(t, v.Clients, 1)
	require.Equal(t, store.ClientID("c-1"), v.Clients[0].Client.ID)
	v, err = w.Review(t.Context(), amy, id, "c-merged", "c-erased")
	require.NoError(t, err)
	require.Len(t, v.Clients, 1)

	_, err = w.Assign(t.Context(), amy, id, "c-merged", v.Token)
	e := refusal(t, err, lobby.ErrStale)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedMerged, Client: "c-merged", Into: "c-1"}}, e.Changed)
	_, err = w.Assign(t.Context(), amy, id, "c-erased", v.Token)
	require.Equal(t, lobby.ChangedGone, refusal(t, err, lobby.ErrStale).Changed[0].What)
	_, err = w.Assign(t.Context(), amy, id, "c-york", v.Token)
	foreign := refusal(t, err, lobby.ErrNotFound)
	_, err = w.Assign(t.Context(), amy, id, "c-none", v.Token)
	require.Equal(t, strings.ReplaceAll(foreign.Error(), "c-york", "c-none"), err.Error())
	require.Equal(t, store.StateClaimed, w.row(id).State)
}

func TestI18_ARestrictedClientTellsNothing(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	secret := jane
	secret.Phones = []string{"07700 900777"}
	secret.Family = "Doe"
	_, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-hidden", Person: &secret, Restricted: new(true), Cases: []store.Case{open("case-hidden", "hpa2")}}})
	require.NoError(t, err)
	w.client("c-1", matching.Person{Given: "Jane", Family: "Doe", Phones: []string{"07700 900123"}})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	require.Equal(t, 1, v.Restricted)
	require.Equal(t, "1 restricted record: ask a manager", v.AskManager())
	require.Equal(t, 2, v.Results)
	require.Len(t, v.Clients, 1)
	found, err := w.Search(t.Context(), amy, jane)
	require.NoError(t, err)

	full := w.lobbyFor(t).look(lena, id)
	require.Len(t, full.Clients, 2)
	require.Zero(t, full.Restricted)
	exact := full.Clients[0].Probability

	// What the officer got holds no mark of the client, and no number from which
	// its probability could be worked out.
	token, err := base64.RawURLEncoding.DecodeString(string(v.Token))
	require.NoError(t, err)
	for _, mark := range []string{"c-hidden", "case-hidden", "900777"} {
		require.NotContains(t, dump(v), mark)
		require.NotContains(t, dump(found), mark)
		require.NotContains(t, string(token), mark)
		require.Contains(t, dump(full), mark, "the dump does show what is there")
	}
	for _, p := range []float64{v.None, v.Related, v.Clients[0].Probability, v.Clients[0].Related, found.None, found.Clients[0].Probability} {
		require.Contains(t, []float64{0, .10, .50, .90, .99}, p)
		require.NotEqual(t, exact, p)
	}

	// Nor can its id be guessed: it is refused like one that never was.
	for _, op := range []func(store.ClientID) error{
		func(c store.ClientID) error { _, err := w.Client(t.Context(), amy, c); return err },
		func(c store.ClientID) error { _, err := w.Assign(t.Context(), amy, id, c, v.Token); return err },
		func(c store.ClientID) error { _, err := w.Review(t.Context(), amy, id, c); return err },
	} {
		hidden, never := refusal(t, op("c-hidden"), lobby.ErrNotFound), refusal(t, op("c-never"), lobby.ErrNotFound)
		require.Equal(t, never.Error(), strings.ReplaceAll(hidden.Error(), "c-hidden", "c-never"))
	}
	f, err := w.Find(t.Context(), amy, "c-hidden")
	require.NoError(t, err)
	require.Empty(t, f.Clients)
}

func TestI18_OpeningARestrictedClientIsLogged(t *testing.T) {
	var log strings.Builder
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane}, lobby.ClientUpdate{ID: "c-2", Person: &omar, Restricted: new(true)})
	for _, id := range []store.ClientID{"c-1", "c-2"} {
		_, err := w.Client(t.Context(), lena, id)
		require.NoError(t, err)
	}
	require.NotContains(t, log.String(), "client=c-1")
	require.Contains(t, log.String(), `msg="lobby: restricted client opened" op=see-restricted system=hpa2 authority=leeds actor=lena record="" client=c-2`)
}

func TestHowManyAreHiddenIsSaidInWords(t *testing.T) {
	for n, want := range []string{"", "1 restricted record: ask a manager", "2 restricted records: ask a manager"} {
		require.Equal(t, want, lobby.Review{Restricted: n}.AskManager())
		require.Equal(t, want, lobby.Found{Restricted: n}.AskManager())
	}
}

func TestI18_AClientThatBecomesRestrictedIsGoneFromTheReview(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	_, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-1", Person: &jane, Restricted: new(true)}})
	require.NoError(t, err)
	_, err = w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedGone, Client: "c-1"}}, refusal(t, err, lobby.ErrStale).Changed)
}

func TestI18_TheGuardDoesNotNameARestrictedClient(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	_, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-hidden", Person: &jane, Restricted: new(true)}})
	require.NoError(t, err)
	_, err = w.Create(t.Context(), amy, id, v.Token)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedNew}}, refusal(t, err, lobby.ErrStale).Changed)
}

func TestI12_ADecisionNamesTheIdentityAndTheModelItReliedOn(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelThirdParty, Person: omar})
	require.NoError(t, w.Amend(t.Context(), shelter, id, lobby.Amendment{Person: jane}))
	v := w.held(amy, id)
	retrained := lobby.New(w.store, plainMatcher{model: "plain-2"}, lobby.HPA2(), &w.o)
	_, err := retrained.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedModel}}, refusal(t, err, lobby.ErrStale).Changed)
	_, err = w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	d := w.row(id).Decision
	require.Equal(t, store.Version(2), d.Identity)
	require.Equal(t, "plain-1", d.Model)
	require.Equal(t, store.Version(1), d.Seen)
	require.Equal(t, []store.Verdict{{Client: "c-1", Same: true, Levels: []string{"same", "same", "same", "same", "same", "same"}}}, d.Compared)
}

func TestI12_HouseholdAndTasksDoNotVoidAReview(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{ID: "t-1", Type: "full"}}})
	v := w.held(amy, id)
	note := "called, no answer"
	require.NoError(t, w.UpdateTask(t.Context(), haven, id, lobby.TaskUpdate{ID: "t-1", Note: &note}))
	require.NoError(t, w.Amend(t.Context(), haven, id, lobby.Amendment{Person: jane, Details: []byte("more"),
		Household: []store.Member{{Relation: "child", Person: matching.Person{Given: "Joe"}}}}))
	require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "x"))
	require.NoError(t, w.StartSupport(t.Context(), haven, id, "x"))
	d, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
	k := w.opened(d.Client).Cases[0]
	require.Equal(t, note, k.Tasks[0].Note, "nothing of it is lost")
	require.Equal(t, []byte("more"), k.Details)
	require.Equal(t, "Joe", k.Household[0].Person.Given)
	require.Equal(t, "x", k.WaitingList.Service)
	require.Equal(t, "x", k.Support.Service)
}

func TestARemovalIsVoidedByWhatItWouldNowDestroy(t *testing.T) {
	for name, more := range map[string]func(w *world, id store.RecordID) error{
		"a place on the waiting list": func(w *world, id store.RecordID) error {
			return w.JoinWaitingList(w.t.Context(), haven, id, "x")
		},
		"support": func(w *world, id store.RecordID) error { return w.StartSupport(w.t.Context(), haven, id, "x") },
	} {
		w := newWorld(t, lobby.HRS())
		id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
		v := w.held(lena, id)
		require.NoError(t, more(w, id))
		removal := lobby.Removal{Reason: "test", Confirm: string(id), Token: v.Token, Override: true}
		_, err := w.Remove(t.Context(), lena, id, removal)
		require.Equal(t, []lobby.Changed{{What: lobby.ChangedEffect}}, refusal(t, err, lobby.ErrStale).Changed, name)
		removal.Token = w.look(lena, id).Token
		_, err = w.Remove(t.Context(), lena, id, removal)
		require.NoError(t, err, name)
	}
}

// A sender who takes a case back while an officer looks at it may have no consent any more,
// and what is decided is final.
func TestADecisionOnACaseThatWasTakenBackMeanwhileIsLookedAtAgain(t *testing.T) {
	decisions := map[string]func(*world, store.RecordID, lobby.Token) error{
		"assign": func(w *world, id store.RecordID, token lobby.Token) error {
			_, err := w.Assign(t.Context(), amy, id, "c-1", token)
			return err
		},
		"create": func(w *world, id store.RecordID, token lobby.Token) error {
			_, err := w.Create(t.Context(), amy, id, token)
			return err
		},
	}
	effect := lobby.Effect{Code: lobby.EffectWithdrawn, Reason: "no-consent", Text: "The sender has taken this case back: no-consent."}
	for name, decide := range decisions {
		w := newWorld(t, lobby.HRS())
		w.client("c-1", jane)
		id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
		v := w.held(amy, id)
		require.NotContains(t, v.Create, effect)
		require.NoError(t, w.Withdraw(t.Context(), haven, id, "no-consent"))
		require.Equal(t, lobby.ChangedEffect, refusal(t, decide(w, id, v.Token), lobby.ErrStale).Changed[0].What, name)
		v = w.look(amy, id)
		require.Contains(t, v.Create, effect)
		require.Contains(t, v.Clients[0].Effects, effect)
		require.NoError(t, decide(w, id, v.Token), "it is the officer's to decide all the same")
	}
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	v := w.held(amy, id)
	require.NoError(t, w.Withdraw(t.Context(), haven, id, "no-consent"))
	_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "no-consent", Confirm: string(id), Token: v.Token})
	require.NoError(t, err, "a removal is what it asks for")
}

// Whom an officer names is compared with the person whom the case is about, and with
// nobody of the household.
func TestWhoIsNamedBesidesIsComparedWithTheApplicant(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", omar)
	id := w.receive(portal, withSam())
	v, err := w.Review(t.Context(), amy, id, "c-1")
	require.NoError(t, err)
	require.Len(t, v.Clients, 1)
	require.Len(t, v.Household, 2)
	for _, m := range v.Household {
		require.Empty(t, m.Clients)
	}
}
