package storetest

import (
	"context"

	"github.com/caselobby/caselobby/store"
)

// patchMutants write over a part of a row, and leave the rest of it.
var patchMutants = []mutant{
	{"a part is patched, and what it does not say stays", "versions/a write replaces the whole row", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Records {
				if c.Next.Decision != nil && c.Was != nil && c.Was.Decision != nil && c.Next.Decision.Reason == "" {
					c.Next.Decision.Reason = c.Was.Decision.Reason
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a case that was closed stays closed", "versions/a write replaces the whole row", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Clients {
				for i := range c.Next.Cases {
					if c.Was != nil && i < len(c.Was.Cases) && c.Was.Cases[i].ID == c.Next.Cases[i].ID && c.Next.Cases[i].Open() {
						c.Next.Cases[i].Closed = c.Was.Cases[i].Closed
					}
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
}
