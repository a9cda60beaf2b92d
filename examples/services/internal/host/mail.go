package host

import (
	"context"
	"errors"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// relaying is the key of the advisory lock of whoever relays. One instance does; when
// it ends, however it ends, PostgreSQL gives the lock to another.
const relaying = 7281643

// relay hands events to the mailer for as long as this instance holds the lock.
func (h *Host) relay(ctx context.Context) error {
	for {
		err := h.relayWhileLocked(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			h.log.Warn("relay: begins again")
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func (h *Host) relayWhileLocked(ctx context.Context) error {
	conn, err := h.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	var mine bool
	if err := conn.QueryRow(ctx, `SELECT pg_try_advisory_lock($1)`, relaying).Scan(&mine); err != nil || !mine {
		return err
	}
	defer conn.Conn().Close(context.WithoutCancel(ctx)) // gives the lock back whatever the connection's state
	ctx, cancel := context.WithCancel(ctx)
	watched := make(chan struct{})
	defer func() { cancel(); <-watched }()
	go func() { // a lost connection is a lost lock
		defer close(watched)
		for conn.Ping(ctx) == nil {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
			}
		}
		cancel()
	}()
	return h.Lobby.Relay(ctx, h.Self, mailer, h.mail, &lobby.RelayOptions{Every: 200 * time.Millisecond})
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
