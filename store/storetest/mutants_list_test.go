package storetest

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	everyField    = "rows/every field comes back as given"
	limitOfNone   = "candidates/a limit of 0 finds nobody, and says of whom there are"
	replacedWhole = "versions/a list is replaced whole, by a shorter one and by one in another order"
	keepsItsID    = "versions/a row that is removed, erased or merged keeps its id"
	askedTwice    = "candidates/a key asked twice is answered twice, and a key carried twice is carried once"
)

var listMutants = []mutant{
	{"cases come back by id", everyField, writtenClient(func(c *store.Client) {
		slices.SortFunc(c.Cases, func(a, b store.Case) int { return cmp.Compare(a.ID, b.ID) })
	})},
	{"cases come back newest first", everyField, writtenClient(func(c *store.Client) { slices.Reverse(c.Cases) })},
	{"the tasks of a case come back by title", everyField, writtenClient(func(c *store.Client) {
		for i := range c.Cases {
			slices.SortFunc(c.Cases[i].Tasks, func(a, b store.Task) int { return cmp.Compare(a.Title, b.Title) })
		}
	})},
	{"only the first three people of a case are kept, once each", everyField, writtenClient(func(c *store.Client) {
		for i := range c.Cases {
			c.Cases[i].Household = c.Cases[i].Household[:min(len(c.Cases[i].Household), 2)]
		}
	})},
	{"tasks come back by id", everyField, written(func(r *store.Record) {
		slices.SortFunc(r.Tasks, func(a, b store.Task) int { return cmp.Compare(a.ID, b.ID) })
	})},
	{"e-mail addresses are a set", everyField, written(func(r *store.Record) {
		slices.Sort(r.Person.Emails)
		r.Person.Emails = slices.Compact(r.Person.Emails)
	})},
	{"telephone numbers come once each", everyField, written(func(r *store.Record) {
		var once []string
		for _, p := range r.Person.Phones {
			if !slices.Contains(once, p) {
				once = append(once, p)
			}
		}
		r.Person.Phones = once
	})},
	{"previous postcodes are sorted", everyField, written(func(r *store.Record) { slices.Sort(r.Person.PreviousPostcodes) })},
	{"a household has nobody twice", everyField, written(func(r *store.Record) {
		if len(r.Household) > 2 {
			r.Household = r.Household[:2]
		}
	})},
	{"whom an officer compared comes back by client", everyField, written(func(r *store.Record) {
		if r.Decision != nil {
			slices.SortFunc(r.Decision.Compared, func(a, b store.Verdict) int { return cmp.Compare(a.Client, b.Client) })
		}
	})},
	{"levels are a set", everyField, written(func(r *store.Record) {
		if r.Decision != nil && len(r.Decision.Compared) > 0 {
			slices.Sort(r.Decision.Compared[0].Levels)
		}
	})},
	{"keys come back in the order of signed numbers", "rows/the largest numbers come back as given", written(func(r *store.Record) {
		slices.SortFunc(r.Keys, func(a, b matching.Key) int { return cmp.Compare(int64(a), int64(b)) })
	})},
	{"lists of more than two end", everyField, written(func(r *store.Record) { r.Tasks = r.Tasks[:min(len(r.Tasks), 2)] })},
	{"records are ordered by UTF-16", "paging/records come in the order of arrival, ties by id", listed(func(all []store.Record, q store.Query) []store.Record {
		slices.SortFunc(all, func(a, b store.Record) int {
			return cmp.Or(a.Received.Compare(b.Received), byUTF16(string(a.ID), string(b.ID)))
		})
		return from(all, q)
	})},
	{"events are ordered by UTF-16", "events/events come in the order of time, ties by id", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			slices.SortFunc(page, func(a, b store.Event) int { return cmp.Or(a.At.Compare(b.At), byUTF16(string(a.ID), string(b.ID))) })
			return page, err
		}
	}},
	{"candidates are ordered by UTF-16", "candidates/everyone who shares a key is returned once, ordered by id", pooled(func(p *matching.Pool, _ int) {
		slices.SortFunc(p.Clients, func(a, b matching.Candidate) int { return byUTF16(a.ID, b.ID) })
	})},
	{"rows read at once are ordered by UTF-16", "rows/many rows are read at once", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			slices.SortFunc(rows.Records, func(a, b store.Record) int { return byUTF16(string(a.ID), string(b.ID)) })
			return rows, err
		}
	}},
	{"of clients 256 are read at once", "rows/as many rows as the contract allows are read at once", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			rows.Clients = rows.Clients[:min(len(rows.Clients), 256)]
			return rows, err
		}
	}},
	{"clients that are read at once are ordered by a dictionary", "rows/many rows are read at once", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			slices.SortFunc(rows.Clients, func(a, b store.Client) int {
				return cmp.Compare(strings.ToLower(string(a.ID)), strings.ToLower(string(b.ID)))
			})
			return rows, err
		}
	}},
	{"a key asked twice has one count", askedTwice, func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			var once []matching.Key
			for _, k := range ks {
				if !slices.Contains(once, k) {
					once = append(once, k)
				}
			}
			return s.Store.Candidates(ctx, a, once, limit)
		}
	}},
	{"a key asked twice is counted twice", askedTwice, pooled(func(p *matching.Pool, _ int) {
		counts := slices.Clone(p.Counts)
		for i, c := range counts {
			for j, d := range counts {
				if i != j && c.Key == d.Key {
					p.Counts[i].Clients += d.Clients
				}
			}
		}
	})},
	{"a key asked again is not answered", askedTwice, pooled(func(p *matching.Pool, _ int) {
		seen := make(map[matching.Key]bool)
		for i, c := range p.Counts {
			if seen[c.Key] {
				p.Counts[i].Clients = 0
			}
			seen[c.Key] = true
		}
	})},
	{"a key asked twice, one after the other, is answered once", askedTwice, pooled(func(p *matching.Pool, _ int) {
		p.Counts = slices.CompactFunc(p.Counts, func(a, b matching.KeyCount) bool { return a.Key == b.Key })
	})},
	{"a key carried twice is counted twice", askedTwice, func(s *broken) {
		extra := make(map[matching.Key]int)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Clients {
				for i := range c.Next.Keys[:max(0, len(c.Next.Keys)-1)] {
					if c.Next.Keys[i] == c.Next.Keys[i+1] {
						extra[c.Next.Keys[i]]++
					}
				}
			}
			return s.Store.Commit(ctx, b)
		}
		pooled(func(p *matching.Pool, _ int) {
			for i, c := range p.Counts {
				p.Counts[i].Clients += extra[c.Key]
			}
		})(s)
	}},
	{"a client who carries a key twice is two clients", askedTwice, pooled(func(p *matching.Pool, _ int) {
		if len(p.Counts) > 2 && p.Counts[0].Key == p.Counts[2].Key {
			p.Clients = append(p.Clients, p.Clients...)
		}
	})},
	{"a row that carries a key twice is refused", askedTwice, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Clients {
				if len(slices.Compact(slices.Clone(c.Next.Keys))) < len(c.Next.Keys) {
					return errors.New("duplicate key value")
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a limit of nothing is no limit", limitOfNone, func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			if limit == 0 {
				limit = math.MaxInt
			}
			return s.Store.Candidates(ctx, a, ks, limit)
		}
	}},
	{"with a limit of nothing nobody is missing", limitOfNone, pooled(func(p *matching.Pool, limit int) {
		for i := range p.Counts {
			p.Counts[i].Truncated = p.Counts[i].Truncated && limit > 0
		}
	})},
	{"the end of a list that was longer stays", replacedWhole, writtenOver(func(was, next *store.Record) {
		if n := len(next.Tasks); n > 0 && n < len(was.Tasks) {
			next.Tasks = append(next.Tasks, was.Tasks[n:]...)
		}
	})},
	{"who was of a household stays in it", replacedWhole, writtenOver(func(was, next *store.Record) {
		for _, m := range was.Household {
			if len(next.Household) > 0 && !slices.ContainsFunc(next.Household, func(n store.Member) bool { return n.Relation == m.Relation }) {
				next.Household = append(next.Household, m)
			}
		}
	})},
	{"what is in a list keeps its place", replacedWhole, writtenOver(func(was, next *store.Record) {
		place := func(k store.Task) int {
			return slices.IndexFunc(was.Tasks, func(w store.Task) bool { return w.ID == k.ID })
		}
		slices.SortStableFunc(next.Tasks, func(a, b store.Task) int { return cmp.Compare(place(a), place(b)) })
	})},
	{"the id of a removed record is free again", keepsItsID, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for i, c := range b.Records {
				if r, err := recordOf(ctx, s.Store, b.Authority, c.ID); err == nil && c.Expect == 0 && r.State == store.StateRemoved {
					b.Records[i].Expect, b.Records[i].Was = r.Version, &r
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"the id of a merged client is free again", keepsItsID, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for i, k := range b.Clients {
				if c, err := clientOf(ctx, s.Store, b.Authority, k.ID); err == nil && k.Expect == 0 && c.MergedInto != "" {
					b.Clients[i].Expect, b.Clients[i].Was = c.Version, &c
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
}

// writtenClient stores clients with something done to them.
func writtenClient(spoil func(*store.Client)) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Clients {
				spoil(c.Next)
			}
			return s.Store.Commit(ctx, b)
		}
	}
}

// writtenOver stores records with something of what they were.
func writtenOver(spoil func(was, next *store.Record)) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Records {
				if c.Was != nil {
					spoil(c.Was, c.Next)
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}
}

// byUTF16 orders texts by their UTF-16 code units, as Java, .NET and JavaScript do.
func byUTF16(a, b string) int {
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}
