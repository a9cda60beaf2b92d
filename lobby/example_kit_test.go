package lobby_test

import (
	"context"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// What the examples begin with: a lobby in memory, Kate who is a client, and the
// actors of world_test.go.

var kate = matching.Person{Given: "Kate", Family: "O'Brien", Born: "17/05/1990", Phones: []string{"07700 900123"}}

// exampleLobby is a lobby with Kate on its register, as client C-17.
func exampleLobby(p lobby.Policy) *lobby.Service {
	l := lobby.New(new(memory.Store), matching.UK(nil), p, &lobby.Options{
		TaskAccess: func(_ context.Context, _ store.Authority, taskType string) (store.Access, error) {
			return map[string]store.Access{"risk-assessment": store.AccessFull, "consent": store.AccessReadOnly}[taskType], nil
		},
		Consumers: []store.Consumer{"letters"},
		Services:  []string{"floating-support", "hostel"},
		Mint:      func(context.Context, store.Store, store.Authority) (string, error) { return "HRS-000001", nil },
	})
	if err := l.PutClient(context.Background(), host, lobby.ClientUpdate{ID: "C-17", Person: &kate}); err != nil {
		panic(err)
	}
	return l
}

// exampleRecord is a record of somebody that waits in HPA2's lobby.
func exampleRecord(l *lobby.Service, p matching.Person) store.RecordID {
	r, err := l.Receive(context.Background(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: p})
	if err != nil {
		panic(err)
	}
	return r.ID
}

// exampleProviderRecord is a record of somebody whom a provider has added to HRS, with
// two tasks.
func exampleProviderRecord(l *lobby.Service, p matching.Person) store.RecordID {
	r, err := l.Receive(context.Background(), haven, lobby.Arrival{Channel: store.ChannelProvider, Person: p, Tasks: []store.Task{
		{ID: "risk", Type: "risk-assessment", Title: "Risk assessment"}, {ID: "consent", Type: "consent", Title: "Signed consent"},
	}})
	if err != nil {
		panic(err)
	}
	return r.ID
}

// exampleReview is the review of a record that the officer has claimed.
func exampleReview(l *lobby.Service, officer lobby.Actor, id store.RecordID) lobby.Review {
	if _, err := l.Claim(context.Background(), officer, id); err != nil {
		panic(err)
	}
	v, err := l.Review(context.Background(), officer, id)
	if err != nil {
		panic(err)
	}
	return v
}
