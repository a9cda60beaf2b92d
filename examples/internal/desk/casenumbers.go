package desk

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/caselobby/caselobby/store"
)

// caseNumbers finds a client by the number of a case: a store has no index of those.
// It is filled once when the desk starts, and follows every write from then on.
type caseNumbers struct {
	mu         sync.RWMutex
	all        map[string][]store.ClientID // several, as two systems may use the same number
	unreadable bool                        // whether a client could not be read, nor its numbers
}

func numberOf(typed string) string { return strings.ToUpper(strings.TrimSpace(typed)) }

// find returns the clients who have, or had, a case of that number, and whether a client
// could not be read who may have one.
func (n *caseNumbers) find(typed string) (ids []store.ClientID, unreadable bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return slices.Clone(n.all[numberOf(typed)]), n.unreadable
}

func (n *caseNumbers) add(c store.Client) {
	for _, k := range c.Cases {
		if n.all == nil {
			n.all = map[string][]store.ClientID{}
		}
		if number := numberOf(string(k.ID)); !slices.Contains(n.all[number], c.ID) {
			n.all[number] = append(n.all[number], c.ID)
		}
	}
}

// fill takes in what a store holds already.
func (n *caseNumbers) fill(ctx context.Context, s store.Store) error {
	for q := (store.ClientQuery{Authority: authority, Limit: store.MaxPage}); ; {
		page, err := s.Clients(ctx, q)
		if err != nil {
			return err
		}
		n.mu.Lock()
		for _, c := range page.Clients {
			n.add(c)
		}
		n.unreadable = n.unreadable || len(page.Unreadable) > 0
		n.mu.Unlock()
		if page.Len() < q.Limit {
			return nil
		}
		q.After = page.Next()
	}
}

// take follows a write.
func (n *caseNumbers) take(b store.Batch) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range b.Clients {
		n.add(*c.Next)
	}
}
