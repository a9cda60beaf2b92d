package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// All that a service sets up. Nodes that share a store share the key of the tokens.
func ExampleNew() {
	l := lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), &lobby.Options{
		TokenKey:  []byte("thirty-two secret bytes of yours"),
		DueUrgent: 24 * time.Hour,
	})
	p, err := l.Waiting(context.Background(), amy, lobby.Filter{})
	fmt.Println(len(p.Records), err)
	// Output: 0 <nil>
}

// HPA2 closes a new case beside an open one.
func ExampleHPA2() {
	p := lobby.HPA2()
	kate := store.Client{Cases: []store.Case{{ID: "H-1", System: store.HPA2}}}
	fmt.Println(p.Name(), p.Channels(), p.MintsReference())
	fmt.Println(p.Place(store.Case{System: store.HPA2}, kate).ClosedBecause)
	// Output:
	// hpa2 [self-referral duty-to-refer third-party] false
	// duplicate-referral-open-case-exists
}

// HRS leaves it open, and mints a reference for whoever is created.
func ExampleHRS() {
	p := lobby.HRS()
	kate := store.Client{Cases: []store.Case{{ID: "S-1", System: store.HRS}}}
	fmt.Println(p.Name(), p.Channels(), p.MintsReference())
	fmt.Printf("%q\n", p.Place(store.Case{System: store.HRS}, kate).ClosedBecause)
	// Output:
	// hrs [partner provider] true
	// ""
}

// A page at a time, for a screen.
func ExampleService_Waiting() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	for range 3 {
		exampleRecord(l, omar)
	}
	first, _ := l.Waiting(ctx, amy, lobby.Filter{Limit: 2})
	second, _ := l.Waiting(ctx, amy, lobby.Filter{Limit: 2, After: first.Next})
	fmt.Println(len(first.Records), first.More, len(second.Records), second.More)
	// Output: 2 true 1 false
}

// The most urgent first.
func ExampleService_Waiting_byUrgency() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	exampleRecord(l, omar)
	urgent, err := l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: kate, Urgent: true})
	page, _ := l.Waiting(ctx, amy, lobby.Filter{Order: lobby.ByUrgency, Limit: 1})
	fmt.Println(page.Records[0].ID == urgent.ID, page.More, err)
	// Output: true true <nil>
}

// All of them, for a program.
func ExampleService_All() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	for range 3 {
		exampleRecord(l, omar)
	}
	waiting := 0
	for _, err := range l.All(ctx, amy, lobby.Filter{States: []store.State{store.StateWaiting}}) {
		if err != nil {
			panic(err)
		}
		waiting++
	}
	fmt.Println(waiting)
	// Output: 3
}

func ExampleService_Record() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	r, _ := l.Record(ctx, amy, exampleRecord(l, omar))
	fmt.Println(r.State, r.Channel, r.Person.Given)
	_, err := l.Record(ctx, amy, "no such record")
	fmt.Println(errors.Is(err, lobby.ErrNotFound))
	// Output:
	// waiting self-referral Omar
	// true
}

// Two officers reach for one record.
func ExampleService_Claim() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, omar)
	_, err := l.Claim(ctx, amy, id)
	fmt.Println(err)
	_, err = l.Claim(ctx, ben, id)
	var refused *lobby.Error
	fmt.Println(errors.Is(err, lobby.ErrClaimed), errors.As(err, &refused), refused.Holder)
	// Output:
	// <nil>
	// true true amy
}

func ExampleService_Release() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, omar)
	_, _ = l.Claim(ctx, amy, id)
	fmt.Println(l.Release(ctx, amy, id))
	_, err := l.Claim(ctx, ben, id)
	fmt.Println(err)
	// Output:
	// <nil>
	// <nil>
}

// An officer leaves, and a lead puts back what they held.
func ExampleService_ReleaseAll() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	for range 2 {
		_, _ = l.Claim(ctx, amy, exampleRecord(l, omar))
	}
	fmt.Println(l.ReleaseAll(ctx, lena, amy.ID))
	// Output: 2 <nil>
}

func ExampleService_Reassign() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, omar)
	_, _ = l.Claim(ctx, amy, id)
	fmt.Println(l.Reassign(ctx, lena, id, ben.ID))
	r, _ := l.Record(ctx, lena, id)
	fmt.Println(r.Claim.Officer)
	// Output:
	// <nil>
	// ben
}

// Whose is it, how sure is that, and what would each decision do?
func ExampleService_Review() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, matching.Person{Given: "Katherine", Family: "OBrien", Born: "17 May 1990"})
	_, _ = l.Claim(ctx, amy, id)
	v, _ := l.Review(ctx, amy, id)
	c := v.Clients[0]
	fmt.Println(c.Client.ID, c.Rating, c.Effects[0].Code)
	fmt.Println("create:", v.Create[0].Code)
	// Output:
	// C-17 very strong case-opened
	// create: client-created
}

// Clients who are restricted from an officer are counted, and nothing else.
func ExampleReview_AskManager() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	_ = l.PutClient(ctx, host, lobby.ClientUpdate{ID: "C-17", Restricted: new(true)})
	v := exampleReview(l, amy, exampleRecord(l, kate))
	fmt.Println(len(v.Clients), v.AskManager())
	// Output: 0 1 restricted record: ask a manager
}

func ExampleService_Client() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	c, _ := l.Client(ctx, amy, "C-17")
	fmt.Println(c.Person.Given)
	_ = l.PutClient(ctx, host, lobby.ClientUpdate{ID: "C-17", Restricted: new(true)})
	_, err := l.Client(ctx, amy, "C-17")
	fmt.Println(errors.Is(err, lobby.ErrNotFound), err)
	// Output:
	// Kate
	// true lobby: read-client: not found
}

// Kate's partner comes along in the case, and is a client already.
func ExampleService_LinkMember() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	_ = l.PutClient(ctx, host, lobby.ClientUpdate{ID: "C-18", Person: &omar})
	got, _ := l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: kate, Household: []store.Member{{Relation: "partner", Person: omar}}})
	v := exampleReview(l, amy, got.ID)
	partner := v.Household[0]
	fmt.Println(partner.Member.Relation, partner.Clients[0].Client.ID, partner.Clients[0].Rating)
	fmt.Println(l.LinkMember(ctx, amy, got.ID, partner.ID, "C-18"))
	v, _ = l.Review(ctx, amy, got.ID) // the review before does not know of the link
	_, err := l.Assign(ctx, amy, got.ID, "C-17", v.Token)
	c, _ := l.Client(ctx, amy, "C-18")
	fmt.Println(err, len(c.Within) == 1 && c.Within[0] == got.ID)
	// Output:
	// partner C-18 very strong
	// <nil>
	// <nil> true
}

// The decision is taken on what the officer saw, and taken once.
func ExampleService_Assign() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, kate)
	v := exampleReview(l, amy, id)
	d, err := l.Assign(ctx, amy, id, "C-17", v.Token)
	fmt.Println(d.Kind, d.Client, d.Closed, err)
	_, err = l.Create(ctx, amy, id, v.Token)
	fmt.Println(errors.Is(err, lobby.ErrDecided))
	// Output:
	// assigned C-17 false <nil>
	// true
}

// Under HRS the reference is minted now, and not before.
func ExampleService_Create() {
	ctx, l := context.Background(), exampleLobby(lobby.HRS())
	id := exampleProviderRecord(l, omar)
	v := exampleReview(l, amy, id)
	d, err := l.Create(ctx, amy, id, v.Token)
	fmt.Println(d.Kind, d.Reference, err)
	// Output: created HRS-000001 <nil>
}

// The officer types the end of the record's id to confirm. What is left is a tombstone.
func ExampleService_Remove() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, matching.Person{Given: "Test", Family: "Test"})
	v := exampleReview(l, amy, id)
	_, err := l.Remove(ctx, amy, id, lobby.Removal{Reason: "test", Confirm: lobby.Short(id), Token: v.Token})
	fmt.Println(err)
	_, err = l.Record(ctx, amy, id)
	fmt.Println(errors.Is(err, lobby.ErrRemoved))
	// Output:
	// <nil>
	// true
}

func ExampleShort() {
	fmt.Println(lobby.Short("0d5b7c54-6b0e-5e0a-9c55-3f0a7be14c2d"))
	// Output: 7BE14C2D
}

// Codes do not change, so that a host may answer by them.
func ExampleKindCode() {
	l := exampleLobby(lobby.HPA2())
	_, err := l.Claim(context.Background(), portal, exampleRecord(l, omar))
	fmt.Println(lobby.KindCode(err), lobby.KindCode(nil) == "")
	// Output: denied true
}

func ExampleDefaultReasons() {
	fmt.Println(lobby.DefaultReasons()[:3])
	// Output: [duplicate sent-in-error test]
}

func ExampleRoles() {
	fmt.Println(lobby.Roles())
	// Output: [host intake partner provider officer lead data-protection auditor]
}

// A host may show who may do what: an action of no record, asked of the policy.
func ExampleActions() {
	for _, act := range lobby.Actions() {
		if lobby.HPA2().Permit(portal, act, nil) == nil {
			fmt.Println(act)
		}
	}
	// Output:
	// amend
	// outcome
	// receive
	// withdraw
}

func ExampleRights_Has() {
	r := lobby.MayRemove | lobby.MaySeeRestricted
	fmt.Println(r.Has(lobby.MayRemove), r.Has(lobby.MayRemove|lobby.MayErase))
	// Output: true false
}

// A policy refuses in its own words.
func ExampleDeny() {
	l := exampleLobby(closed{lobby.HPA2()})
	_, err := l.Receive(context.Background(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: kate})
	var refused *lobby.Error
	fmt.Println(errors.As(err, &refused), refused.Code, refused.Text)
	// Output: true closed-today The lobby takes nothing today.
}

// closed is a policy under which nothing arrives.
type closed struct{ lobby.Policy }

func (p closed) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if act == lobby.ActReceive {
		return lobby.Deny("closed-today", "The lobby takes nothing today.")
	}
	return p.Policy.Permit(a, act, r)
}
