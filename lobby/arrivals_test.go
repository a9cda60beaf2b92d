package lobby_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// senders are pairs of whoever may send cases of a channel and number them alike.
func senders(c store.Channel) map[string][2]func(*lobby.Arrival) lobby.Actor {
	as := func(a lobby.Actor) func(*lobby.Arrival) lobby.Actor {
		return func(*lobby.Arrival) lobby.Actor { return a }
	}
	says := func(a lobby.Actor, sender, organisation string) func(*lobby.Arrival) lobby.Actor {
		return func(v *lobby.Arrival) lobby.Actor {
			v.Sender, v.Referrer.Organisation = sender, organisation
			return a
		}
	}
	user := func(role lobby.Role, id store.ActorID, of store.ProviderID) lobby.Actor {
		return lobby.Actor{ID: id, Authority: leeds, Role: role, Provider: of}
	}
	if c == store.ChannelProvider {
		return map[string][2]func(*lobby.Arrival) lobby.Actor{
			"two providers":              {as(user(lobby.ProviderUser, "a", "haven")), as(user(lobby.ProviderUser, "a", "grove"))},
			"a provider and the machine": {as(user(lobby.ProviderUser, "a", "haven")), says(portal, "haven", "")},
		}
	}
	return map[string][2]func(*lobby.Arrival) lobby.Actor{
		"two codes":                      {says(portal, "RAB", "Hospital"), says(portal, "RCX", "Hospital")},
		"two organisations":              {says(portal, "", "St Made-Up Hospital"), says(portal, "", "HMP Made-Up")},
		"one that is named, and one not": {says(portal, "RAB", ""), says(portal, "", "")},
		"two partners":                   {as(user(lobby.PartnerUser, "a", "shelter")), as(user(lobby.PartnerUser, "a", "refuge"))},
		"two users of nobody":            {as(user(lobby.PartnerUser, "a", "")), as(user(lobby.PartnerUser, "b", ""))},
		"a user called like an agency":   {as(user(lobby.PartnerUser, "shelter", "")), as(user(lobby.PartnerUser, "a", "shelter"))},
		"a partner and the machine":      {as(user(lobby.PartnerUser, "a", "shelter")), says(portal, "shelter", "")},
	}
}

func TestH2_TwoSendersWithOneKeyLoseNobodyInAnyChannel(t *testing.T) {
	for channel, policy := range map[store.Channel]lobby.Policy{
		store.ChannelSelfReferral: lobby.HPA2(), store.ChannelDutyToRefer: lobby.HPA2(), store.ChannelThirdParty: lobby.HPA2(), store.ChannelPartner: lobby.HRS(), store.ChannelProvider: lobby.HRS(),
	} {
		for name, pair := range senders(channel) {
			t.Run(fmt.Sprint(channel, " ", name), func(t *testing.T) {
				w := newWorld(t, policy)
				var ids []store.RecordID
				for i, person := range []matching.Person{jane, omar} {
					v := lobby.Arrival{Channel: channel, Key: "2026-001", Person: person}
					by := pair[i](&v)
					rec, err := w.Receive(t.Context(), by, v)
					require.NoError(t, err)
					require.False(t, rec.Duplicate || rec.Differs)
					again, err := w.Receive(t.Context(), by, v)
					require.NoError(t, err)
					require.Equal(t, lobby.Receipt{ID: rec.ID, Received: rec.Received, Duplicate: true}, again, "sent again it is the same")
					o, err := w.Outcome(t.Context(), by, rec.ID)
					require.NoError(t, err, "whoever is given an id may ask for its outcome")
					require.Equal(t, lobby.OutcomePending, o.Status)
					ids = append(ids, rec.ID)
				}
				require.NotEqual(t, ids[0], ids[1])
				require.Equal(t, jane, w.row(ids[0]).Person)
				require.Equal(t, omar, w.row(ids[1]).Person)
			})
		}
	}
}

func TestH2_WhoeverIsGivenAnIDMayAskForItsOutcome(t *testing.T) {
	other, colleague := portal, shelter
	other.ID, colleague.ID = "portal-2", "shelter-colleague"
	stranger := colleague
	stranger.Provider = "refuge"
	for name, pair := range map[string][2]lobby.Actor{"machines": {portal, other}, "colleagues": {shelter, colleague}} {
		w := newWorld(t, lobby.HPA2())
		v := lobby.Arrival{Channel: store.ChannelThirdParty, Key: "k", Person: jane}
		first, err := w.Receive(t.Context(), pair[0], v)
		require.NoError(t, err)
		again, err := w.Receive(t.Context(), pair[1], v)
		require.NoError(t, err)
		require.Equal(t, first.ID, again.ID, name)
		_, err = w.Outcome(t.Context(), pair[1], again.ID)
		require.NoError(t, err, name)
		amended := w.Amend(t.Context(), pair[1], again.ID, lobby.Amendment{Person: matching.Person{Middle: "J"}})
		if name == "colleagues" {
			require.NoError(t, amended)
		} else {
			refusal(t, amended, lobby.ErrNotFound)
		}
		_, err = w.Outcome(t.Context(), stranger, again.ID)
		refusal(t, err, lobby.ErrNotFound)
		if name == "colleagues" {
			_, err = w.Outcome(t.Context(), portal, again.ID)
			refusal(t, err, lobby.ErrNotFound)
		}
	}
}

// TestWhoeverHasTheIDOfAnotherHasNotSentItsCases has a host number its machines, its
// officers and the users of each partner from one.
func TestWhoeverHasTheIDOfAnotherHasNotSentItsCases(t *testing.T) {
	one := func(role lobby.Role, provider store.ProviderID) lobby.Actor {
		return lobby.Actor{ID: "1", Authority: leeds, Role: role, Provider: provider}
	}
	w := newWorld(t, typing{lobby.HPA2()})
	for sender, v := range map[lobby.Actor]lobby.Arrival{
		one(lobby.IntakeMachine, ""):      {Channel: store.ChannelSelfReferral, Person: jane},
		one(lobby.PartnerUser, "shelter"): {Channel: store.ChannelThirdParty, Person: jane},
		one(lobby.Officer, ""):            {Channel: store.ChannelOfficerTyped, Person: jane},
		one(lobby.PartnerUser, ""):        {Channel: store.ChannelThirdParty, Person: jane},
	} {
		id := w.receive(sender, v)
		for _, other := range []lobby.Actor{one(lobby.IntakeMachine, ""), one(lobby.PartnerUser, "shelter"), one(lobby.PartnerUser, ""), one(lobby.PartnerUser, "refuge")} {
			_, outcome := w.Outcome(t.Context(), other, id)
			for what, err := range map[string]error{
				"outcome": outcome, "amend": w.Amend(t.Context(), other, id, lobby.Amendment{Person: omar}), "withdraw": w.Withdraw(t.Context(), other, id, "other"),
			} {
				if other == sender {
					require.NoError(t, err, "%s by itself: %s", sender.Role, what)
				} else {
					require.ErrorIs(t, err, lobby.ErrNotFound, "%s of a %s of %q by a %s of %q", what, sender.Role, sender.Provider, other.Role, other.Provider)
				}
			}
		}
	}
}

// An id that is made up twice by mistake is no reason to lose anybody.
func TestAnIDThatRepeatsItselfLosesNobody(t *testing.T) {
	ids := counter("id")
	n := 0
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.NewID = func() string {
			if n++; n%3 == 0 {
				return "id-00000001"
			}
			return ids()
		}
	})
	taken := 0
	for range 5 {
		rec, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		if err == nil { // else it is of an event's id, and the sender is told
			require.False(t, rec.Duplicate)
			taken++
		}
	}
	page, err := w.Waiting(t.Context(), amy, lobby.Filter{})
	require.NoError(t, err)
	require.Len(t, page.Records, taken)
	require.Greater(t, taken, 1)
	stuck := newWorldOver(t, w.store, lobby.HPA2(), func(o *lobby.Options) { o.NewID = func() string { return "id-00000001" } })
	_, err = stuck.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar})
	require.Equal(t, "repeated", refusal(t, err, lobby.ErrInvalid).Code)
}

func TestAUserSendsForTheirOwnOrganisationOnly(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	lone := shelter
	lone.Provider = ""
	for _, a := range []lobby.Actor{shelter, haven, lone} {
		channel := store.ChannelPartner
		if a.Role == lobby.ProviderUser {
			channel = store.ChannelProvider
		}
		_, err := w.Receive(t.Context(), a, lobby.Arrival{Channel: channel, Sender: "refuge", Person: jane})
		require.Equal(t, "sender", refusal(t, err, lobby.ErrInvalid).Field)
	}
}

// everyChannel lets whatever arrives wait.
type everyChannel struct{ lobby.Policy }

func (everyChannel) Channels() []store.Channel { return store.Channels() }

func TestAUserSendsByTheChannelsOfTheirOwnRoleOnly(t *testing.T) {
	own := map[lobby.Role][]store.Channel{
		lobby.ProviderUser:  {store.ChannelProvider},
		lobby.Officer:       {store.ChannelOfficerTyped},
		lobby.PartnerUser:   {store.ChannelPartner, store.ChannelDutyToRefer, store.ChannelThirdParty, store.ChannelSelfReferral},
		lobby.IntakeMachine: store.Channels(), // it delivers for anybody
	}
	for _, a := range []lobby.Actor{haven, amy, shelter, portal} {
		for _, channel := range store.Channels() {
			_, err := newWorld(t, everyChannel{lobby.HRS()}).Receive(t.Context(), a, lobby.Arrival{Channel: channel, Person: jane})
			if slices.Contains(own[a.Role], channel) {
				require.NoError(t, err, "%s by %s", a.Role, channel)
				continue
			}
			require.Equal(t, "channel", refusal(t, err, lobby.ErrInvalid).Field, "%s by %s", a.Role, channel)
		}
	}
}

func TestAnArrivalWithATaskOfNothingIsRefusedAsAddingOneIs(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	for name, nothing := range map[string]store.Task{"nothing": {}, "an id": {ID: "t"}, "a tick": {Done: true}, "what nobody can see": {Title: "\u200b", Note: " "}} {
		_, err := w.Receive(t.Context(), haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{Title: "call"}, nothing}})
		e := refusal(t, err, lobby.ErrInvalid)
		require.Equal(t, []string{"task", "empty"}, []string{e.Field, e.Code}, name)
	}
}

func TestL16_AnArrivalWithNothingInItIsRefused(t *testing.T) {
	for name, v := range map[string]lobby.Arrival{
		"nothing":                {},
		"a key and consent":      {Key: "k", Sender: "s", Urgent: true, Provider: "haven", Consent: store.Consent{Refer: true, How: "oral"}},
		"blanks":                 {Person: matching.Person{Given: " ", Family: "\t", Phones: []string{"", "  "}}, Referrer: store.Referrer{Contact: "\n"}},
		"a household of nobody":  {Household: make([]store.Member, 3)},
		"tasks of nothing":       {Tasks: []store.Task{{ID: "t"}}},
		"details of no bytes":    {Details: []byte{}},
		"a statutory nobody":     {Referrer: store.Referrer{Statutory: true}},
		"a member of no value":   {Household: []store.Member{{Person: matching.Person{Emails: []string{" "}}}}},
		"dated back, of nothing": {Received: start.Add(-time.Hour)},
		"strokes and dots":       {Person: matching.Person{Given: "-", Family: "—", Phones: []string{"...", "- -"}}, Referrer: store.Referrer{Organisation: "?"}, Household: []store.Member{{Relation: "/"}}},
		"what nobody can see":    {Person: matching.Person{Given: "\u200b", Family: "\ufeff", Emails: []string{"\u00ad"}}, Household: []store.Member{{Relation: "\u2060"}}},
	} {
		w := newWorld(t, lobby.HPA2())
		v.Channel = store.ChannelSelfReferral
		by := portal
		by.Rights = lobby.MayBackdate
		_, err := w.Receive(t.Context(), by, v)
		e := refusal(t, err, lobby.ErrInvalid)
		require.Equal(t, []string{"arrival", "empty"}, []string{e.Field, e.Code}, name)
		page, err := w.Waiting(t.Context(), amy, lobby.Filter{})
		require.NoError(t, err)
		require.Empty(t, page.Records)
	}
	for name, v := range map[string]lobby.Arrival{
		"a gender": {Person: matching.Person{Gender: "f"}}, "a child": {Household: []store.Member{{Relation: "child"}}},
		"an old phone": {Person: matching.Person{PreviousPhones: []string{"1"}}}, "a referrer": {Referrer: store.Referrer{Organisation: "Hospital"}},
		"a task": {Tasks: []store.Task{{Type: "call"}}}, "details": {Details: []byte("{}")},
		"a name that was lost": {Person: matching.Person{Given: "\ufffd"}}, "a name in another script": {Person: matching.Person{Given: "李"}}, "a sign": {Person: matching.Person{Gender: "♀"}},
	} {
		v.Channel = store.ChannelSelfReferral
		_, err := newWorld(t, lobby.HPA2()).Receive(t.Context(), portal, v)
		require.NoError(t, err, name)
	}
}

func TestACaseThatWaitedElsewhereIsDatedBack(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.DueIn = map[store.Channel]time.Duration{store.ChannelDutyToRefer: 240 * time.Hour}
	})
	migration := portal
	migration.Rights = lobby.MayBackdate
	fresh := w.receive(portal, lobby.Arrival{Channel: store.ChannelDutyToRefer, Person: jane})
	at := start.AddDate(0, -2, 0).Add(123)
	rec, err := w.Receive(t.Context(), migration, lobby.Arrival{Channel: store.ChannelDutyToRefer, Key: "old-1", Person: omar, Received: at})
	require.NoError(t, err)
	require.Equal(t, at.Truncate(time.Microsecond), rec.Received)
	r := w.row(rec.ID)
	require.Equal(t, rec.Received.Add(240*time.Hour), r.Due, "it is due from then on")
	page, err := w.Waiting(t.Context(), amy, lobby.Filter{})
	require.NoError(t, err)
	require.Equal(t, []store.RecordID{rec.ID, fresh}, []store.RecordID{page.Records[0].ID, page.Records[1].ID}, "oldest first")
	es, err := w.Events(t.Context(), host, store.EventQuery{Record: rec.ID, After: store.EventCursor{At: start}})
	require.NoError(t, err)
	require.Len(t, es, 1, "whoever waits for events hears of it now")
	_, err = w.Claim(t.Context(), amy, rec.ID)
	require.NoError(t, err)
	require.NoError(t, w.Audit(t.Context(), auditor, rec.ID))

	for name, tc := range map[string]struct {
		by   lobby.Actor
		at   time.Time
		kind error
		code string
	}{
		"without the right": {portal, start.AddDate(0, -1, 0), lobby.ErrDenied, "right-missing"},
		"in the future":     {migration, start.AddDate(0, 0, 1), lobby.ErrInvalid, "in-the-future"},
		"too long ago":      {migration, start.AddDate(-10, 0, -1), lobby.ErrInvalid, "too-long-ago"},
		"no year":           {migration, start.AddDate(20000, 0, 0), lobby.ErrInvalid, "year"},
	} {
		_, err := w.Receive(t.Context(), tc.by, lobby.Arrival{Channel: store.ChannelDutyToRefer, Person: jane, Received: tc.at})
		require.Equal(t, tc.code, refusal(t, err, tc.kind).Code, name)
	}
	_, err = w.Receive(t.Context(), migration, lobby.Arrival{Channel: store.ChannelDutyToRefer, Person: jane, Received: start.AddDate(-10, 0, 0).Add(time.Hour)})
	require.NoError(t, err, "ten years less some minutes ago")
	rec, err = w.Receive(t.Context(), migration, lobby.Arrival{Channel: store.ChannelDutyToRefer, Key: "old-1", Person: omar, Received: at.AddDate(0, 0, 1)})
	require.NoError(t, err)
	require.True(t, rec.Duplicate && !rec.Differs, "when it is said to have come is no content")
}

// nobodys is a partner's user without an organisation.
func nobodys(id store.ActorID) lobby.Actor {
	return lobby.Actor{ID: id, Authority: leeds, Role: lobby.PartnerUser}
}
