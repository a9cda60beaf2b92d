package host

import (
	"context"
	"errors"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// relay hands events to the mailer. All instances share the work: if one dies, another takes
// over when its lease of three seconds has run out.
func (h *Host) relay(ctx context.Context) error {
	return h.Lobby.Relay(ctx, h.Self, mailer, h.mail, &lobby.RelayOptions{Every: 200 * time.Millisecond, Lease: 3 * time.Second})
}

// mail tells whoever sent a case what became of it, in words that give nobody away.
// Sending is a STUB: the mail is a row with the event as its key, so that an event which is
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
		of := "Your case "
		if o.Key != "" { // of a removed one nothing says whose it was
			of += o.Key + " "
		}
		address, body = "sender@partner.example", of+"was "+string(o.Status)+"."
	default:
		return nil
	}
	_, err := h.pool.Exec(ctx, `INSERT INTO mail (event, address, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, string(e.ID), address, body)
	return err
}
