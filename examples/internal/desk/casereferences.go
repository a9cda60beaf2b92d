package desk

import (
	"context"
	"slices"
	"sync"

	"github.com/caselobby/caselobby/store"
)

// caseReferences finds cases by the references that people have of them: those that the pages
// print, of every case that ever was, and senders' own, of the decided. The lobby finds only
// undecided cases so. It is filled once when the desk starts, and follows every write from then on.
type caseReferences struct {
	mu           sync.RWMutex
	own, senders map[string][]caseAt
	unreadable   int // how many cases could not be read, nor their references
}

type caseAt struct {
	system store.System
	id     store.RecordID
}

// find returns the cases that the text may name, and how many cases could not be read and
// may be named by it.
func (c *caseReferences) find(typed string) (found []caseAt, unreadable int) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	name := numberOf(typed)
	return slices.Concat(c.own[name], c.senders[name]), c.unreadable
}

// ever returns all cases, removed ones too, that have or had that reference on the pages.
func (c *caseReferences) ever(typed string) []caseAt {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return slices.Clone(c.own[numberOf(typed)])
}

func (c *caseReferences) add(rec store.Record) {
	if c.own == nil {
		c.own, c.senders = map[string][]caseAt{}, map[string][]caseAt{}
	}
	note := func(names map[string][]caseAt, name string) {
		if at := (caseAt{rec.System, rec.ID}); !slices.Contains(names[name], at) {
			names[name] = append(names[name], at)
		}
	}
	note(c.own, numberOf(reference(rec.ID)))
	if rec.State.Decided() && rec.SenderKey != "" {
		note(c.senders, numberOf(rec.SenderKey))
	}
}

// fill takes in what a store holds already.
func (c *caseReferences) fill(ctx context.Context, s store.Store) error {
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
func (c *caseReferences) take(b store.Batch) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range b.Records {
		c.add(*r.Next)
	}
}
