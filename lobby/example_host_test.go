package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// An officer is kept out of the cases of people whom they know. What a policy answers
// with ErrNotFound does not exist for that officer: in no list, search or review.
func ExamplePolicy_keptOut() {
	ctx := context.Background()
	l := lobby.New(new(memory.Store), matching.UK(nil), discreet{lobby.HPA2()}, nil)
	in, _ := l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: kate, Details: []byte("keep from: amy")})
	for _, officer := range []lobby.Actor{amy, ben} {
		_, err := l.Claim(ctx, officer, in.ID)
		found, _ := l.Search(ctx, officer, kate)
		fmt.Println(officer.ID, errors.Is(err, lobby.ErrNotFound), len(found.Records))
	}
	// Output:
	// amy true 0
	// ben false 1
}

// discreet is a policy that goes by what the host has written into a case's details.
type discreet struct{ lobby.Policy }

func (p discreet) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if r != nil && strings.Contains(string(r.Details), "keep from: "+string(a.ID)) {
		return lobby.ErrNotFound
	}
	return p.Policy.Permit(a, act, r)
}

// A host adds a right of its own: officers who have it verify the trail of a record.
func ExamplePolicy_ownRight() {
	ctx := context.Background()
	l := lobby.New(new(memory.Store), matching.UK(nil), officersAudit{lobby.HPA2()}, nil)
	id := exampleRecord(l, kate)
	trusted := amy
	trusted.Rights |= mayAudit
	for _, officer := range []lobby.Actor{amy, trusted} {
		fmt.Println(l.Audit(ctx, officer, id) == nil)
	}
	// Output:
	// false
	// true
}
