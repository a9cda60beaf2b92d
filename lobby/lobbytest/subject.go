package lobbytest

import (
	"fmt"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const here store.Authority = "lobbytest"

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// subject is the policy under test and what it is asked about.
type subject struct {
	lobby.Policy
	actors  []lobby.Actor
	records []store.Record
	clients []store.Client
}

func newSubject(p lobby.Policy, lent []lobby.Actor) *subject {
	s := &subject{Policy: p}
	for _, role := range lobby.Roles() {
		for _, rights := range []lobby.Rights{^lobby.Rights(0), 0} {
			for _, org := range []store.ProviderID{"provider-1", "provider-2", ""} {
				id := fmt.Sprintf("%s-%d-%s", role, rights, org)
				s.actors = append(s.actors, lobby.Actor{ID: store.ActorID(id), Authority: here, Role: role, Rights: rights, Provider: org})
			}
		}
	}
	s.actors = append(s.actors, lent...)
	s.records, s.clients = s.someRecords(), s.someClients()
	return s
}

// system is the policy's own.
func (s *subject) system() store.System { return store.System(s.Name()) }

// elsewhere is another system.
func (s *subject) elsewhere() store.System {
	if s.Name() == "hrs" {
		return "hpa2"
	}
	return "hrs"
}

// somebody is a person none of whose values may turn up in a refusal.
func somebody() matching.Person {
	return matching.Person{
		Given: "Zebedee", Family: "Quillfeather", Born: "1987-11-23", NINO: "QQ123456C",
		Phones: []string{"07700 900321"}, Emails: []string{"zebedee@example.com"}, Postcodes: []string{"LS1 2AB"},
	}
}

// someRecords are in every state, by every channel, with and without what a policy
// may go by. All that they point to is theirs.
func (s *subject) someRecords() (rs []store.Record) {
	for i, c := range append(s.Channels(), "no channel of its own") {
		for _, variant := range variants {
			r := store.Record{
				Authority: here, ID: store.RecordID(fmt.Sprintf("r-%d-%s", i, variant.name)), Version: 3, System: s.system(), State: store.StateWaiting, Channel: c,
				Received: noon, Updated: noon, SenderKey: "key", Sender: "sender", Provider: "provider-1", Due: noon.Add(time.Hour),
				Referrer: store.Referrer{Organisation: "St Quillfeather", Contact: "Zebedee"},
				Person:   somebody(), Identity: 1, Household: []store.Member{{Relation: "partner", Person: somebody()}}, Details: []byte("Zebedee's details"),
				Tasks: []store.Task{{ID: "t", Type: "call-back", Title: "Zebedee", Updated: noon, By: "sender"}},
			}
			variant.change(&r)
			rs = append(rs, r)
		}
	}
	return rs
}

var variants = []struct {
	name   string
	change func(*store.Record)
}{
	{"waiting", func(*store.Record) {}},
	{"urgent", func(r *store.Record) { r.Urgent = true }},
	{"bare", func(r *store.Record) { r.Tasks, r.Household, r.Details, r.Provider = nil, nil, nil, "" }},
	{"claimed", func(r *store.Record) { claimed(r) }},
	{"supported", func(r *store.Record) {
		claimed(r)
		r.Support = &store.SupportStart{Service: "support", At: noon, By: "sender"}
		r.WaitingList = &store.WaitingListPlace{Service: "list", At: noon, By: "sender"}
	}},
	{"withdrawn", func(r *store.Record) { r.Withdrawn = &store.Withdrawal{At: noon, By: "sender", Reason: "no-consent"} }},
	{"assigned", func(r *store.Record) {
		r.State, r.Decision = store.StateAssigned, &store.Decision{Kind: store.StateAssigned, By: "officer", At: noon, Client: "c", Case: "k"}
	}},
	{"created", func(r *store.Record) {
		r.State, r.Decision = store.StateCreated, &store.Decision{Kind: store.StateCreated, By: "officer", At: noon, Client: "c", Case: "k"}
	}},
}

func claimed(r *store.Record) {
	r.State, r.Claim, r.Fence = store.StateClaimed, &store.Claim{Officer: "officer", Since: noon}, 1
}

// someClients have cases of this system and of another, open and closed.
func (s *subject) someClients() []store.Client {
	open := func(id store.CaseID, sys store.System) store.Case {
		return store.Case{ID: id, System: sys, Opened: noon.AddDate(0, -1, 0), Details: []byte("Zebedee's"), Tasks: []store.Task{{ID: "t", Note: "Zebedee"}}}
	}
	closed := func(id store.CaseID, sys store.System) store.Case {
		k := open(id, sys)
		k.Closed, k.ClosedBecause = noon.AddDate(0, 0, -1), "need-resolved"
		return k
	}
	var cs []store.Client
	for i, cases := range [][]store.Case{
		nil,
		{open("one", s.system())},
		{closed("past", s.system())},
		{open("other", s.elsewhere())},
		{closed("past", s.system()), open("one", s.system()), open("other", s.elsewhere()), open("two", s.system())},
	} {
		cs = append(cs, store.Client{
			Authority: here, ID: store.ClientID(fmt.Sprintf("c-%d", i)), Version: 1, Reference: fmt.Sprintf("REF-%d", i), Person: somebody(), Updated: noon, Cases: cases,
		})
	}
	return cs
}

// incoming is the case that a record would become.
func (s *subject) incoming(r store.Record) store.Case {
	return store.Case{
		System: s.system(), Channel: r.Channel, Opened: noon, From: r.ID, Details: r.Details, Household: r.Household,
		Tasks: r.Tasks, WaitingList: r.WaitingList, Support: r.Support,
	}
}

// questions are all that is asked of Permit: nil stands for no record.
func (s *subject) questions(ask func(a lobby.Actor, act lobby.Action, r *store.Record)) {
	for _, a := range s.actors {
		for _, act := range lobby.Actions() {
			ask(a, act, nil)
			for i := range s.records {
				ask(a, act, &s.records[i])
			}
		}
	}
}

// placings are all that is asked of Place.
func (s *subject) placings(ask func(in store.Case, onto store.Client)) {
	for _, r := range s.records {
		if r.State.Decided() {
			continue
		}
		ask(s.incoming(r), store.Client{Authority: here, Person: somebody()})
		for _, c := range s.clients {
			ask(s.incoming(r), c)
		}
	}
}
