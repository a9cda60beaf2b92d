package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// Whoever sends letters hears of what happens. What cannot be handled goes to where
// somebody looks at it. Without Once the relay runs for as long as its context.
func ExampleService_Relay() {
	ctx := context.Background()
	l := lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), nil)
	host := lobby.Actor{ID: "casework", Authority: "leeds", Role: lobby.Host}
	portal := lobby.Actor{ID: "portal", Authority: "leeds", Role: lobby.IntakeMachine}
	officer := lobby.Actor{ID: "amy", Authority: "leeds", Role: lobby.Officer}
	receipt, _ := l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "Kate"}})
	_, _ = l.Claim(ctx, officer, receipt.ID)

	letters := func(_ context.Context, e store.Event) error {
		if e.Kind == lobby.KindClaimed {
			return errors.New("no letter for this")
		}
		fmt.Println("letter:", e.Kind, e.Code)
		return nil
	}
	err := l.Relay(ctx, host, "letters", letters, &lobby.RelayOptions{
		Once:  true,
		Tries: 1,
		SetAside: func(_ context.Context, u *lobby.Undelivered) error {
			fmt.Println("set aside:", u.Event.Kind, "after", u.Tries)
			return nil
		},
	})
	fmt.Println(err)
	// Output:
	// letter: received self-referral
	// set aside: claimed after 1
	// <nil>
}

// Mail to whoever sent a case. A record may have been removed since any of its events:
// then there is nobody to write to, and the event is handled all the same.
func ExampleService_Relay_mail() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	spam := exampleRecord(l, kate)
	_, _ = l.Remove(ctx, amy, spam, lobby.Removal{Reason: "spam", Confirm: lobby.Short(spam), Token: exampleReview(l, amy, spam).Token})
	_, _ = l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "web-1", Person: matching.Person{Given: "Omar", Emails: []string{"omar@example.org"}}})

	fmt.Println(l.Relay(ctx, host, "letters", func(ctx context.Context, e store.Event) error {
		if e.Kind != lobby.KindReceived {
			return nil
		}
		r, err := l.Record(ctx, host, e.Record)
		switch {
		case errors.Is(err, lobby.ErrRemoved):
			fmt.Println("nobody to write to")
			return nil
		case err != nil:
			return err // tried again later
		}
		fmt.Printf("to %s: we have your case %s\n", r.Person.Emails[0], r.SenderKey)
		return nil
	}, &lobby.RelayOptions{Once: true}))
	// Unordered output:
	// nobody to write to
	// to omar@example.org: we have your case web-1
	// <nil>
}

// Every node runs the same relay, and they share the work.
func ExampleService_Relay_shared() {
	l := lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), nil)
	host := lobby.Actor{ID: "casework", Authority: "leeds", Role: lobby.Host}
	portal := lobby.Actor{ID: "portal", Authority: "leeds", Role: lobby.IntakeMachine}
	_, _ = l.Receive(context.Background(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "Kate"}})

	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var nodes sync.WaitGroup
	for range 3 {
		nodes.Go(func() {
			_ = l.Relay(ctx, host, "letters", func(_ context.Context, e store.Event) error {
				fmt.Println("letter:", e.Kind)
				stop() // of this example
				return nil
			}, &lobby.RelayOptions{Lease: time.Minute})
		})
	}
	nodes.Wait()
	// Output: letter: received
}
