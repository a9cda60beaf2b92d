package storetest

import (
	"context"
	"errors"
	"math"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	keptAndAsked = "sizes/a person's worth of keys is kept, and asked"
	followed     = "sizes/as many keys as a person has are followed"
	crowdWhole   = "sizes/a crowd is found whole"
	listWhole    = "sizes/a list of the largest rows is whole"
	largeBatch   = "sizes/a batch of the largest rows is applied"
	estimate     = "candidates/large numbers are within a tenth of the truth"
)

// sizeMutants break at large rows, lists, batches and counts.
var sizeMutants = []mutant{
	{"the first 16 keys of a row are indexed", keptAndAsked, indexed(func(ks []matching.Key) []matching.Key { return ks[:min(len(ks), 16)] })},
	{"the first 63 keys of a row are indexed", keptAndAsked, indexed(func(ks []matching.Key) []matching.Key { return ks[:min(len(ks), 63)] })},
	{"the first 32 keys of each kind are indexed, less one", keptAndAsked, indexed(func(ks []matching.Key) []matching.Key {
		i := slices.IndexFunc(ks, matching.Key.CountOnly)
		if i < 0 {
			return ks
		}
		return append(slices.Clone(ks[:min(i, 31)]), ks[i:]...)
	})},
	{"the first 25 keys asked are followed", followed, asking(25)},
	{"the first 60 keys asked are followed", followed, asking(60)},
	{"the last keys asked have no count", followed, pooled(func(p *matching.Pool, _ int) {
		for i := range p.Counts {
			if i >= 50 {
				p.Counts[i].Clients = 0
			}
		}
	})},
	{"the clients of a search stop at 999", crowdWhole, pooled(func(p *matching.Pool, _ int) { p.Clients = p.Clients[:min(len(p.Clients), 999)] })},
	{"the records of a search stop at 999", crowdWhole, pooled(func(p *matching.Pool, _ int) { p.Records = p.Records[:min(len(p.Records), 999)] })},
	{"a search stops at a page", crowdWhole, pooled(func(p *matching.Pool, _ int) {
		p.Clients, p.Records = p.Clients[:min(len(p.Clients), 500)], p.Records[:min(len(p.Records), 500)]
	})},
	{"a block of more than 256 is truncated", crowdWhole, func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			return s.Store.Candidates(ctx, a, ks, min(limit, 256))
		}
	}},
	{"profiles end after 200 bytes", crowdWhole, pooled(func(p *matching.Pool, _ int) {
		for i, c := range p.Clients {
			p.Clients[i].Profile = c.Profile[:min(len(c.Profile), 200)]
		}
	})},
	{"long ids are cut in the index", crowdWhole, pooled(func(p *matching.Pool, _ int) {
		for i, c := range p.Records {
			p.Records[i].ID = c.ID[:min(len(c.ID), 128)]
		}
	})},
	{"candidates come in the order of their parts", crowdWhole, pooled(func(p *matching.Pool, _ int) {
		if half := len(p.Clients) / 2; half > 500 {
			p.Clients = slices.Concat(p.Clients[half:], p.Clients[:half])
		}
	})},
	{"a page of records ends at 1 MiB", listWhole, weighed(1 << 20)},
	{"a page of records ends at 256 KiB", listWhole, weighed(1 << 18)},
	{"a page of records ends at 16 MiB", listWhole, weighed(1 << 24)},
	{"a page of clients ends at 4 MiB", listWhole, paged(func(page []store.Client) []store.Client {
		return page[:within(1<<22, len(page), func(i int) int { return len(page[i].Cases[0].Details) })]
	})},
	{"rows read at once end at 6 MiB", listWhole, func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			rows.Records = rows.Records[:within(6<<20, len(rows.Records), func(i int) int { return len(rows.Records[i].Details) })]
			return rows, err
		}
	}},
	{"batches of more than 1.5 MB are refused", largeBatch, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			n := 0
			for _, c := range b.Clients {
				n += len(c.Next.Cases[0].Details)
			}
			if n > 1_500_000 {
				return errors.New("request is too large")
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"batches of more than 1,000 index entries are refused", largeBatch, keysUpTo(1000)},
	{"the keys of the last rows of a batch are not indexed", largeBatch, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for i, c := range b.Clients {
				if i >= 50 && len(c.Next.Keys) > 32 {
					c.Next.Keys = nil
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a hundred keys of a record are kept in the index", "sizes/a household's worth of keys is kept, and asked", written(func(r *store.Record) { r.Keys = r.Keys[:min(len(r.Keys), 100)] })},
	{"a limit and one more is none", "candidates/a block up to the limit is followed, and counted exactly", func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			if limit == math.MaxInt {
				limit = 0
			}
			return s.Store.Candidates(ctx, a, ks, limit)
		}
	}},
	{"the size stops at 100", estimate, pooled(func(p *matching.Pool, _ int) { p.Size = min(p.Size, 100) })},
	{"the size stops at 1,001", estimate, pooled(func(p *matching.Pool, _ int) { p.Size = min(p.Size, 1001) })},
	{"the size stops at ten thousand", estimate, pooled(func(p *matching.Pool, _ int) { p.Size = min(p.Size, 10_000) })},
	{"tallies stop at ten thousand", estimate, pooled(func(p *matching.Pool, _ int) {
		for i, c := range p.Counts {
			p.Counts[i].Clients = min(c.Clients, 10_000)
		}
	})},
	{"the size is a planner's guess", estimate, pooled(func(p *matching.Pool, _ int) {
		if p.Size > 50 {
			p.Size = 1_000_000_000
		}
	})},
	{"the size is rounded", estimate, pooled(func(p *matching.Pool, _ int) { p.Size = (p.Size + 5) / 10 * 10 })},
	{"counts over the limit are a thousand million", estimate, pooled(func(p *matching.Pool, limit int) {
		for i, c := range p.Counts {
			if c.Clients > limit {
				p.Counts[i].Clients = 1_000_000_000
			}
		}
	})},
	{"counts are a power of two", estimate, pooled(func(p *matching.Pool, _ int) {
		for i, c := range p.Counts {
			for n := 1; n < c.Clients; n *= 2 {
				p.Counts[i].Clients = n
			}
		}
	})},
	{"counts over a thousand are a sample's", estimate, pooled(func(p *matching.Pool, _ int) {
		for i, c := range p.Counts {
			if c.Clients > 1000 {
				p.Counts[i].Clients = c.Clients * 5 / 4
			}
		}
	})},
	{"the size is that of the largest block", estimate, pooled(func(p *matching.Pool, _ int) {
		if len(p.Counts) > 0 {
			p.Size = p.Counts[len(p.Counts)-1].Clients
		}
	})},
	{"the size without keys is not counted past a thousand", estimate, pooled(func(p *matching.Pool, _ int) {
		if len(p.Counts) == 0 {
			p.Size = min(p.Size, 1000)
		}
	})},
}

// indexed indexes a part of the keys of every row.
func indexed(part func([]matching.Key) []matching.Key) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Clients {
				c.Next.Keys = part(c.Next.Keys)
			}
			return s.Store.Commit(ctx, b)
		}
	}
}

// asking follows the first n keys that it is asked.
func asking(n int) func(*broken) {
	return func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			whole, err := s.Store.Candidates(ctx, a, ks, limit)
			part, errPart := s.Store.Candidates(ctx, a, ks[:min(len(ks), n)], limit)
			whole.Clients, whole.Records = part.Clients, part.Records
			return whole, errors.Join(err, errPart)
		}
	}
}

// within is how many of n fit into so many bytes, one at least.
func within(bytes, n int, size func(int) int) int {
	for i := range n {
		if bytes -= size(i); bytes < 0 {
			return max(i, 1)
		}
	}
	return n
}

// weighed ends a page of records at so many bytes.
func weighed(bytes int) func(*broken) {
	return func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, q)
			return page[:within(bytes, len(page), func(i int) int { return len(page[i].Details) })], err
		}
	}
}

// keysUpTo has a store refuse batches of more keys of clients.
func keysUpTo(most int) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			n := 0
			for _, c := range b.Clients {
				n += len(c.Next.Keys)
			}
			if n > most {
				return errors.New("too many operations in one transaction")
			}
			return s.Store.Commit(ctx, b)
		}
	}
}
