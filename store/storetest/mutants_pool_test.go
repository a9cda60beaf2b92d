package storetest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

var poolMutants = []mutant{
	{"a block of more than 500 is cut, whatever the limit", "sizes/a crowd is found whole", func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			return s.Store.Candidates(ctx, a, ks, min(limit, 500))
		}
	}},
	{"whoever has no profile is not found", "candidates/everyone who shares a key is returned once, ordered by id", pooled(func(p *matching.Pool, _ int) {
		p.Clients = slices.DeleteFunc(p.Clients, func(c matching.Candidate) bool { return c.Profile == "" })
	})},
	{"with keys that are only counted comes no size", "candidates/the register is counted", func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			if len(ks) > 0 && !slices.ContainsFunc(ks, func(k matching.Key) bool { return !k.CountOnly() }) {
				p.Size = 0
			}
			return p, err
		}
	}},
	{"a record that is decided loses its profile", "candidates/a decided record is no candidate, whatever keys it holds", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Records {
				if c.Next.State.Decided() {
					c.Next.Profile = ""
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a record that is released is not found", "candidates/a decided record is no candidate, whatever keys it holds", func(s *broken) {
		released := make(map[string]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				released[string(c.ID)] = c.Was != nil && c.Was.State == store.StateClaimed && c.Next.State == store.StateWaiting
			}
			return s.Store.Commit(ctx, b)
		}
		pooled(func(p *matching.Pool, _ int) {
			p.Records = slices.DeleteFunc(p.Records, func(c matching.Candidate) bool { return released[c.ID] })
		})(s)
	}},
	{"a record that waits again is not found", "candidates/a decided record is no candidate, whatever keys it holds", func(s *broken) {
		gone := make(map[string]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				gone[string(c.ID)] = gone[string(c.ID)] || c.Next.State.Decided()
			}
			return s.Store.Commit(ctx, b)
		}
		pooled(func(p *matching.Pool, _ int) {
			p.Records = slices.DeleteFunc(p.Records, func(c matching.Candidate) bool { return gone[c.ID] })
		})(s)
	}},
	{"a counted key that a client has lost is counted", "candidates/keys follow every change of a row", func(s *broken) {
		ever := make(map[matching.Key]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Clients {
				for _, k := range c.Next.Keys {
					ever[k] = true
				}
			}
			return s.Store.Commit(ctx, b)
		}
		pooled(func(p *matching.Pool, _ int) {
			for i, c := range p.Counts {
				if c.Key.CountOnly() && ever[c.Key] {
					p.Counts[i].Clients = max(c.Clients, 1)
				}
			}
		})(s)
	}},
	{"candidates come once for each key", "candidates/everyone who shares a key is returned once, ordered by id", pooled(func(p *matching.Pool, _ int) {
		if len(p.Counts) > 1 {
			p.Clients = append(p.Clients, p.Clients...)
		}
	})},
	{"candidates come as they are found", "candidates/everyone who shares a key is returned once, ordered by id", pooled(func(p *matching.Pool, _ int) { slices.Reverse(p.Records) })},
	{"records are no candidates", "candidates/everyone who shares a key is returned once, ordered by id", pooled(func(p *matching.Pool, _ int) { p.Records = nil })},
	{"counts come in the order of the keys", "candidates/counts come in the order asked, and are of clients", func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			return s.Store.Candidates(ctx, a, slices.Sorted(slices.Values(ks)), limit)
		}
	}},
	{"a key that nobody carries has no count", "candidates/counts come in the order asked, and are of clients", pooled(func(p *matching.Pool, _ int) {
		p.Counts = slices.DeleteFunc(p.Counts, func(c matching.KeyCount) bool { return c.Clients == 0 })
	})},
	{"counts are of records too", "candidates/counts come in the order asked, and are of clients", pooled(func(p *matching.Pool, _ int) {
		for i := range p.Counts {
			p.Counts[i].Clients += len(p.Records)
		}
	})},
	{"counts stop at the limit", "candidates/a key that is only counted is never followed", pooled(func(p *matching.Pool, limit int) {
		for i := range p.Counts {
			p.Counts[i].Clients = min(p.Counts[i].Clients, limit)
		}
	})},
	{"counted keys say that they were truncated", "candidates/a key that is only counted is never followed", pooled(func(p *matching.Pool, limit int) {
		for i, c := range p.Counts {
			p.Counts[i].Truncated = c.Truncated || c.Clients > limit
		}
	})},
	{"counted keys are followed", "candidates/a key that is only counted is never followed", func(s *broken) {
		all := remember(s)
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			p.Clients = nil
			for _, c := range *all {
				if slices.ContainsFunc(c.Keys, func(k matching.Key) bool { return slices.Contains(ks, k) }) {
					p.Clients = append(p.Clients, matching.Candidate{ID: string(c.ID), Profile: c.Profile})
				}
			}
			return p, err
		}
	}},
	{"a block at the limit is truncated", "candidates/a block up to the limit is followed, and counted exactly", func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			return s.Store.Candidates(ctx, a, ks, limit-1)
		}
	}},
	{"a truncation is not mentioned", "candidates/a block over the limit is followed or says that it was truncated", pooled(func(p *matching.Pool, _ int) {
		for i := range p.Counts {
			p.Counts[i].Truncated = false
		}
	})},
	{"the limit is one of people, not of a block", "candidates/a block over the limit is followed or says that it was truncated", pooled(func(p *matching.Pool, _ int) {
		p.Clients = nil
	})},
	{"the limit is one of clients alone", "candidates/a block of records over the limit is followed or says that it was truncated", pooled(func(p *matching.Pool, _ int) {
		for i := range p.Counts {
			p.Counts[i].Truncated = p.Counts[i].Clients > 5
		}
	})},
	{"keys of former versions stay", "candidates/keys follow every change of a row", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Clients {
				if old, err := clientOf(ctx, s.Store, b.Authority, c.ID); err == nil {
					c.Next.Keys = append(c.Next.Keys, old.Keys...)
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a profile that is emptied stays", "candidates/keys follow every change of a row", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Clients {
				if c.Was != nil && len(c.Next.Keys) > 0 {
					c.Next.Profile = cmp.Or(c.Next.Profile, c.Was.Profile)
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"candidates show who they were", "candidates/keys follow every change of a row", func(s *broken) {
		first := make(map[string]matching.Profile)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Clients {
				if c.Expect == 0 {
					first[string(c.ID)] = c.Next.Profile
				}
			}
			return s.Store.Commit(ctx, b)
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			for i, c := range p.Clients {
				p.Clients[i].Profile = first[c.ID]
			}
			return p, err
		}
	}},
	{"decided records are candidates while they hold keys", "candidates/a decided record is no candidate, whatever keys it holds", written(func(r *store.Record) {
		if len(r.Keys) > 0 {
			r.State = store.StateWaiting
		}
	})},
	{"decided records are never unindexed", "candidates/a tombstone leaves no key and no candidate", func(s *broken) {
		var ghosts []matching.Candidate
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				ghosts = append(ghosts, matching.Candidate{ID: string(c.ID)})
			}
			return s.Store.Commit(ctx, b)
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			p.Records = ghosts[:1]
			return p, err
		}
	}},
	{"a search looks for clients first and for records after", "storms/a search in a storm finds whoever becomes a client", func(s *broken) {
		between, became := make(chan struct{}), make(chan struct{})
		begin, end := sync.OnceFunc(func() { close(between) }), sync.OnceFunc(func() { close(became) })
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error { // nobody becomes a client before a search is under way
			if len(b.Clients) == 0 || len(b.Records) == 0 {
				return commit(ctx, b)
			}
			wait(ctx, between)
			defer end()
			return commit(ctx, b)
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			begin()
			wait(ctx, became)
			late, errLate := s.Store.Candidates(ctx, a, ks, limit)
			p.Records = late.Records
			return p, errors.Join(err, errLate)
		}
	}},
	{"the register counts everybody's clients", "candidates/the register is counted", pooledWith(func(s *broken, p *matching.Pool) {
		theirs, _ := s.Store.Candidates(context.Background(), there, nil, 1)
		p.Size += theirs.Size
	})},
	{"who has no keys is counted out again with every write", "candidates/the register is counted", func(s *broken) {
		out := 0
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			for _, c := range b.Clients {
				if err == nil && c.Expect > 0 && len(c.Next.Keys)+len(c.Was.Keys) == 0 {
					out++
				}
			}
			return err
		}
		pooled(func(p *matching.Pool, _ int) { p.Size -= out })(s)
	}},
	{"the register counts who was erased", "candidates/the register is counted", pooledWith(func(s *broken, p *matching.Pool) {
		all, _ := s.Store.Clients(context.Background(), store.ClientQuery{Authority: here, Limit: store.MaxPage})
		p.Size = len(all.Clients)
	})},
	{"a search without keys knows nothing of the register", "candidates/the register is counted", pooled(func(p *matching.Pool, _ int) {
		if len(p.Counts) == 0 {
			p.Size = 0
		}
	})},
	{"counts stop at a thousand", "candidates/large numbers are within a tenth of the truth", pooled(func(p *matching.Pool, _ int) {
		for i := range p.Counts {
			p.Counts[i].Clients = min(p.Counts[i].Clients, 1001)
		}
	})},
	{"the size of a large register is not known", "candidates/large numbers are within a tenth of the truth", pooled(func(p *matching.Pool, _ int) {
		if p.Size > 1000 {
			p.Size = -1
		}
	})},
	{"what is only counted is counted just past the limit", "candidates/a key that is only counted is never followed", pooled(func(p *matching.Pool, limit int) {
		for i := range p.Counts {
			p.Counts[i].Clients = min(p.Counts[i].Clients, limit+1)
		}
	})},
	{"keys lose their highest bit", "candidates/keys are 64 bits wide", keyed(func(k matching.Key) matching.Key { return k &^ (1 << 63) })},
	{"keys are 32 bits wide", "candidates/keys are 64 bits wide", keyed(func(k matching.Key) matching.Key { return matching.Key(uint32(k)) | k&(1<<63) })},
	{"keys are floating point", "candidates/keys are 64 bits wide", keyed(func(k matching.Key) matching.Key { return matching.Key(float64(k)) })},
	{"the search forgets the authority", "tenancy/an authority's answers are the same whoever else is there", func(s *broken) {
		var mu sync.Mutex
		towns := make(map[store.Authority]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			mu.Lock()
			defer mu.Unlock()
			towns[b.Authority] = true
			return s.Store.Commit(ctx, b)
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			for town := range towns {
				if town != a {
					theirs, _ := s.Store.Candidates(ctx, town, ks, limit)
					p.Clients = append(p.Clients, theirs.Clients...)
				}
			}
			slices.SortFunc(p.Clients, func(a, b matching.Candidate) int { return cmp.Compare(a.ID, b.ID) })
			return p, err
		}
	}},
	{"counts are everybody's", "tenancy/authorities that use the same ids never meet", func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			theirs, _ := s.Store.Candidates(ctx, "authority-11", ks, limit)
			for i := range p.Counts {
				p.Counts[i].Clients += theirs.Counts[i].Clients
			}
			return p, err
		}
	}},
}

// wait waits for something to happen, unless nobody waits any more.
func wait(ctx context.Context, happening <-chan struct{}) {
	select {
	case <-happening:
	case <-ctx.Done():
	}
}

// pooled does something to what a search found.
func pooled(spoil func(p *matching.Pool, limit int)) func(*broken) {
	return func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			spoil(&p, limit)
			return p, err
		}
	}
}

// pooledWith does something to what a search found, for which it needs the store.
func pooledWith(spoil func(*broken, *matching.Pool)) func(*broken) {
	return func(s *broken) { pooled(func(p *matching.Pool, _ int) { spoil(s, p) })(s) }
}

// keyed narrows keys on their way in and out.
func keyed(narrow func(matching.Key) matching.Key) func(*broken) {
	each := func(ks []matching.Key) []matching.Key {
		ks = slices.Clone(ks)
		for i, k := range ks {
			ks[i] = narrow(k)
		}
		return ks
	}
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Clients {
				c.Next.Keys = each(c.Next.Keys)
			}
			return s.Store.Commit(ctx, b)
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, each(ks), limit)
			for i, k := range ks {
				p.Counts[i].Key = k
			}
			return p, err
		}
	}
}

// remember keeps every client that is committed.
func remember(s *broken) *[]store.Client {
	all := new([]store.Client)
	s.commit = func(ctx context.Context, b store.Batch) error {
		for _, c := range b.Clients {
			*all = append(*all, c.Next.Clone())
		}
		return s.Store.Commit(ctx, b)
	}
	return all
}
