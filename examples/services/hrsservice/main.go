// Command hrsservice is a small housing related support service: its own users, clients,
// cases and types of tasks in PostgreSQL, and the lobby beside them.
//
//	DATABASE_URL=postgres://… ADDRESS=127.0.0.1:8080 AUTHORITY=E08000035 TOKEN_KEY=… hrsservice
package main

import (
	"context"

	"github.com/caselobby/caselobby/examples/services/internal/host"
	"github.com/caselobby/caselobby/lobby"
)

func main() { host.Main(open) }

// taskTypes is the Provider Access of the types of tasks that a new service begins with.
var taskTypes = map[string]string{"risk-assessment": "Full", "consent": "Read Only", "safeguarding": "None"}

func open(ctx context.Context, c host.Config) (*host.Host, []host.Route, error) {
	h, err := host.Open(ctx, c, lobby.HRS(), lobby.Options{Mint: host.Mint})
	if err != nil {
		return nil, nil, err
	}
	err = h.PutAccounts(ctx,
		host.Account{ID: "pat", Role: lobby.PartnerUser, Provider: "refuge"},
		host.Account{ID: "hana", Role: lobby.ProviderUser, Provider: "haven", Rights: lobby.MayJoinWaitingList | lobby.MayStartSupport},
		host.Account{ID: "gus", Role: lobby.ProviderUser, Provider: "grove"},
		host.Account{ID: "amy", Role: lobby.Officer, Rights: lobby.MayRemove},
		host.Account{ID: "ben", Role: lobby.Officer, Rights: lobby.MayRemove},
		host.Account{ID: "lena", Role: lobby.Lead, Rights: lobby.MayRemove | lobby.MaySeeRestricted},
	)
	if err == nil {
		err = h.PutTaskTypes(ctx, taskTypes)
	}
	if err != nil {
		h.Close()
		return nil, nil, err
	}
	return h, append(append(h.Desk(), intake(h)...), progress(h)...), nil
}
