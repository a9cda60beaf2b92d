// Command quickstart takes one referral through the lobby.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func main() { run(context.Background(), os.Stdout) }

func run(ctx context.Context, out io.Writer) {
	l := lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), nil)
	host := lobby.Actor{ID: "casework", Authority: "leeds", Role: lobby.Host}
	portal := lobby.Actor{ID: "portal", Authority: "leeds", Role: lobby.IntakeMachine}
	amy := lobby.Actor{ID: "amy", Authority: "leeds", Role: lobby.Officer}

	// The register: two clients, one of them with an open case.
	must(l.PutClients(ctx, host, []lobby.ClientUpdate{
		{ID: "C-17", Person: matching.Person{Given: "Katherine", Family: "O'Brien", Born: "17/05/1990", Phones: []string{"07700 900123"}},
			Cases: []store.Case{{ID: "H-2041", System: "hpa2", Opened: time.Now()}}},
		{ID: "C-18", Person: matching.Person{Given: "Kevin", Family: "O'Brien", Born: "02/11/1988", Phones: []string{"07700 900123"}}},
	}))
	// A case arrives from outside, and an officer claims it.
	in := must(l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "web-3301",
		Person: matching.Person{Given: "Kate", Family: "OBrien", Born: "17 May 1990", Phones: []string{"+44 7700 900123"}}}))
	must(l.Claim(ctx, amy, in.ID))
	// Whose is it, why, and what would each decision do?
	review := must(l.Review(ctx, amy, in.ID))
	for _, c := range review.Clients {
		fmt.Fprintf(out, "%s %s %s: %s\n", c.ID, c.Client.Person.Given, c.Client.Person.Family, c.Rating)
		for _, e := range c.Evidence {
			if e.Text != "" {
				fmt.Fprintf(out, "  %-14s %+5.1f bits  %s\n", e.Field, e.Total(), e.Text)
			}
		}
		fmt.Fprintf(out, "  %s\n", c.Effects[0].Text)
	}
	// Decide, once and for good. Had anything changed since the review, it would refuse.
	d := must(l.Assign(ctx, amy, in.ID, "C-17", review.Token))
	fmt.Fprintf(out, "%s to %s; the new case is closed: %s\n", d.Kind, d.Client, d.Reason)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
