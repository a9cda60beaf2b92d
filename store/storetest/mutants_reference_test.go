package storetest

import (
	"context"
	"fmt"
	"hash/crc32"
	"strings"
	"sync"
	"time"

	"github.com/caselobby/caselobby/store"
)

var referenceMutants = []mutant{
	{"references may be given twice", "references/a reference belongs to one client", referenced(func(_ store.Authority, c *store.Client) string {
		return fmt.Sprintf("%s of %s", c.Reference, c.ID)
	})},
	{"references of large batches are not looked at", "references/a reference belongs to one client", func(s *broken) {
		referred := referenced(func(_ store.Authority, c *store.Client) string { return fmt.Sprintf("%s of %s", c.Reference, c.ID) })
		lax := sound()
		referred(lax)
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Clients) > 8 {
				return lax.commit(ctx, b)
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"long references may be given twice", "references/references compare byte for byte", referenced(func(_ store.Authority, c *store.Client) string {
		if len(c.Reference) > 120 {
			return fmt.Sprintf("%.120s of %s", c.Reference, c.ID)
		}
		return c.Reference
	})},
	{"no reference is a reference", "references/any number of clients have no reference", referenced(func(_ store.Authority, c *store.Client) string { return c.Reference + "." })},
	{"references are folded", "references/references compare byte for byte", referenced(func(_ store.Authority, c *store.Client) string { return strings.ToUpper(c.Reference) })},
	{"references are known by a checksum", "references/references compare byte for byte", referenced(func(_ store.Authority, c *store.Client) string {
		return fmt.Sprint(crc32.ChecksumIEEE([]byte(c.Reference)))
	})},
	{"references are everybody's", "references/each authority has its own references", func(s *broken) {
		taken := make(map[string]store.Authority)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Clients {
				if owner, ok := taken[c.Next.Reference]; ok && owner != b.Authority {
					return store.ErrConflict
				}
				taken[c.Next.Reference] = b.Authority
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a reference given up stays taken", "references/a reference given up is free", func(s *broken) {
		taken := make(map[string]store.ClientID)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Clients {
				if c.Next.Reference == "" {
					continue
				}
				if owner, ok := taken[c.Next.Reference]; ok && owner != c.ID {
					return store.ErrConflict
				}
				taken[c.Next.Reference] = c.ID
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"references are judged change by change", "references/references change hands within one batch", func(s *broken) {
		holders := make(map[string]store.ClientID)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Clients {
				if c.Next.Reference != "" {
					if h, held := holders[c.Next.Reference]; held && h != c.ID {
						return store.ErrConflict
					}
				}
				for reference, h := range holders {
					if h == c.ID {
						delete(holders, reference)
					}
				}
				if c.Next.Reference != "" {
					holders[c.Next.Reference] = c.ID
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"references are looked at before the lock is taken", "races/of many who take one reference exactly one wins", func(s *broken) {
		var taken sync.Map
		s.commit = func(ctx context.Context, b store.Batch) error {
			reference := b.Clients[0].Next.Reference
			if _, ok := taken.Load(reference); ok {
				return store.ErrConflict
			}
			time.Sleep(time.Millisecond)
			taken.Store(reference, true)
			b = clone(b)
			b.Clients[0].Next.Reference = ""
			return s.Store.Commit(ctx, b)
		}
	}},
}

// referenced keeps clients under another reference than their own.
func referenced(change func(store.Authority, *store.Client) string) func(*broken) {
	return func(s *broken) {
		own := make(map[store.ClientID]string)
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Clients {
				own[c.ID] = c.Next.Reference
				c.Next.Reference = change(b.Authority, c.Next)
			}
			return s.Store.Commit(ctx, b)
		}
		s.client = func(ctx context.Context, a store.Authority, id store.ClientID) (store.Client, error) {
			c, err := clientOf(ctx, s.Store, a, id)
			c.Reference = own[id]
			return c, err
		}
	}
}
