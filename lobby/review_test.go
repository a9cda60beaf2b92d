package lobby_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
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

func TestAReviewListsFiftyAndCountsAll(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	var cs []lobby.ClientUpdate
	for i := range 100 {
		cs = append(cs, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprintf("c-%03d", i)), Person: &jane})
	}
	_, err := w.PutClients(t.Context(), host, cs)
	require.NoError(t, err)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	require.Len(t, v.Clients, 50)
	require.Equal(t, 100, v.Results)
	require.False(t, v.Truncated)
	require.Less(t, len(v.Token), 6<<10)

	few := newWorldOver(t, w.store, lobby.HPA2(), func(o *lobby.Options) { o.CandidateLimit = 99 })
	require.True(t, few.look(amy, id).Truncated, "a list that may be incomplete says so")
	w.client("c-100", jane)
	require.True(t, w.look(amy, id).Truncated, "where the host says nothing, a hundred may share a key")
}

// The matcher explains the first ten and whoever is as probable as one in a million: none
// other is listed.
func TestWhoeverAReviewListsIsExplained(t *testing.T) {
	asked := jane
	asked.NINO, asked.Gender, asked.Postcodes = "AB123456C", "female", []string{"LS8 4AA"}
	for name, c := range map[string]struct {
		like   func(i int) matching.Person
		listed int
	}{
		"forty who may be her": {func(int) matching.Person { return asked }, 40},
		"forty who share a postcode and an initial": {func(i int) matching.Person {
			return matching.Person{Given: "J" + strings.Repeat("o", 3+i), Family: "Quarmby", Born: "05/12/1941", NINO: "CD654321A", Gender: "male", Postcodes: asked.Postcodes}
		}, 10},
	} {
		w := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2())
		for i := range 40 {
			w.client(store.ClientID(fmt.Sprint("c-", i)), c.like(i))
		}
		v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: asked}))
		require.Equal(t, 40, v.Results, name)
		require.Len(t, v.Clients, c.listed, name)
		for _, m := range v.Clients {
			require.NotEmpty(t, m.Evidence, name)
		}
	}
}

func TestOnlyTheHolderGetsAToken(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	require.Empty(t, w.look(amy, id).Token)
	require.NotEmpty(t, w.held(amy, id).Token)
	require.Empty(t, w.look(lena, id).Token)
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

// Whoever is hidden from an officer is marked in the token all the same, and neither its
// length nor what two tokens have in common tells of it.
func TestA3_ATokenTellsNothingOfWhomItHides(t *testing.T) {
	secret := matching.Person{Given: "Ruth", Family: "Hidden", Phones: jane.Phones}
	review := func(of *matching.Person) (*world, store.RecordID, []byte) {
		w := newWorld(t, lobby.HPA2())
		w.client("c-1", jane)
		if of != nil {
			_, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-2", Person: of, Restricted: new(true)}})
			require.NoError(t, err)
		}
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		return w, id, opaque(t, w.held(amy, id).Token)
	}
	_, _, without := review(nil)
	w, id, with := review(&secret)
	require.Len(t, with, len(without), "a token is as long with her as without her")

	again := opaque(t, w.look(amy, id).Token)
	other := opaque(t, w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})).Token)
	secret.Postcodes = []string{"LS9 9ZZ"}
	_, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-2", Person: &secret}})
	require.NoError(t, err)
	moved := opaque(t, w.look(amy, id).Token)
	for name, token := range map[string][]byte{"the same review": again, "another record": other, "she moves": moved} {
		require.Len(t, token, len(with), name)
		require.Zero(t, common(with, token), "%s: no run of bytes is in both", name)
	}
	for _, mark := range []string{"c-1", "c-2", "amy", string(id), "leeds"} {
		require.NotContains(t, string(with), mark)
	}
}

// opaque is a token's bytes.
func opaque(t *testing.T, token lobby.Token) []byte {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(string(token))
	require.NoError(t, err)
	return b
}

// common counts the runs of eight bytes that are in both.
func common(x, y []byte) (n int) {
	in := map[string]bool{}
	for i := range len(x) - 7 {
		in[string(x[i:i+8])] = true
	}
	for i := range len(y) - 7 {
		if in[string(y[i:i+8])] {
			n++
		}
	}
	return n
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

func TestATokenIsGoodForWhatItWasMadeForAndNothingElse(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	one := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	two := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "2", Person: jane})
	good, other := w.held(amy, one).Token, w.held(amy, two).Token
	elsewhere := newWorldOver(t, w.store, lobby.HPA2(), func(o *lobby.Options) { o.TokenKey = []byte("another key of thirty-two bytes!") })
	flipped := []byte(good)
	flipped[len(flipped)/2] ^= 1
	for name, bad := range map[string]lobby.Token{
		"none": "", "another record's": other, "another host's": elsewhere.look(amy, one).Token,
		"cut off": good[:len(good)-4], "altered": lobby.Token(flipped), "not base 64": "!" + good, "spaces": good + " ",
		"endless": lobby.Token(strings.Repeat("A", 1<<20)),
	} {
		_, err := w.Assign(t.Context(), amy, one, "c-1", bad)
		require.Equal(t, []lobby.Changed{{What: lobby.ChangedToken}}, refusal(t, err, lobby.ErrStale).Changed, name)
		_, err = w.Create(t.Context(), amy, one, bad)
		refusal(t, err, lobby.ErrStale)
		_, err = w.Remove(t.Context(), amy, one, lobby.Removal{Reason: "test", Confirm: string(one), Token: bad})
		refusal(t, err, lobby.ErrStale)
	}
	// Taken over, the record is Lena's, and the token was Amy's.
	require.NoError(t, w.Reassign(t.Context(), lena, one, "lena"))
	_, err := w.Assign(t.Context(), lena, one, "c-1", good)
	require.Equal(t, lobby.ChangedToken, refusal(t, err, lobby.ErrStale).Changed[0].What)

	same := newWorldOver(t, w.store, lobby.HPA2())
	_, err = same.Assign(t.Context(), amy, two, "c-1", other)
	require.NoError(t, err, "nodes that share the key accept each other's tokens")
}

// Hosts that share a key and number their records alike are kept apart by what
// the token says, and not by luck.
func TestATokenIsGoodForOneAuthorityAndOneSystem(t *testing.T) {
	review := func(p lobby.Policy, at store.Authority) (*world, lobby.Actor, lobby.Review) {
		w := newWorld(t, p)
		machine, officer := portal, amy
		machine.Authority, officer.Authority = at, at
		id := w.receive(machine, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		return w, officer, w.held(officer, id)
	}
	w, amy, v := review(lobby.HPA2(), leeds)
	for name, other := range map[string]struct {
		policy    lobby.Policy
		authority store.Authority
	}{"authority": {lobby.HPA2(), "york"}, "system": {renamed{lobby.HPA2()}, leeds}} {
		_, _, foreign := review(other.policy, other.authority)
		require.Equal(t, v.Record.ID, foreign.Record.ID)
		_, err := w.Create(t.Context(), amy, v.Record.ID, foreign.Token)
		require.Equal(t, []lobby.Changed{{What: lobby.ChangedToken}}, refusal(t, err, lobby.ErrStale).Changed, name)
	}
	_, err := w.Create(t.Context(), amy, v.Record.ID, v.Token)
	require.NoError(t, err)
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

func FuzzToken(f *testing.F) {
	w := newWorld(&testing.T{}, lobby.HPA2())
	ctx := context.Background()
	rec, err := w.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	require.NoError(f, err)
	_, err = w.Claim(ctx, amy, rec.ID)
	require.NoError(f, err)
	v, err := w.Review(ctx, amy, rec.ID)
	require.NoError(f, err)
	f.Add(string(v.Token[:20]))
	f.Add("")
	f.Fuzz(func(t *testing.T, token string) {
		if token == string(v.Token) {
			t.Skip()
		}
		_, err := w.Create(ctx, amy, rec.ID, lobby.Token(token))
		require.ErrorIs(t, err, lobby.ErrStale)
	})
}

// rigged is a matcher that says of the clients what it is told to.
type rigged struct {
	plainMatcher
	say func([]matching.Match) []matching.Match
}

func (m rigged) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	r := m.plainMatcher.Rank(asker, pool)
	r.Clients = m.say(r.Clients)
	return r
}

func TestWhoeverIsAsProbableAsOneInAMillionIsListed(t *testing.T) {
	for probability, listed := range map[float64]int{1e-6: 12, math.Nextafter(1e-6, 0): 10, 0: 10} {
		w := newWorldWith(t, new(memory.Store), rigged{say: func(ms []matching.Match) []matching.Match {
			for i := range ms {
				ms[i].Probability = probability
			}
			return ms
		}}, lobby.HPA2())
		for i := range 12 {
			w.client(store.ClientID(fmt.Sprint("c-", i)), jane)
		}
		v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
		require.Len(t, v.Clients, listed)
		require.Equal(t, 12, v.Results)
	}
}

func TestWhoeverIsLessProbableThanOneInAMillionIsNotListedWithWhoIs(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), rigged{say: func(ms []matching.Match) []matching.Match {
		for i := range ms {
			ms[i].Probability = 0
			if i < 11 {
				ms[i].Probability = 1e-6
			}
		}
		return ms
	}}, lobby.HPA2())
	for i := range 13 {
		w.client(store.ClientID(fmt.Sprint("c-", i)), jane)
	}
	v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	require.Len(t, v.Clients, 11)
}

func TestWhomAMatcherInventsIsCountedAndNotShown(t *testing.T) {
	nobody := matching.Match{ID: "nobody", Probability: 1}
	for name, say := range map[string]func(ms []matching.Match) []matching.Match{
		"last":  func(ms []matching.Match) []matching.Match { return append(ms, nobody) },
		"first": func(ms []matching.Match) []matching.Match { return append([]matching.Match{nobody}, ms...) },
	} {
		w := newWorldWith(t, new(memory.Store), rigged{say: say}, lobby.HPA2())
		w.client("c-1", jane)
		v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
		require.Len(t, v.Clients, 1, name)
		require.Equal(t, store.ClientID("c-1"), v.Clients[0].Client.ID, name)
		require.Equal(t, 2, v.Results, name)
	}
}

// preparing is the UK's matcher, and counts the people whom it prepares.
type preparing struct {
	*matching.UKMatcher
	prepared *int
}

func (m preparing) Prepare(p matching.Person) matching.Prepared {
	*m.prepared++
	return m.UKMatcher.Prepare(p)
}

func TestARecordIsPreparedOnceByOneMatcher(t *testing.T) {
	n := 0
	m := preparing{matching.UK(nil), &n}
	w := newWorldWith(t, new(memory.Store), m, lobby.HPA2())
	w.client("c-1", jane)
	alone := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	household := w.receive(portal, withSam())
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "twin of one", Person: jane})
	beside := withSam()
	beside.Key = "twin of the other"
	w.receive(portal, beside)
	w.held(amy, alone)
	w.held(amy, household)
	n = 0
	require.Len(t, w.look(amy, alone).Records, 1)
	require.Zero(t, n, "it was prepared when it was written, and so was who is beside it, and the client")
	require.Len(t, w.look(amy, household).Records, 1)
	require.Equal(t, 3, n, "the keys of each of a household are kept together")

	n = 0
	_, err := newWorldWith(t, w.store, preparing{matching.UK(&matching.Options{PriorKnown: .9}), &n}, lobby.HPA2(), func(o *lobby.Options) { o.Now, o.NewID = w.o.Now, w.o.NewID }).Review(t.Context(), amy, alone)
	require.NoError(t, err)
	require.Greater(t, n, 1, "and again by another: nobody, and the person")
}

func TestTheRatingOfAPersonAloneIsTheMatchers(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), rigged{say: func(ms []matching.Match) []matching.Match {
		for i := range ms {
			ms[i].Rating = matching.Weak
		}
		return ms
	}}, lobby.HPA2())
	w.client("c-1", jane)
	v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	require.Equal(t, matching.Weak, v.Clients[0].Rating)
	require.Greater(t, v.Clients[0].Probability, .9)
}

func TestNoProbabilityIsMoreThanCertain(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), rigged{say: func(ms []matching.Match) []matching.Match {
		for i := range ms {
			ms[i].Probability, ms[i].Rating = 1, matching.VeryStrong
		}
		return ms
	}}, lobby.HPA2())
	for i := range 3 {
		put(t, w, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("c-", i)), Person: &jane, Restricted: new(true)})
	}
	v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	require.Empty(t, v.Clients)
	require.LessOrEqual(t, v.None, 1.)
	require.LessOrEqual(t, v.Missed, 1.)
}
