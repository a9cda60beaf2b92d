// Command hpa2service is a small homelessness prevention and advice service: its own
// users, clients and cases in PostgreSQL, and the lobby beside them.
//
//	DATABASE_URL=postgres://… ADDRESS=127.0.0.1:8080 AUTHORITY=E08000035 TOKEN_KEY=… hpa2service
package main

import (
	"context"
	"time"

	"github.com/caselobby/caselobby/examples/services/internal/host"
	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func main() { host.Main(open) }

func open(ctx context.Context, c host.Config) (*host.Host, []host.Route, error) {
	h, err := host.Open(ctx, c, lobby.HPA2(), lobby.Options{
		DueIn:     map[store.Channel]time.Duration{store.ChannelDutyToRefer: 14 * 24 * time.Hour},
		DueUrgent: 24 * time.Hour,
	})
	if err != nil {
		return nil, nil, err
	}
	err = h.PutAccounts(ctx,
		host.Account{ID: "portal", Role: lobby.IntakeMachine},
		host.Account{ID: "amy", Role: lobby.Officer, Rights: lobby.MayRemove},
		host.Account{ID: "ben", Role: lobby.Officer, Rights: lobby.MayRemove},
		host.Account{ID: "lena", Role: lobby.Lead, Rights: lobby.MayRemove | lobby.MaySeeRestricted},
	)
	if err != nil {
		h.Close()
		return nil, nil, err
	}
	return h, append(h.Desk(), intake(h)...), nil
}
