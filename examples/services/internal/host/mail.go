package host

import (
	"context"
	"errors"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// relay hands events to the mailer. Every instance does, and they share the work: what an
// instance had that has died is taken over once its lease is over.
func (h *Host) relay(ctx context.Context) error {
	return h.Lobby.Relay(ctx, h.Self, mailer, h.mail, &lobby.RelayOptions{Every: 200 * time.Millisecond, Lease: 3 * time.Second})
}

// mail tells whoever sent a case what became of it, in words that give nobody away.
// Sending is a STUB: the mail is a row, and the event is its key, so that what is
// handed over twice is one mail.
func (h *Host) mail(ctx context.Context, e store.Event) error {
	var address, body string
	switch e.Kind {
	case lobby.KindReceived:
		address, body = "lobby@council.example", "Somebody waits in the lobby."
	case lobby.KindAssigned, lobby.KindCreated, lobby.KindRemoved:
		o, err := h.Lobby.Outcome(ctx, h.Self, e.Record)
		if err != nil && !errors.Is(err, lobby.ErrRemoved) {
			return err
		}
		address, body = "sender@partner.example", "Your case "+o.Key+" was "+string(o.Status)+"."
	default:
		return nil
	}
	_, err := h.pool.Exec(ctx, `INSERT INTO mail (event, address, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, string(e.ID), address, body)
	return err
}
