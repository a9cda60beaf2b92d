package lobby_test

import (
	"context"
	"fmt"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// A web form sends a referral, and sends it again because the answer was lost. Then
// it begins to count anew, and sends somebody else under the same reference.
func ExampleService_Receive() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	arrival := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "web-1", Person: kate}
	first, _ := l.Receive(ctx, portal, arrival)
	again, _ := l.Receive(ctx, portal, arrival)
	fmt.Println(again.ID == first.ID, again.Duplicate, again.Differs)

	arrival.Person = omar
	other, _ := l.Receive(ctx, portal, arrival)
	fmt.Println(other.ID == first.ID, other.Duplicate, other.Differs)
	// Output:
	// true true false
	// true true true
}

// A partner's draft does not wait in the lobby.
func ExampleService_Receive_draft() {
	l := exampleLobby(lobby.HRS())
	_, err := l.Receive(context.Background(), shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "R-1", Person: kate, Draft: true})
	fmt.Println(err)
	// Output: lobby: receive: not completed by its sender
}

// The sender corrects a date of birth. What is left out stays.
func ExampleService_Amend() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, kate)
	err := l.Amend(ctx, portal, id, lobby.Amendment{Person: matching.Person{Born: "18/05/1990"}, Clear: []string{"phones"}})
	r, _ := l.Record(ctx, amy, id)
	fmt.Println(err, r.Person.Given, r.Person.Born, len(r.Person.Phones))
	// Output: <nil> Kate 18/05/1990 0
}

// What a sender takes back waits on, marked, for an officer to close it.
func ExampleService_Withdraw() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, kate)
	err := l.Withdraw(ctx, portal, id, "sent-in-error")
	r, _ := l.Record(ctx, amy, id)
	fmt.Println(err, r.State, r.Withdrawn.Reason)
	// Output: <nil> waiting sent-in-error
}

// A sender learns what became of its own case, and not whether the person was known.
func ExampleService_Outcome() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, kate)
	before, _ := l.Outcome(ctx, portal, id)
	v := exampleReview(l, amy, id)
	_, _ = l.Assign(ctx, amy, id, "C-17", v.Token)
	after, _ := l.Outcome(ctx, portal, id)
	fmt.Println(before.Status, after.Status)
	// Output: pending accepted
}
