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
	return eachPage(func(after store.ClientID) (store.ClientPage, error) {
		return s.Clients(ctx, store.ClientQuery{Authority: authority, After: after, Limit: store.MaxPage})
	}, func(p store.ClientPage) {
		n.mu.Lock()
		defer n.mu.Unlock()
		for _, c := range p.Clients {
			n.add(c)
		}
		n.unreadable = n.unreadable || len(p.Unreadable) > 0
	})
}

// take follows a write.
func (n *caseNumbers) take(b store.Batch) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range b.Clients {
		n.add(*c.Next)
	}
}
