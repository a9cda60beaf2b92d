package main

import (
	"context"
	"fmt"
	"io"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// relay hands the lobby's events to the rest of HRS until there are none. What
// fails is not acknowledged, and handed over again.
func relay(ctx context.Context, out io.Writer, l *lobby.Service) error {
	for {
		es, err := l.Events(ctx, host, store.EventQuery{Unacked: "hrs-mailer", Limit: 100})
		if err != nil || len(es) == 0 {
			return err
		}
		for _, e := range es {
			if err := mail(ctx, out, l, e); err != nil {
				return err
			}
			if err := l.Acknowledge(ctx, host, "hrs-mailer", e.ID); err != nil {
				return err
			}
		}
	}
}

// mail tells whoever sent a case what became of it, in words that give nobody
// away: whether the person was known is not for the sender to learn.
func mail(ctx context.Context, out io.Writer, l *lobby.Service, e store.Event) error {
	switch e.Kind {
	case lobby.KindAssigned, lobby.KindCreated, lobby.KindRemoved:
	default:
		return nil
	}
	outcome, err := l.Outcome(ctx, partner, e.Record)
	switch {
	case err != nil: // it was somebody else's
		outcome, err = l.Outcome(ctx, haven, e.Record)
	case outcome.Key == "": // removed: nothing is left to say whose it was
		fmt.Fprintf(out, "mailer: a case was %s\n", outcome.Status)
		return nil
	}
	if err == nil {
		fmt.Fprintf(out, "mailer: your case %s was %s\n", outcome.Key, outcome.Status)
	}
	return err
}
