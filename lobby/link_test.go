package lobby_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// withSamHeld is Ada's case in Amy's hands; Ada and Sam are clients.
func withSamHeld(w *world) (store.RecordID, lobby.Review) {
	w.t.Helper()
	w.client("c-ada", ada)
	w.client("c-sam", sam)
	id := w.receive(portal, withSam())
	return id, w.held(amy, id)
}

// link links a member, and reviews again.
func (w *world) link(by lobby.Actor, v lobby.Review, place int, c store.ClientID) lobby.Review {
	w.t.Helper()
	require.NoError(w.t, w.LinkMember(w.t.Context(), by, v.Record.ID, v.Household[place].ID, c))
	return w.look(by, v.Record.ID)
}

func TestM15_AJointApplicationLinksTwoClients(t *testing.T) {
	for name, decide := range map[string]func(w *world, v lobby.Review) (lobby.Decided, error){
		"assigned": func(w *world, v lobby.Review) (lobby.Decided, error) {
			return w.Assign(w.t.Context(), amy, v.Record.ID, "c-ada", v.Token)
		},
		"created": func(w *world, v lobby.Review) (lobby.Decided, error) {
			return w.Create(w.t.Context(), amy, v.Record.ID, v.Token)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			id, v := withSamHeld(w)
			stale := v.Token
			before := w.register("c-sam")
			v = w.link(amy, v, 0, "c-sam")
			require.Equal(t, before, w.register("c-sam"), "before the decision nothing is written to a client")
			require.Equal(t, store.ClientID("c-sam"), v.Household[0].Member.Client)
			require.Equal(t, store.ClientID("c-sam"), v.Record.Household[0].Client)
			require.Contains(t, dump(v.Create), "1 member of the household will be linked to a client.")
			require.Equal(t, []string{"linked"}, w.codes(id, lobby.KindMemberLinked))

			_, err := w.Assign(t.Context(), amy, id, "c-ada", stale)
			require.Equal(t, []lobby.Changed{{What: lobby.ChangedMember}}, refusal(t, err, lobby.ErrStale).Changed)
			d, err := decide(w, v)
			require.NoError(t, err)
			again, err := decide(w, v)
			require.NoError(t, err)
			require.Equal(t, d, again)

			require.Equal(t, []store.RecordID{id}, w.opened("c-sam").Within, "once")
			require.Equal(t, before.Cases, w.register("c-sam").Cases, "the case is the applicant's")
			require.Equal(t, store.ClientID("c-sam"), w.opened(d.Client).Cases[0].Household[0].Client)
			of, err := w.ClientRecords(t.Context(), amy, "c-sam")
			require.NoError(t, err)
			require.Empty(t, of.Decided)
			require.Len(t, of.Households, 1)
			require.Equal(t, id, of.Households[0].ID)
			es, err := w.Events(t.Context(), host, store.EventQuery{Client: "c-sam"})
			require.NoError(t, err)
			require.Len(t, es, 1)
			require.Equal(t, lobby.KindWithinHousehold, es[0].Kind)
			require.NoError(t, w.Audit(t.Context(), auditor, id))
		})
	}
}

func TestM15_NobodyIsTwoPeopleOfOneCase(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id, v := withSamHeld(w)
	v = w.link(amy, v, 0, "c-sam")
	err := w.LinkMember(t.Context(), amy, id, v.Household[1].ID, "c-sam")
	require.Equal(t, "in-household", refusal(t, err, lobby.ErrInvalid).Code)

	v = w.link(amy, v, 1, "c-ada")
	require.Equal(t, "c-ada", v.Clients[0].ID)
	require.Equal(t, lobby.EffectRefused, v.Clients[0].Effects[0].Code, "it is said before")
	require.Equal(t, "in-household", v.Clients[0].Effects[0].Reason)
	_, err = w.Assign(t.Context(), amy, id, "c-ada", v.Token)
	require.Equal(t, "in-household", refusal(t, err, lobby.ErrInvalid).Code)
	require.Equal(t, store.StateClaimed, w.row(id).State)

	v = w.link(amy, v, 1, "")
	require.Equal(t, []string{"linked", "linked", "unlinked"}, w.codes(id, lobby.KindMemberLinked))
	_, err = w.Assign(t.Context(), amy, id, "c-ada", v.Token)
	require.NoError(t, err)
	require.Empty(t, w.register("c-ada").Within)
}

func TestM15_ALinkIsToWhomTheOfficerSaw(t *testing.T) {
	for name, change := range map[string]func(w *world){
		"amended": func(w *world) { w.client("c-sam", matching.Person{Given: "Samuel", Family: "Quarmby"}) },
		"merged":  func(w *world) { w.client("c-2", sam); w.merge("c-sam", "c-2") },
		"erased":  func(w *world) { require.NoError(w.t, w.EraseClient(w.t.Context(), dora, "c-sam")) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			id, v := withSamHeld(w)
			v = w.link(amy, v, 0, "c-sam")
			change(w)
			for range 2 { // also where a review was made of it
				_, err := w.Assign(t.Context(), amy, id, "c-ada", v.Token)
				if name == "amended" && err == nil {
					break
				}
				require.Equal(t, lobby.ChangedMember, refusal(t, err, lobby.ErrStale).Changed[0].What)
				if name == "erased" {
					return // and out of the household
				}
				v = w.look(amy, id)
				if name == "merged" {
					require.Equal(t, "member-gone", v.Create[0].Reason, "it is said before")
					require.Equal(t, "member-gone", v.Clients[0].Effects[0].Reason)
				}
			}
		})
	}
}

func TestM15_OnlyWhoHoldsARecordLinksItsMembers(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id, v := withSamHeld(w)
	m := v.Household[0].ID
	refusal(t, w.LinkMember(t.Context(), ben, id, m, "c-sam"), lobby.ErrNotHeld)
	refusal(t, w.LinkMember(t.Context(), portal, id, m, "c-sam"), lobby.ErrDenied)
	refusal(t, w.LinkMember(t.Context(), amy, id, "9-0", "c-sam"), lobby.ErrNotFound)
	refusal(t, w.LinkMember(t.Context(), amy, id, m, "c-never"), lobby.ErrNotFound)
	w.client("c-2", sam)
	w.merge("c-2", "c-sam")
	require.Equal(t, store.ClientID("c-sam"), refusal(t, w.LinkMember(t.Context(), amy, id, m, "c-2"), lobby.ErrStale).Changed[0].Into)
	w.client("c-3", omar)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-3"))
	refusal(t, w.LinkMember(t.Context(), amy, id, m, "c-3"), lobby.ErrGone)

	// Whoever was amended is not who was reviewed.
	require.NoError(t, w.Amend(t.Context(), amy, id, lobby.Amendment{Household: []store.Member{{Relation: "partner", Person: omar}}}))
	refusal(t, w.LinkMember(t.Context(), amy, id, m, "c-sam"), lobby.ErrNotFound)

	_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Household: []store.Member{{Person: sam, Client: "c-sam"}}})
	require.Equal(t, "household.client", refusal(t, err, lobby.ErrInvalid).Field, "which client it is is not the sender's to say")
}

func TestM15_AnAmendmentKeepsTheLinksOfWhoStays(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id, v := withSamHeld(w)
	v = w.link(amy, v, 0, "c-sam")
	baby := store.Member{Relation: "child", Person: matching.Person{Given: "Max"}}
	amend := func(ms ...store.Member) error { return w.Amend(t.Context(), amy, id, lobby.Amendment{Household: ms}) }
	require.NoError(t, amend(baby, store.Member{Relation: "partner", Person: sam}))
	require.Equal(t, []store.ClientID{"", "c-sam"}, []store.ClientID{w.row(id).Household[0].Client, w.row(id).Household[1].Client})
	require.NoError(t, amend(v.Record.Household[0], baby), "handed back as it was read")
	require.Equal(t, store.ClientID("c-sam"), w.row(id).Household[0].Client)
	baby.Client = "c-ada"
	require.Equal(t, "not-linked", refusal(t, amend(baby), lobby.ErrInvalid).Code)
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err, "a household that is amended voids no review, as long as its links stand")
}

func TestM15_MoreLinksThanAStoreTakesAtOnceAreRefusedBefore(t *testing.T) {
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Person: ada}
	for i := range lobby.MaxMembers {
		v.Household = append(v.Household, store.Member{Person: matching.Person{Given: "Member", Family: string(rune('A' + i))}})
	}
	w := newWorldOver(t, limited{newWorld(t, lobby.HPA2()).store}, lobby.HPA2())
	w.client("c-ada", ada)
	r := w.held(amy, w.receive(portal, v))
	n := 0
	for ; ; n++ {
		c := store.ClientID("c-" + string(rune('A'+n)))
		w.client(c, v.Household[n].Person)
		if err := w.LinkMember(t.Context(), amy, r.Record.ID, r.Household[n].ID, c); err != nil {
			require.Equal(t, "too-many-links", refusal(t, err, lobby.ErrTooLarge).Code)
			break
		}
	}
	require.GreaterOrEqual(t, n, 3)
	r = w.look(amy, r.Record.ID)
	_, err := w.Assign(t.Context(), amy, r.Record.ID, "c-ada", r.Token)
	require.NoError(t, err, "what may be linked is written with the decision")
}

// limited takes the smallest batches.
type limited struct{ store.Store }

func (limited) MaxChanges() int { return store.MinChanges }

func TestM15_AHouseholdIsNobodysBeforeTheDecision(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-ada", ada)
	w.client("c-sam", sam)
	v := withSam()
	v.Key = "" // so that ids come in order
	waits, id := w.receive(portal, v), w.receive(portal, v)
	require.Less(t, waits, id)
	_, err := w.Assign(t.Context(), amy, id, "c-ada", w.link(amy, w.held(amy, id), 0, "c-sam").Token)
	require.NoError(t, err)
	c := w.register("c-sam") // written past the library, which names no record that waits
	c.Within = []store.RecordID{waits, id}
	w.overwrite(c)
	c, err = w.Client(t.Context(), amy, "c-sam")
	require.NoError(t, err)
	require.Equal(t, []store.RecordID{id}, c.Within)
}

// Many cases link one client, and are decided at once, while the host changes it.
func TestI07_LinksOfManyDecisionsAtOnceAreAllThere(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Tries = 1000 })
	w.client("c-sam", sam)
	const n = 12
	ids, tokens := make([]store.RecordID, n), make([]lobby.Token, n)
	for i := range n {
		p := matching.Person{Given: "Ada", Family: fmt.Sprint("Quarmby-", i)}
		ids[i] = w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: p, Household: []store.Member{{Person: sam}}})
		tokens[i] = w.link(amy, w.held(amy, ids[i]), 0, "c-sam").Token
	}
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			_, err := w.Create(context.Background(), amy, ids[i], tokens[i])
			assert.NoError(t, err)
		})
		all.Go(func() {
			assert.NoError(t, w.PutCase(context.Background(), host, "c-sam", open(store.CaseID(fmt.Sprint("k-", i)), store.HRS)))
		})
	}
	all.Wait()
	c := w.register("c-sam")
	require.ElementsMatch(t, ids, c.Within)
	require.Len(t, c.Cases, n)
	es, err := w.Events(t.Context(), host, store.EventQuery{Client: "c-sam", Limit: store.MaxPage})
	require.NoError(t, err)
	require.Len(t, es, n, "each told once")
}

// Which of the household is a client is part of what an officer was shown.
func TestM15_ALinkThatMovesVoidsTheReview(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", ada)
	w.client("c-sam", sam)
	id := w.receive(portal, withSam())
	v := w.link(amy, w.held(amy, id), 0, "c-sam")
	w.link(amy, w.link(amy, v, 0, ""), 1, "c-sam")
	_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	refusal(t, err, lobby.ErrStale)
}

// Whoever shares nothing with a client is not it, whatever a matcher makes of them.
func TestM15_AMemberWhoSharesNothingIsNotTheClient(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), rigged{say: func(ms []matching.Match) []matching.Match {
		for i := range ms {
			ms[i].Rating, ms[i].Probability = matching.VeryStrong, 1
		}
		return ms
	}}, lobby.HPA2())
	w.client("c-omar", omar)
	id := w.receive(portal, withSam())
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-omar"))
	require.Len(t, w.row(id).Household, 2)
	require.Equal(t, sam, w.row(id).Household[0].Person)
}

func TestALinkIsOfARecordThatIsUndecided(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", ada)
	w.client("c-sam", sam)
	id := w.receive(portal, withSam())
	v := w.held(amy, id)
	_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	refusal(t, w.LinkMember(t.Context(), amy, id, v.Household[0].ID, "c-sam"), lobby.ErrDecided)
}

// Whether a member is still whom the officer linked, nobody can say of a row that cannot
// be read: neither is anything shown of the record nor decided, and the row is not named.
func TestA2_ALinkToAnUnreadableClientIsNotTakenForNone(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id, v := withSamHeld(w)
	token := w.link(amy, v, 0, "c-sam").Token
	bad := w.On(&damaged{Store: w.store, clients: []store.ClientID{"c-sam"}})
	_, reviewed := bad.Review(t.Context(), amy, id)
	_, created := bad.Create(t.Context(), amy, id, token)
	for _, err := range []error{reviewed, created} {
		require.Empty(t, refusal(t, err, lobby.ErrUnreadable).Client)
	}
	_, err := w.Create(t.Context(), amy, id, token)
	require.NoError(t, err)
}

// Of two members who are told alike, one is linked: given once more, no other is.
func TestOfTwoMembersToldAlikeOneKeepsTheLink(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-kid", kid)
	twins := []store.Member{{Relation: "child", Person: kid}, {Relation: "child", Person: kid}}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: ada, Household: twins})
	w.link(amy, w.held(amy, id), 0, "c-kid")
	require.NoError(t, w.Amend(t.Context(), amy, id, lobby.Amendment{Household: append(twins, store.Member{Relation: "partner", Person: sam})}))
	ms := w.row(id).Household
	require.Equal(t, []store.ClientID{"c-kid", "", ""}, []store.ClientID{ms[0].Client, ms[1].Client, ms[2].Client})
}

// An erasure that begins between the look at the client and the write of the link has
// looked through the record before the link is there.
func TestM15_NobodyIsLinkedToAClientWhoIsErasedMeanwhile(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-omar", omar)
	id, v := withSamHeld(w)
	erase := sync.OnceFunc(func() { require.NoError(t, w.EraseClient(t.Context(), dora, "c-omar")) })
	err := w.On(hurried{&answering{Store: w.store, room: store.MaxChanges}, erase}).LinkMember(t.Context(), amy, id, v.Household[1].ID, "c-omar")
	require.Equal(t, store.ClientID("c-omar"), refusal(t, err, lobby.ErrGone).Client)
	require.Empty(t, w.row(id).Household[1].Client)
	require.Equal(t, []string{"linked", "unlinked"}, w.codes(id, lobby.KindMemberLinked))
}

// Whether the client is still there cannot be told then: the link is no success until it can.
func TestM15_ALinkAfterWhichTheClientCannotBeReadIsMadeAgain(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-omar", omar)
	id, v := withSamHeld(w)
	f := &faulty{Store: w.store}
	failing := w.On(hurried{&answering{Store: f, room: store.MaxChanges}, func() { f.arm(2, 3, false) }})
	refusal(t, failing.LinkMember(t.Context(), amy, id, v.Household[1].ID, "c-omar"), lobby.ErrStore)
	require.NoError(t, failing.LinkMember(t.Context(), amy, id, v.Household[1].ID, "c-omar"))
	require.Equal(t, []string{"linked"}, w.codes(id, lobby.KindMemberLinked))
}
