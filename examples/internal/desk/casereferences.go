package desk

import (
	"context"
	"slices"
	"sync"

	"github.com/caselobby/caselobby/store"
)

// caseReferences finds cases by the references that people have of them: those that the pages
// print, of every case that ever was, and senders' own, of the decided. The lobby finds only
// undecided cases so. It is filled once when the desk starts, and follows every write that this
// desk makes from then on; what others write into the same store it learns at the next start. A
// row says whether it still has the reference that led to it.
type caseReferences struct {
	mu           sync.RWMutex
	own, senders map[string][]caseAt
	unreadable   bool // whether a case could not be read at the start, nor its sender's reference
}

type caseAt struct {
	system store.System
	id     store.RecordID
}

// find returns the cases that the text may name, and whether one could not be read that it may
// name.
func (c *caseReferences) find(typed string) (found []caseAt, unreadable bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return under(typed, c.own, c.senders), c.unreadable
}

// ever returns all cases, removed ones too, that have or had that reference on the pages.
func (c *caseReferences) ever(typed string) []caseAt {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return under(typed, c.own)
}

// under returns the cases of a text in any spelling of it, each once.
func under(typed string, indexes ...map[string][]caseAt) (found []caseAt) {
	for _, spelled := range spellings(typed) {
		for _, index := range indexes {
			for _, at := range index[numberOf(spelled)] {
				if !slices.Contains(found, at) {
					found = append(found, at)
				}
			}
		}
	}
	return found
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
	return eachPage(func(after store.Cursor) (store.Page, error) {
		return s.Records(ctx, store.Query{Authority: authority, After: after, Limit: store.MaxPage})
	}, func(p store.Page) {
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, rec := range p.Records {
			c.add(rec)
		}
		c.unreadable = c.unreadable || len(p.Unreadable) > 0
	})
}

// take follows a write. What a sender called a case goes when its person is erased.
func (c *caseReferences) take(b store.Batch) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range b.Records {
		if r.Was != nil {
			c.forget(*r.Was)
		}
		c.add(*r.Next)
	}
}

func (c *caseReferences) forget(rec store.Record) {
	name := numberOf(rec.SenderKey)
	left := slices.DeleteFunc(c.senders[name], func(at caseAt) bool { return at.id == rec.ID })
	if c.senders[name] = left; len(left) == 0 {
		delete(c.senders, name)
	}
}
