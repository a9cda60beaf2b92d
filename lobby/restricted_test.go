package lobby_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestI18_ADecidedRecordTellsNoMoreThanItsRestrictedClient(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k-1", Person: jane, Details: []byte("fled"),
		Tasks: []store.Task{{Title: "call her"}}})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	r, err := w.Record(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, jane, r.Person)

	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
	r, err = w.Record(t.Context(), amy, id)
	require.NoError(t, err)
	f, err := w.Find(t.Context(), amy, string(id))
	require.NoError(t, err)
	ts, err := w.Tasks(t.Context(), amy, id)
	require.NoError(t, err)
	_, err = w.Claim(t.Context(), amy, id)
	e := refusal(t, err, lobby.ErrDecided)
	for _, mark := range []string{"Jane", "QQ123456C", "fled", "call her", "c-1", "k-1"} {
		require.NotContains(t, dump(r)+dump(f)+dump(ts)+dump(e), mark)
	}
	require.Equal(t, store.StateAssigned, r.State, "that it was decided is no secret")
	require.Equal(t, store.ActorID("amy"), r.Decision.By)
	d := w.row(id).Decision
	require.Equal(t, &store.Decision{Kind: d.Kind, By: d.By, At: d.At, Identity: d.Identity, Model: d.Model}, r.Decision)

	r, err = w.Record(t.Context(), lena, id)
	require.NoError(t, err)
	require.Equal(t, jane, r.Person, "whoever has the right sees it as it is")
}

func TestI18_WhatWasMergedIntoARestrictedClientIsRestrictedToo(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", matching.Person{Given: "Jane", Family: "Doe"})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &jane, Restricted: new(true)})
	w.merge("c-1", "c-2")
	w.merge("c-2", "c-hidden")

	_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedGone, Client: "c-1"}}, refusal(t, err, lobby.ErrStale).Changed)
	_, err = w.Client(t.Context(), amy, "c-1")
	refusal(t, err, lobby.ErrNotFound)
	c, err := w.Client(t.Context(), lena, "c-1")
	require.NoError(t, err)
	require.Equal(t, store.ClientID("c-2"), c.MergedInto)

	ring := w.register("c-2") // written past the library, which makes none
	ring.MergedInto = "c-1"
	w.overwrite(ring)
	_, err = w.Client(t.Context(), amy, "c-1")
	refusal(t, err, lobby.ErrNotFound)
}

func TestI18_EventsDoNotNameARestrictedClient(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true), Cases: []store.Case{open("case-1", "hpa2")}})
	w.client("c-2", omar)
	for person, c := range map[string]store.ClientID{"jane": "c-1", "omar": "c-2"} {
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: map[string]matching.Person{"jane": jane, "omar": omar}[person]})
		_, err := w.Assign(t.Context(), lena, id, c, w.held(lena, id).Token)
		require.NoError(t, err)
	}
	plain := lobby.Actor{ID: "luke", Authority: leeds, Role: lobby.Lead}
	all := func(a lobby.Actor, q store.EventQuery) []store.Event {
		es, err := w.Events(t.Context(), a, q)
		require.NoError(t, err)
		return es
	}
	for _, a := range []lobby.Actor{lena, host, auditor} {
		require.Contains(t, dump(all(a, store.EventQuery{})), "c-1", a.Role)
		require.Len(t, all(a, store.EventQuery{Client: "c-1"}), 1, a.Role)
	}
	require.Len(t, all(plain, store.EventQuery{}), len(all(host, store.EventQuery{})), "that something happened is told")
	require.NotContains(t, dump(all(plain, store.EventQuery{})), "c-1")
	require.NotContains(t, dump(all(plain, store.EventQuery{})), lobby.DuplicateReferral)
	require.Contains(t, dump(all(plain, store.EventQuery{})), "c-2")
	require.Empty(t, all(plain, store.EventQuery{Client: "c-1"}))
	require.Len(t, all(plain, store.EventQuery{Client: "c-2"}), 1)
}

// TestI18_TheTrailOfARestrictedClientsRecordIsNotGuessedFrom looks for what would try a
// guess: a digest of the event that names the client, in it or in the one after, the
// service that the person waits for, and why the case was taken back.
func TestI18_TheTrailOfARestrictedClientsRecordIsNotGuessedFrom(t *testing.T) {
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.Services = []string{"refuge", "floating"} })
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "refuge"))
	require.NoError(t, w.LeaveWaitingList(t.Context(), haven, id))
	require.NoError(t, w.StartSupport(t.Context(), haven, id, "floating"))
	require.NoError(t, w.UndoSupport(t.Context(), haven, id))
	_, err := w.Assign(t.Context(), lena, id, "c-1", w.held(lena, id).Token)
	require.NoError(t, err)
	require.NoError(t, w.Withdraw(t.Context(), haven, id, "need-resolved"))
	told := func(a lobby.Actor) string {
		es, err := w.Events(t.Context(), a, store.EventQuery{Record: id})
		require.NoError(t, err)
		require.Len(t, es, 8)
		return dump(es)
	}
	all, err := w.store.Events(t.Context(), store.EventQuery{Authority: leeds, Record: id, Limit: store.MaxPage})
	require.NoError(t, err)
	marks := []string{"refuge", "floating", "need-resolved"}
	for _, e := range all {
		marks = append(marks, e.Digest)
	}
	for _, m := range marks {
		require.NotContains(t, told(lobby.Actor{ID: "luke", Authority: leeds, Role: lobby.Lead}), m)
		for _, a := range []lobby.Actor{lena, host, auditor} {
			require.Contains(t, told(a), m, a.Role)
		}
	}
	r, err := w.Record(t.Context(), amy, id)
	require.NoError(t, err)
	require.Nil(t, r.Withdrawn)
}

// TestI18_WhoHasPartedFromARestrictedClientIsNotToldOfIt merges a restricted client and
// another, either way, and undoes it: the events of the one who is not restricted name the
// other in their codes, and are in that one's file.
func TestI18_WhoHasPartedFromARestrictedClientIsNotToldOfIt(t *testing.T) {
	for _, into := range []store.ClientID{"c-hidden", "c-plain"} {
		w := newWorld(t, lobby.HPA2())
		put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &jane, Restricted: new(true)})
		w.client("c-plain", jane)
		from := store.ClientID("c-plain")
		if into == from {
			from = "c-hidden"
		}
		w.merge(from, into)
		_, err := w.UnmergeClient(t.Context(), host, from)
		require.NoError(t, err)
		put(t, w, lobby.ClientUpdate{ID: "c-plain", Restricted: new(false)})
		told := func(a lobby.Actor) string {
			all, err := w.Events(t.Context(), a, store.EventQuery{})
			require.NoError(t, err)
			one, err := w.Events(t.Context(), a, store.EventQuery{Client: "c-plain"})
			require.NoError(t, err)
			return dump(all) + dump(one)
		}
		file := func(a lobby.Actor) string {
			b, err := w.SubjectAccess(t.Context(), a, lobby.Subject{Client: "c-plain"})
			require.NoError(t, err)
			return string(b)
		}
		trusted := dora
		trusted.Rights |= lobby.MaySeeRestricted
		require.NotContains(t, told(lobby.Actor{ID: "luke", Authority: leeds, Role: lobby.Lead})+told(dora)+file(dora), "c-hidden", into)
		for _, all := range []string{told(lena), told(host), told(auditor), file(trusted)} {
			require.Contains(t, all, "c-hidden", into)
		}
	}
}

// Who may not see a client does not erase it either, and learns nothing by trying.
func TestI18_ErasingARestrictedClientTakesTheRightToSeeIt(t *testing.T) {
	f := &faulty{Store: new(memory.Store)}
	w := newWorldOver(t, f, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
	w.client("c-2", omar)
	w.merge("c-2", "c-1")
	hidden := w.EraseClient(t.Context(), dora, "c-1")
	require.Equal(t, dump(w.EraseClient(t.Context(), dora, "c-9")), dump(hidden))
	for _, id := range []store.ClientID{"c-1", "c-2"} {
		refusal(t, w.EraseClient(t.Context(), dora, id), lobby.ErrNotFound)
		require.False(t, w.register(id).Erased, id)
	}
	f.arm(2, 3, false) // when it is looked up whom c-2 was merged into
	refusal(t, w.EraseClient(t.Context(), dora, "c-2"), lobby.ErrStore)
	require.False(t, w.register("c-2").Erased)
	f.arm(0, 0, false)
	trusted := dora
	trusted.Rights |= lobby.MaySeeRestricted
	for _, id := range []store.ClientID{"c-1", "c-2"} {
		require.NoError(t, w.EraseClient(t.Context(), trusted, id))
		require.True(t, w.register(id).Erased, id)
	}
}

func TestI18_NobodyIsLabelledDifferentWhoWasHiddenFromTheOfficer(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &jane, Restricted: new(true)})
	w.client("c-1", matching.Person{Given: "Jane", Family: "Doe"})
	w.client("c-2", matching.Person{Given: "Jane", Family: "Doe", Born: jane.Born})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	w.client("c-2", matching.Person{Given: "Jane", Family: "Doe", Born: "1971-01-01"}) // not what Amy saw
	_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	require.Len(t, w.row(id).Decision.Compared, 1)
	require.Equal(t, store.ClientID("c-1"), w.row(id).Decision.Compared[0].Client)
}

func TestI18_WhatIsHiddenIsNoOtherErrorThanWhatNeverWas(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &jane, Restricted: new(true)})
	for _, id := range []store.ClientID{"c-hidden", "c-never"} {
		_, err := w.Client(t.Context(), amy, id)
		require.ErrorIs(t, err, lobby.ErrNotFound)
		require.Len(t, refusal(t, err, lobby.ErrNotFound).Unwrap(), 1, "a host that asks for the cause must not learn more")
	}
}

func TestAClientThatTheOfficerNamedIsListedWhateverItsPlace(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 60 {
		w.client(store.ClientID("c-"+string(rune('A'+i))), matching.Person{Phones: jane.Phones})
	}
	w.client("c-named", matching.Person{Given: "Joan", Family: "Smith", Born: "1990-05-18"})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.held(amy, id)
	v, err := w.Review(t.Context(), amy, id, "c-named")
	require.NoError(t, err)
	require.Len(t, v.Clients, 51)
	require.Equal(t, 61, v.Results)
	_, err = w.Assign(t.Context(), amy, id, "c-named", v.Token)
	require.NoError(t, err)
}

func TestI18_ExportingARestrictedClientTakesTheRightToSeeIt(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
	both := dora
	both.Rights |= lobby.MaySeeRestricted
	for _, who := range []lobby.Subject{{Client: "c-1"}, {Record: id}} {
		b, err := w.SubjectAccess(t.Context(), dora, who)
		refusal(t, err, lobby.ErrNotFound)
		require.Empty(t, b)
		b, err = w.SubjectAccess(t.Context(), both, who)
		require.NoError(t, err)
		require.Contains(t, string(b), "QQ123456C")
	}
}

// Whoever is hidden and hardly the person leaves no trace in any number, so that nobody
// works out that somebody lives at a postcode, or answers a phone.
func TestI18_AReviewIsWhatItWereWithoutTheHiddenWhoAreHardlyThePerson(t *testing.T) {
	asked := matching.Person{Given: "Jane", Family: "Doe", Born: "1990-05-17", Phones: jane.Phones, Emails: jane.Emails, Postcodes: jane.Postcodes}
	decoys := []matching.Person{
		{Given: "Jane", Family: "Doe", Phones: jane.Phones},
		{Given: "Janet", Family: "Dow", Born: "1990-05-17", Postcodes: jane.Postcodes},
		{Given: "Peter", Family: "Quarmby", Born: "1955-02-03", Emails: jane.Emails, Postcodes: jane.Postcodes},
	}
	stranger := matching.Person{Given: "Wilhelmina", Family: "Featherstonehaugh", Born: "1961-09-30"}
	for name, share := range map[string]func(*matching.Person){
		"phone":               func(p *matching.Person) { p.Phones = jane.Phones },
		"postcode":            func(p *matching.Person) { p.Postcodes = jane.Postcodes },
		"e-mail":              func(p *matching.Person) { p.Emails = jane.Emails },
		"phone and postcode":  func(p *matching.Person) { p.Phones, p.Postcodes = jane.Phones, jane.Postcodes },
		"former phone":        func(p *matching.Person) { p.PreviousPhones = jane.Phones },
		"surname":             func(p *matching.Person) { p.Family = "Doe" },
		"forename":            func(p *matching.Person) { p.Given = "Jane" },
		"date of birth":       func(p *matching.Person) { p.Born = jane.Born },
		"date and a postcode": func(p *matching.Person) { p.Born, p.Postcodes = jane.Born, jane.Postcodes },
	} {
		for n := range 3 {
			t.Run(fmt.Sprint(name, " × ", n+1), func(t *testing.T) {
				with, without := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2()), newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2())
				hidden := stranger
				share(&hidden)
				for i, d := range decoys {
					with.client(store.ClientID(fmt.Sprint("c-", i)), d)
					without.client(store.ClientID(fmt.Sprint("c-", i)), d)
				}
				for i := range 3 { // both registers are of one size
					put(t, without, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("h-", i)), Person: &stranger, Restricted: new(true)})
					who := &stranger
					if i <= n {
						who = &hidden
					}
					put(t, with, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("h-", i)), Person: who, Restricted: new(true)})
				}
				told := func(w *world) (lobby.Review, lobby.Found) {
					v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: asked}))
					require.Zero(t, v.Restricted)
					require.NotEmpty(t, v.Token)
					v.Token = ""
					for i := range v.Clients {
						v.Clients[i].Client.Updated = start
					}
					v.Record.Updated, v.Record.Received, v.Record.Head, v.Record.Claim.Since = start, start, "", start
					f, err := w.Search(t.Context(), amy, asked)
					require.NoError(t, err)
					f.Clients, f.Records = nil, nil
					return v, f
				}
				v, f := told(with)
				wantV, wantF := told(without)
				require.Equal(t, wantV, v)
				require.Equal(t, wantF, f)
			})
		}
	}
}

// The evidence does not tell what a hidden client who may be the person has in common
// with the case.
func TestI18_EvidenceIsToldAsIfNobodyWereHidden(t *testing.T) {
	asked := matching.Person{Given: "Jane", Family: "Featherstonehaugh", Born: "1990-05-17", Phones: jane.Phones, Emails: jane.Emails, Postcodes: jane.Postcodes}
	for name, hidden := range map[string]matching.Person{
		"all of it": asked,
		"a surname": {Given: "Jane", Family: "Featherstonehaugh", Born: "1990-05-17"},
		"a phone":   {Given: "Jane", Born: "1990-05-17", Phones: jane.Phones},
	} {
		t.Run(name, func(t *testing.T) {
			told := func(hidden matching.Person) (v lobby.Review, of map[string]string) {
				w := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2())
				w.client("c-1", matching.Person{Given: "Jan", Family: "Featherstonehaugh", Postcodes: jane.Postcodes})
				w.client("c-2", matching.Person{Given: "Peter", Family: "Quarmby", Phones: jane.Phones})
				put(t, w, lobby.ClientUpdate{ID: "h-1", Person: &hidden, Restricted: new(true)})
				v = w.look(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: asked}))
				of = map[string]string{}
				for _, m := range v.Clients {
					of[m.ID] = fmt.Sprint(m.Weight, m.Evidence)
				}
				return v, of
			}
			v, got := told(hidden)
			require.Equal(t, 1, v.Restricted)
			_, want := told(matching.Person{Given: "Otto", Family: "Vane"})
			require.Equal(t, want, got)
		})
	}
}

func TestAClientWhoIsRestrictedNoMoreIsFoundByTheKeysItHadBefore(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2())
	w.client("c-1", jane)
	before := w.register("c-1").Keys
	put(t, w, lobby.ClientUpdate{ID: "c-1", Restricted: new(true)})
	require.Subset(t, w.register("c-1").Keys, before)
	require.Greater(t, len(w.register("c-1").Keys), len(before))
	put(t, w, lobby.ClientUpdate{ID: "c-1", Restricted: new(false)})
	require.Equal(t, before, w.register("c-1").Keys)
}

// Whoever may see all need not be told apart from others, and costs no read for it.
func TestWhoMaySeeAllIsShownAllWithoutAnotherRead(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-sam", sam)
	id := w.receive(portal, withSam())
	w.link(amy, w.held(amy, id), 0, "c-sam")
	c := &counting{Store: w.store}
	r, err := w.On(c).Record(t.Context(), lena, id)
	require.NoError(t, err)
	require.Equal(t, store.ClientID("c-sam"), r.Household[0].Client)
	require.Equal(t, []string{"rows"}, c.calls)

	w.client("c-other", sam)
	w.merge("c-sam", "c-other")
	c.calls = nil
	_, err = w.On(c).Client(t.Context(), lena, "c-sam")
	require.NoError(t, err)
	require.Equal(t, []string{"rows"}, c.calls)
}

// seeing is a matcher that keeps whom it was given to rank.
type seeing struct {
	plainMatcher
	ranked *[][]string
	counts *[]matching.KeyCount
}

func (m seeing) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	var ids []string
	for _, c := range pool.Clients {
		ids = append(ids, c.ID)
	}
	*m.ranked, *m.counts = append(*m.ranked, ids), slices.Clone(pool.Counts)
	return m.plainMatcher.Rank(asker, pool)
}

// What is told of others is from a ranking in which whoever is hidden is not: a matcher
// may weigh what rivals share.
func TestI18_EvidenceIsFromARankingWithoutWhoeverIsHidden(t *testing.T) {
	var ranked [][]string
	var counts []matching.KeyCount
	w := newWorldWith(t, new(memory.Store), seeing{ranked: &ranked, counts: &counts}, lobby.HPA2())
	w.client("c-1", matching.Person{Given: "Jane", Family: "Doe"})
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &jane, Restricted: new(true)})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.held(amy, id)
	ranked = nil
	w.look(lena, id)
	require.Len(t, ranked, 1, "what has not changed is ranked once")
	w.look(amy, id)
	require.Equal(t, []string{"c-1"}, ranked[len(ranked)-1])
	require.Contains(t, ranked, []string{"c-1", "c-hidden"}, "who is hidden and likely still takes its probability")
	carriers := 0
	for _, c := range counts {
		carriers += c.Clients
	}
	require.Equal(t, 1, carriers, "one client is counted, and its name is all that it has")
}
