package main

import (
	"context"
	"fmt"
	"io"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// relay hands the lobby's events to the rest of HPA2 until there are none. A
// service leaves Once out, and relays for as long as it runs.
func relay(ctx context.Context, out io.Writer, events lobby.Oversight, host lobby.Actor) error {
	return events.Relay(ctx, host, "hpa2-casework", func(_ context.Context, e store.Event) error {
		handle(out, e)
		return nil
	}, &lobby.RelayOptions{Once: true})
}

// handle does what an event means to casework. It may be handed an event twice. Events of the
// register, such as a merger, name a client and no record.
func handle(out io.Writer, e store.Event) {
	switch {
	case e.Kind == lobby.KindAssigned && e.Code == lobby.DuplicateReferral:
		fmt.Fprintf(out, "casework: a case of %s is closed at once: leave it out of the statutory return\n", e.Client)
	case e.Kind == lobby.KindAssigned:
		fmt.Fprintf(out, "casework: a case of %s is open: give it to a caseworker\n", e.Client)
	case e.Kind == lobby.KindCreated:
		fmt.Fprintf(out, "casework: a new client has a case: give it to a caseworker\n")
	case e.Kind == lobby.KindRemoved:
		fmt.Fprintf(out, "casework: a referral was removed: %s\n", e.Code)
	case e.Kind == lobby.KindArrivedAgain:
		fmt.Fprintf(out, "casework: another referral came under a reference that is taken (%s): ask its sender\n", e.Code)
	case e.Kind == lobby.KindReceived:
		fmt.Fprintf(out, "casework: a %s waits in the lobby\n", e.Code)
	}
}
