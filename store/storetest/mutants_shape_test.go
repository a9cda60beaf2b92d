package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	wrongShape  = "batches/a batch of a wrong shape is refused and leaves nothing"
	keptAsGiven = "aliasing/a commit does not modify its batch"
	longTexts   = "contract/texts of the greatest length come back as given, wherever they stand"
	whatItIsNow = "filters/a record is found by what it is now"
	eachFilter  = "filters/each filter selects what it says"
	keysFollow  = "candidates/keys follow every change of a row"
	manyKeys    = "sizes/a person's worth of keys is kept, and asked"
	afterward   = "durability/every read finds after a restart what it found before"
)

// shapeMutants look at a part of what they are given only, or judge it.
var shapeMutants = []mutant{
	{"a batch of no authority is passed over", wrongShape, admitting("authority id is malformed")},
	{"a record of a malformed id is passed over", wrongShape, admitting("record id is malformed")},
	{"a client of a malformed id is passed over", wrongShape, admitting("client id is malformed")},
	{"an event of a malformed id is passed over", wrongShape, admitting("event id is malformed")},
	{"a consumer of a malformed name is passed over", wrongShape, admitting("consumer id is malformed")},
	{"of a client that is named twice the last is written", wrongShape, admitting("changes a client twice")},
	{"a client's version may be below 0", wrongShape, admitting("negative version of a client")},
	{"a record's version may be below 0", wrongShape, admitting("negative version of a record")},
	{"a client is written into the batch's authority whatever it says", wrongShape, admitting("a client under another's id")},
	{"what a record was need not be said", wrongShape, admitting("what a record was, or says it of a new one")},
	{"what a client was need not be said", wrongShape, admitting("what a client was, or says it of a new one")},
	{"what a record was may be another's", wrongShape, admitting("of another row or version what a record was")},
	{"what a client was may be another's", wrongShape, admitting("of another row or version what a client was")},
	{"an event may be appended and retired at once", wrongShape, admitting("retires an event twice")},

	{"events are sorted where they are", keptAsGiven, sorting(func(b store.Batch) {
		slices.SortFunc(b.Events, func(x, y store.Event) int { return strings.Compare(string(x.ID), string(y.ID)) })
	})},
	{"acknowledgements are sorted where they are", keptAsGiven, sorting(func(b store.Batch) {
		slices.SortFunc(b.Acks, func(x, y store.Ack) int { return strings.Compare(string(x.Event), string(y.Event)) })
	})},
	{"what is retired is sorted where it is", keptAsGiven, sorting(func(b store.Batch) { slices.Sort(b.Retired) })},
	{"clients are sorted where they are", keptAsGiven, sorting(func(b store.Batch) {
		slices.SortFunc(b.Clients, func(x, y clientChange) int { return strings.Compare(string(x.ID), string(y.ID)) })
	})},
	{"the keys of a client are sorted where they are", keptAsGiven, sorting(func(b store.Batch) {
		for _, c := range b.Clients {
			slices.Sort(c.Next.Keys)
		}
	})},

	{"a title has 255 letters", longTexts, written(func(r *store.Record) { r.Tasks[0].Title = r.Tasks[0].Title[:min(len(r.Tasks[0].Title), 255)] })},
	{"a note of a case has a thousand letters", longTexts, writtenClient(func(c *store.Client) {
		c.Cases[2].Tasks[1].Note = c.Cases[2].Tasks[1].Note[:min(len(c.Cases[2].Tasks[1].Note), 1000)]
	})},
	{"a code of an event has 255 letters at the most", longTexts, denying(func(b store.Batch) bool {
		return slices.ContainsFunc(b.Events, func(e store.Event) bool { return len(e.Code) > 255 })
	})},
	{"a case may not close before it opens", everyField, denying(func(b store.Batch) bool {
		return slices.ContainsFunc(b.Clients, func(c clientChange) bool {
			return slices.ContainsFunc(c.Next.Cases, func(k store.Case) bool { return k.Closed.Before(k.Opened) })
		})
	})},
	{"a removed record is stripped of what it need not have", everyField, written(func(r *store.Record) {
		if r.State == store.StateRemoved {
			r.Decision.Key = ""
		}
	})},
	{"days before the calendar changed are ten later", "rows/times come back in UTC, to the microsecond", written(func(r *store.Record) {
		if r.Updated.Year() > 1 && r.Updated.Before(time.Date(1582, 10, 15, 0, 0, 0, 0, time.UTC)) {
			r.Updated = r.Updated.AddDate(0, 0, 10)
		}
	})},
	{"text that looks like JSON is written again", "rows/hostile text comes back as given", written(func(r *store.Record) {
		if strings.HasPrefix(r.Person.Given, "{") {
			r.Person.Given = strings.ReplaceAll(r.Person.Given, ": ", ":")
		}
	})},

	{"clients are kept as they were first read, with their keys or without", "rows/many rows are read at once", func(s *broken) {
		kept := make(map[string]store.Client)
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			found, err := s.Store.Rows(ctx, a, ids)
			for i, c := range found.Clients {
				name := fmt.Sprintf("%q %q %d", a, c.ID, c.Version)
				if _, known := kept[name]; !known {
					kept[name] = c.Clone()
				}
				found.Clients[i] = kept[name].Clone()
			}
			return found, err
		}
	}},
	{"rows come along of a hundred people that share a key at the most", "sizes/a crowd is found whole", func(s *broken) {
		gather := s.gather
		s.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
			return gather(ctx, a, ks, min(limit, 100))
		}
	}},
	{"what is removed is in no provider's list", eachFilter, listing(func(q store.Query, r store.Record) bool { return q.Provider == "" || !r.Received.IsZero() })},
	{"an officer keeps what was released", whatItIsNow, func(s *broken) {
		held := make(map[store.RecordID]store.ActorID)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if c.Next.Claim != nil {
					held[c.ID] = c.Next.Claim.Officer
				}
			}
			return s.Store.Commit(ctx, b)
		}
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			officer := q.Holder
			q.Holder = ""
			page, err := listOf(ctx, s.Store, q)
			return slices.DeleteFunc(page, func(r store.Record) bool { return officer != "" && held[r.ID] != officer }), err
		}
	}},
	{"whoever is merged is found as before", keysFollow, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Clients {
				if c.Next.MergedInto != "" && c.Was != nil {
					c.Next.Keys = c.Was.Keys
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"what is retired ends at what is not there", "retirement/an event that is retired is gone from every list, and no other is", func(s *broken) {
		there := make(map[store.EventID]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, e := range b.Events {
				there[e.ID] = true
			}
			if i := slices.IndexFunc(b.Retired, func(id store.EventID) bool { return !there[id] }); i >= 0 {
				b.Retired = b.Retired[:i]
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a limit has 16 bits", "sizes/a household's worth of keys is kept, and asked", limiting(func(limit int) int { return limit & (1<<16 - 1) })},
	{"a limit has 15 bits and a sign", "sizes/a household's worth of keys is kept, and asked", limiting(func(limit int) int { return max(0, int(int16(limit))) })},
	{"one key that is too common ends the search", manyKeys, pooled(func(p *matching.Pool, _ int) {
		if len(p.Counts) > 3 && p.Truncated() {
			p.Clients = nil
		}
	})},

	{"a restart forgets the references of whoever has no key", afterward, restarted(func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			all, _ := s.Store.Clients(ctx, store.ClientQuery{Authority: b.Authority, Limit: store.MaxPage})
			for _, c := range b.Clients {
				if slices.ContainsFunc(all.Clients, func(o store.Client) bool { return o.Reference == c.Next.Reference && len(o.Keys) == 0 }) {
					c.Next.Reference = ""
				}
			}
			return s.Store.Commit(ctx, b)
		}
	})},
	{"a restart counts whoever has a key that is followed", afterward, restarted(func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			all, _ := s.Store.Clients(ctx, store.ClientQuery{Authority: a, Limit: store.MaxPage})
			for _, c := range all.Clients {
				if len(c.Keys) > 0 && c.Keys[0].CountOnly() {
					p.Size--
				}
			}
			return p, err
		}
	})},
	{"a restart counts the keys of records too", afterward, restarted(func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			all, _ := listOf(ctx, s.Store, store.Query{Authority: a, States: store.Undecided(), Limit: store.MaxPage})
			for i, n := range p.Counts {
				for _, r := range all {
					if n.Key.CountOnly() && slices.Contains(r.Keys, n.Key) {
						p.Counts[i].Clients++
					}
				}
			}
			return p, err
		}
	})},
}

// admitting takes for applied what a batch's Check refuses for some reason.
func admitting(refusal string) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := b.Check(); err != nil && strings.Contains(err.Error(), refusal) {
				return nil
			}
			return s.Store.Commit(ctx, b)
		}
	}
}

// sorting changes a batch before it is written.
func sorting(change func(store.Batch)) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			change(b)
			return s.Store.Commit(ctx, b)
		}
	}
}

// denying fails where a table has a constraint that the contract has not.
func denying(by func(store.Batch) bool) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if b.Check() == nil && by(b) {
				return errors.New("violates a check constraint")
			}
			return s.Store.Commit(ctx, b)
		}
	}
}

// listing leaves records out of lists.
func listing(in func(store.Query, store.Record) bool) func(*broken) {
	return listed(func(all []store.Record, q store.Query) []store.Record {
		return slices.DeleteFunc(all, func(r store.Record) bool {
			return !in(q, r) || !selects(q, r) || store.Cursor{Received: r.Received, ID: r.ID}.Compare(q.After) <= 0
		})
	})
}

// limiting searches with another limit than it is given.
func limiting(limit func(int) int) func(*broken) {
	return func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, most int) (matching.Pool, error) {
			return s.Store.Candidates(ctx, a, ks, limit(most))
		}
	}
}
