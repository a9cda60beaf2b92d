package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// relay hands the lobby's events to the rest of HRS until there are none. A
// service leaves Once out, and relays for as long as it runs. What fails is handed
// over again.
func relay(ctx context.Context, out io.Writer, l *lobby.Service) error {
	return l.Relay(ctx, host, "hrs-mailer", func(ctx context.Context, e store.Event) error {
		return mail(ctx, out, l, e)
	}, &lobby.RelayOptions{Once: true})
}

// mail tells whoever sent a case what became of it, in words that give nobody
// away: whether the person was known is not for the sender to learn. The event
// says which record it is about, and the host asks for the rest.
func mail(ctx context.Context, out io.Writer, l *lobby.Service, e store.Event) error {
	switch e.Kind {
	case lobby.KindWaitingListJoined:
		return place(ctx, out, l, e)
	case lobby.KindAssigned, lobby.KindCreated, lobby.KindRemoved:
		return outcome(ctx, out, l, e)
	}
	return nil
}

// place tells a service who waits for it now. The case may have been removed, and
// the place given up, since the event.
func place(ctx context.Context, out io.Writer, l *lobby.Service, e store.Event) error {
	r, err := l.Record(ctx, host, e.Record)
	if errors.Is(err, lobby.ErrRemoved) {
		return nil
	}
	if err == nil && r.WaitingList != nil {
		fmt.Fprintf(out, "mailer: a case of %s waits for %s\n", r.Provider, r.WaitingList.Service)
	}
	return err
}

func outcome(ctx context.Context, out io.Writer, l *lobby.Service, e store.Event) error {
	o, err := l.Outcome(ctx, host, e.Record)
	switch {
	case err != nil:
		return err
	case o.Key == "": // removed, erased or retired: nothing is left to say whose it was
		fmt.Fprintf(out, "mailer: a case was %s\n", o.Status)
	default:
		fmt.Fprintf(out, "mailer: your case %s was %s\n", o.Key, o.Status)
	}
	return nil
}
