package main

import (
	"context"
	"sync"

	"github.com/caselobby/caselobby/examples/services/internal/host"
	"github.com/caselobby/caselobby/store"
)

// taskTypes is the Provider Access of each type of task, as the host's table has it. The
// lobby asks at every call and may not wait for a database, so it is kept in memory.
type taskTypes struct {
	mu   sync.RWMutex
	kind map[string]store.Access
}

// standard are the types that a new service begins with.
var standard = map[string]string{"risk-assessment": "Full", "consent": "Read Only", "safeguarding": "None"}

func (t *taskTypes) load(ctx context.Context, h *host.Host) error {
	all, err := h.TaskTypes(ctx, standard)
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kind = all
	return nil
}

func (t *taskTypes) access(_ store.Authority, taskType string) store.Access {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if access, ok := t.kind[taskType]; ok {
		return access
	}
	return store.AccessNone
}
