package main

import (
	"context"
	"fmt"
	"sync"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// numbers are the HRS references of one authority, without gaps: a number is used up
// once a client has it. That holds for one process, in which creations wait for one
// another. Several count in the transaction of the decision, as examples/services does.
type numbers struct {
	mu   sync.Mutex // held while a client is created
	last int        // the last one that a client has; a service reads it from its database when it starts
	said int        // the last one minted for the creation under way; last if there is none yet
}

// create creates a client, and uses up its number if that succeeds.
func (n *numbers) create(ctx context.Context, l *lobby.Service, a lobby.Actor, id store.RecordID, t lobby.Token) (lobby.Decided, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.said = n.last
	d, err := l.Create(ctx, a, id, t)
	if err == nil {
		n.last = n.said
	}
	return d, err
}

// mint returns the next reference. The lobby asks again if that one is taken, as after a
// creation that was written although its answer was lost.
func (n *numbers) mint(context.Context, store.Store, store.Authority) (string, error) {
	n.said++
	return fmt.Sprintf("HRS-%06d", n.said), nil
}
