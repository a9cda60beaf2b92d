package desk

import (
	"context"
	"slices"
	"sync"

	"github.com/caselobby/caselobby/store"
)

// decidedCases finds a decided case by its reference, or by its sender's: pages print the one
// and senders ask by the other, and the lobby finds undecided cases alone by them. It is
// filled once when the desk starts, and follows every write from then on.
type decidedCases struct {
	mu         sync.RWMutex
	all        map[string][]decidedCase
	unreadable int // how many cases could not be read, and may be decided
}

type decidedCase struct {
	system store.System
	id     store.RecordID
}

// find returns the decided cases of that reference, and how many cases could not be read and
// may have it.
func (c *decidedCases) find(typed string) (found []decidedCase, unreadable int) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return slices.Clone(c.all[numberOf(typed)]), c.unreadable
}

func (c *decidedCases) add(rec store.Record) {
	if !rec.State.Decided() || rec.State == store.StateRemoved {
		return
	}
	if c.all == nil {
		c.all = map[string][]decidedCase{}
	}
	one := decidedCase{rec.System, rec.ID}
	for _, name := range namesOf(rec) {
		if !slices.Contains(c.all[name], one) {
			c.all[name] = append(c.all[name], one)
		}
	}
}

// namesOf are the references of a case, as they are compared.
func namesOf(rec store.Record) []string {
	names := []string{numberOf(reference(rec.ID))}
	if rec.SenderKey != "" {
		names = append(names, numberOf(rec.SenderKey))
	}
	return names
}

// fill takes in what a store holds already.
func (c *decidedCases) fill(ctx context.Context, s store.Store) error {
	for q := (store.Query{Authority: authority, Limit: store.MaxPage}); ; {
		page, err := s.Records(ctx, q)
		if err != nil {
			return err
		}
		c.mu.Lock()
		for _, rec := range page.Records {
			c.add(rec)
		}
		c.unreadable += len(page.Unreadable)
		c.mu.Unlock()
		if page.Len() < q.Limit {
			return nil
		}
		q.After = page.Next()
	}
}

// take follows a write.
func (c *decidedCases) take(b store.Batch) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range b.Records {
		if r.Next != nil {
			c.add(*r.Next)
		}
	}
}
