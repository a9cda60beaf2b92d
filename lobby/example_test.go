package lobby_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// A referral of somebody who has an open case: the new one is closed at once.
func Example() {
	ctx := context.Background()
	l := lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), nil)
	host := lobby.Actor{ID: "casework", Authority: "leeds", Role: lobby.Host}
	portal := lobby.Actor{ID: "portal", Authority: "leeds", Role: lobby.IntakeMachine}
	officer := lobby.Actor{ID: "amy", Authority: "leeds", Role: lobby.Officer}
	person := matching.Person{Given: "Kate", Family: "O'Brien", Born: "17/05/1990", Phones: []string{"07700 900123"}}

	_, _ = l.PutClients(ctx, host, []lobby.ClientUpdate{{ID: "C-17", Person: &person, Cases: []store.Case{{ID: "H-2041", System: "hpa2"}}}})
	receipt, _ := l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "web-1", Person: person})
	_, _ = l.Claim(ctx, officer, receipt.ID)
	review, _ := l.Review(ctx, officer, receipt.ID)
	fmt.Println(review.Clients[0].ID, review.Clients[0].Rating)
	fmt.Println(review.Clients[0].Effects[0].Text)
	decided, err := l.Assign(ctx, officer, receipt.ID, "C-17", review.Token)
	fmt.Println(decided.Kind, decided.Closed, err)
	// Output:
	// C-17 very strong
	// The new case will be closed automatically: this client already has open case H-2041.
	// assigned true <nil>
}

// A decision on a review that no longer holds is refused, and says why.
func ExampleService_Assign_stale() {
	ctx := context.Background()
	l := lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), nil)
	host := lobby.Actor{ID: "casework", Authority: "leeds", Role: lobby.Host}
	portal := lobby.Actor{ID: "portal", Authority: "leeds", Role: lobby.IntakeMachine}
	officer := lobby.Actor{ID: "amy", Authority: "leeds", Role: lobby.Officer}
	person := matching.Person{Given: "Kate", Family: "O'Brien", Born: "17/05/1990"}

	_, _ = l.PutClients(ctx, host, []lobby.ClientUpdate{{ID: "C-17", Person: &person}})
	receipt, _ := l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: person})
	_, _ = l.Claim(ctx, officer, receipt.ID)
	review, _ := l.Review(ctx, officer, receipt.ID)

	// Meanwhile a case is opened for the client elsewhere.
	_, _ = l.PutClients(ctx, host, []lobby.ClientUpdate{{ID: "C-17", Person: &person, Cases: []store.Case{{ID: "H-9", System: "hpa2"}}}})

	_, err := l.Assign(ctx, officer, receipt.ID, "C-17", review.Token)
	var refused *lobby.Error
	if errors.As(err, &refused) && errors.Is(err, lobby.ErrStale) {
		fmt.Println(refused.Changed[0])
	}
	// Output: effect C-17 by case H-9
}

// A part of a policy is changed by embedding it.
func ExamplePolicy() {
	l := lobby.New(new(memory.Store), matching.UK(nil), letters{lobby.HPA2()}, nil)
	clerk := lobby.Actor{ID: "post-room", Authority: "leeds", Role: lobby.IntakeMachine}
	_, err := l.Receive(context.Background(), clerk, lobby.Arrival{Channel: "letter", Key: "2026/114", Details: []byte("a letter")})
	fmt.Println(err)
	_, err = l.Receive(context.Background(), clerk, lobby.Arrival{Channel: "phone", Details: []byte("a call")})
	fmt.Println(err)
	// Output:
	// <nil>
	// lobby: receive: this channel does not wait in the lobby (unknown)
}

// letters lets letters wait beside what waits anyhow.
type letters struct{ lobby.Policy }

func (p letters) Channels() []store.Channel { return append(p.Policy.Channels(), "letter") }
