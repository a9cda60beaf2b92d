package main

import (
	"context"
	"fmt"
	"sync"

	"github.com/caselobby/caselobby/store"
)

// numbers mints HRS references from a counter for each authority. A service
// keeps its counters in its database. Numbers that were minted for a decision
// that came to nothing are gaps.
type numbers struct {
	mu   sync.Mutex
	last map[store.Authority]int
}

func (n *numbers) mint(_ context.Context, _ store.Store, a store.Authority) (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.last[a]++
	return fmt.Sprintf("HRS-%06d", n.last[a]), nil
}
