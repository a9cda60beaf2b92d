package storetest

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// relation is a comparison that is not byte for byte.
type relation struct {
	name  string
	holds func(asked, stored string) bool
}

// through compares what a fold makes of both.
func through(fold func(string) string) func(asked, stored string) bool {
	return func(asked, stored string) bool { return fold(asked) == fold(stored) }
}

// unseen drops what is not seen, or not told apart.
var unseen = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2010", "-", "\u2013", "-", "\u2019", "'")

var relations = []relation{
	{"by a collation that folds case", strings.EqualFold},
	{"by a collation that folds accents", through(func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 0x300 && r < 0x370 {
				return -1
			}
			return r
		}, norm.NFD.String(s))
	})},
	{"by a collation that pads with spaces", through(func(s string) string { return strings.TrimRight(s, " ") })},
	{"with spaces trimmed", through(strings.TrimSpace)},
	{"by its normal form", through(norm.NFKC.String)},
	{"by a collation that gives no weight to what is not seen", through(unseen.Replace)},
	{"by a collation that folds kana", through(func(s string) string {
		return strings.Map(func(r rune) rune {
			if 'ァ' <= r && r <= 'ヶ' {
				r -= 'ァ' - 'ぁ'
			}
			return r
		}, s)
	})},
	{"by what is left of it in an address", through(func(s string) string {
		plain, err := url.QueryUnescape(s)
		if err != nil {
			return s
		}
		return plain
	})},
	{"by the place that it names in a folder", through(path.Clean)},
	{"by its number", through(func(s string) string {
		n, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return s
		}
		return fmt.Sprint(n)
	})},
	{"by its beginning", func(asked, stored string) bool { return strings.HasPrefix(stored, asked) }},
	{"by its first 100 bytes", through(func(s string) string { return s[:min(len(s), 100)] })},
	{"by all but its last byte", through(func(s string) string {
		if len(s) < 2 {
			return s
		}
		return s[:len(s)-1]
	})},
	{"as a pattern", func(asked, stored string) bool {
		return asked == stored || strings.Contains(asked, "%") && strings.HasPrefix(stored, asked[:strings.Index(asked, "%")])
	}},
}

// recordFields are what a query for records compares, each made equal where a
// relation holds.
var recordFields = map[string]func(*store.Query, *store.Record, func(asked, stored string) bool){
	"the system": func(q *store.Query, r *store.Record, holds func(a, b string) bool) {
		if q.System != "" && holds(string(q.System), string(r.System)) {
			r.System = q.System
		}
	},
	"a state": func(q *store.Query, r *store.Record, holds func(a, b string) bool) {
		if len(q.States) > 0 && holds(string(q.States[0]), string(r.State)) {
			r.State = q.States[0]
		}
	},
	"a channel": func(q *store.Query, r *store.Record, holds func(a, b string) bool) {
		if len(q.Channels) > 0 && holds(string(q.Channels[0]), string(r.Channel)) {
			r.Channel = q.Channels[0]
		}
	},
	"the provider": func(q *store.Query, r *store.Record, holds func(a, b string) bool) {
		if q.Provider != "" && holds(string(q.Provider), string(r.Provider)) {
			r.Provider = q.Provider
		}
	},
	"the officer": func(q *store.Query, r *store.Record, holds func(a, b string) bool) {
		if q.Holder != "" && r.Claim != nil && holds(string(q.Holder), string(r.Claim.Officer)) {
			r.Claim = &store.Claim{Officer: q.Holder}
		}
	},
}

// eventFields are what a query for events compares, likewise.
var eventFields = map[string]func(q store.EventQuery, e store.Event, acked []store.Ack, holds func(a, b string) bool) (asked bool){
	"an event's record": func(q store.EventQuery, e store.Event, _ []store.Ack, holds func(a, b string) bool) bool {
		return q.Record == "" || holds(string(q.Record), string(e.Record))
	},
	"an event's system": func(q store.EventQuery, e store.Event, _ []store.Ack, holds func(a, b string) bool) bool {
		return q.System == "" || holds(string(q.System), string(e.System))
	},
	"an event's client": func(q store.EventQuery, e store.Event, _ []store.Ack, holds func(a, b string) bool) bool {
		return q.Client == "" || holds(string(q.Client), string(e.Client))
	},
	"the consumer": func(q store.EventQuery, e store.Event, acked []store.Ack, holds func(a, b string) bool) bool {
		return q.Unacked == "" || !slices.ContainsFunc(acked, func(k store.Ack) bool {
			return k.Event == e.ID && holds(string(q.Unacked), string(k.Consumer))
		})
	},
}

var compareMutants = slices.Concat(looseMutants(), []mutant{
	{"councils are told apart by a collation that folds case", "comparison/what is one name to one council is another's to another", council(strings.ToLower)},
	{"councils are told apart with spaces trimmed", "comparison/what is one name to one council is another's to another", council(strings.TrimSpace)},
	{"councils are told apart by their normal form", "comparison/what is one name to one council is another's to another", council(norm.NFKC.String)},
	{"councils are told apart by their first 128 bytes", "comparison/what is one name to one council is another's to another", council(func(s string) string { return s[:min(len(s), 128)] })},
	{"the size is counted by the beginning of a council", "comparison/what is one name to one council is another's to another", func(s *broken) {
		sizes := counting(s)
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			for other, n := range sizes {
				if other != a && strings.HasPrefix(string(other), string(a)) {
					p.Size += n
				}
			}
			return p, err
		}
	}},
	{"rows are keyed council:id", "comparison/fields that join alike are kept apart", collides(func(b store.Batch) (all []string) {
		for _, c := range b.Records {
			all = append(all, fmt.Sprintf("%s:%s", b.Authority, c.ID))
		}
		return all
	})},
	{"clients are keyed council/id", "comparison/fields that join alike are kept apart", collides(func(b store.Batch) (all []string) {
		for _, c := range b.Clients {
			all = append(all, fmt.Sprintf("%s/%s", b.Authority, c.ID))
		}
		return all
	})},
	{"rows are keyed by council and id with nothing between", "comparison/fields that join alike are kept apart", collides(func(b store.Batch) (all []string) {
		for _, c := range b.Records {
			all = append(all, fmt.Sprintf("%s%s", b.Authority, c.ID))
		}
		return all
	})},
	{"references are keyed council-reference", "comparison/fields that join alike are kept apart", collides(func(b store.Batch) (all []string) {
		for _, c := range b.Clients {
			all = append(all, fmt.Sprintf("%s-%s", b.Authority, c.Next.Reference))
		}
		return all
	})},
	{"rows are keyed by councils and ids in quotes", "comparison/fields that join alike are kept apart", collides(func(b store.Batch) (all []string) {
		for _, c := range b.Records {
			all = append(all, fmt.Sprintf(`"%s","%s"`, b.Authority, c.ID))
		}
		return all
	})},
	{"events are keyed council|id", "comparison/fields that join alike are kept apart", func(s *broken) {
		told := make(map[string]store.Authority)
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			b.Events = slices.DeleteFunc(b.Events, func(e store.Event) bool {
				key := fmt.Sprintf("%s|%s", b.Authority, e.ID)
				owner, found := told[key]
				told[key] = b.Authority
				return found && owner != b.Authority
			})
			return s.Store.Commit(ctx, b)
		}
	}},
	{"acknowledgements are keyed council:consumer:event", "comparison/fields that join alike are kept apart", acked(func(a store.Authority, k store.Ack) string {
		return fmt.Sprintf("%s:%s:%s", a, k.Consumer, k.Event)
	})},
	{"acknowledgements are keyed consumer:event", "comparison/a consumer and an event that join alike are kept apart", acked(func(a store.Authority, k store.Ack) string {
		return fmt.Sprintf("%d %s %s:%s", len(a), a, k.Consumer, k.Event)
	})},
	{"acknowledgements are keyed consumer and event, with nothing between", "comparison/a consumer and an event that join alike are kept apart", acked(func(a store.Authority, k store.Ack) string {
		return fmt.Sprintf("%d %s %s%s", len(a), a, k.Consumer, k.Event)
	})},
	{"acknowledgements are keyed consumer//event", "comparison/a consumer and an event that join alike are kept apart", acked(func(a store.Authority, k store.Ack) string {
		return fmt.Sprintf("%d %s %s//%s", len(a), a, k.Consumer, k.Event)
	})},
	{"a list is keyed system:channel", "comparison/filters that join alike are kept apart", selecting(func(q store.Query, r store.Record) bool {
		if q.System == "" || len(q.Channels) == 0 {
			return selects(q, r)
		}
		return string(q.System)+":"+string(q.Channels[0]) == string(r.System)+":"+string(r.Channel)
	})},
	{"a list is keyed provider#officer", "comparison/filters that join alike are kept apart", selecting(func(q store.Query, r store.Record) bool {
		if q.Provider == "" || q.Holder == "" {
			return selects(q, r)
		}
		return r.Claim != nil && string(q.Provider)+"#"+string(q.Holder) == string(r.Provider)+"#"+string(r.Claim.Officer)
	})},
	{"events are keyed record.client", "comparison/filters that join alike are kept apart", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, store.EventQuery{Authority: q.Authority, Limit: store.MaxPage})
			return slices.DeleteFunc(page, func(e store.Event) bool {
				return string(q.Record)+"."+string(q.Client) != string(e.Record)+"."+string(e.Client)
			}), err
		}
	}},
	{"profiles are kept by id alone", "comparison/a record and a client of one id are two, in every index", func(s *broken) {
		profiles := make(map[string]matching.Profile)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Clients {
				profiles[string(c.ID)] = c.Next.Profile
			}
			for _, c := range b.Records {
				profiles[string(c.ID)] = c.Next.Profile
			}
			return s.Store.Commit(ctx, b)
		}
		pooled(func(p *matching.Pool, _ int) {
			for i, c := range p.Clients {
				p.Clients[i].Profile = profiles[c.ID]
			}
		})(s)
	}},
	{"a decided record takes the keys of the client of its id", "comparison/a record and a client of one id are two, in every index", func(s *broken) {
		decided := make(map[string]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				decided[string(c.ID)] = c.Next.State.Decided()
			}
			return s.Store.Commit(ctx, b)
		}
		pooled(func(p *matching.Pool, _ int) {
			p.Clients = slices.DeleteFunc(p.Clients, func(c matching.Candidate) bool { return decided[c.ID] })
		})(s)
	}},
	{"a trail is of an id, be it a record's or a client's", "comparison/a record and a client of one id are two, in every index", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, store.EventQuery{Authority: q.Authority, Limit: store.MaxPage})
			return slices.DeleteFunc(page, func(e store.Event) bool {
				return q.Record != "" && string(q.Record) != string(e.Record) && string(q.Record) != string(e.Client)
			}), err
		}
	}},
})

// looseMutants compare one field in one way that is not byte for byte.
func looseMutants() (all []mutant) {
	const caught = "comparison/whatever a query compares is compared byte for byte"
	for _, rel := range relations {
		for field, liken := range recordFields {
			all = append(all, mutant{field + " is compared " + rel.name, caught, selecting(func(q store.Query, r store.Record) bool {
				liken(&q, &r, rel.holds)
				return selects(q, r)
			})})
		}
		for field, asks := range eventFields {
			all = append(all, mutant{field + " is compared " + rel.name, caught, func(s *broken) {
				var given []store.Ack
				s.commit = func(ctx context.Context, b store.Batch) error {
					given = append(given, b.Acks...)
					return s.Store.Commit(ctx, b)
				}
				s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
					page, err := s.Store.Events(ctx, store.EventQuery{Authority: q.Authority, Limit: store.MaxPage})
					page = slices.DeleteFunc(page, func(e store.Event) bool { return !asks(q, e, given, rel.holds) })
					return page[:min(len(page), q.Limit)], err
				}
			}})
		}
	}
	slices.SortFunc(all, func(a, b mutant) int { return strings.Compare(a.name, b.name) })
	return all
}

// selecting answers queries for records by another rule than the contract's.
func selecting(rule func(store.Query, store.Record) bool) func(*broken) {
	return listed(func(all []store.Record, q store.Query) []store.Record {
		return slices.DeleteFunc(from(all, q), func(r store.Record) bool { return !rule(q, r) })
	})
}

// council takes councils for one that a fold makes one of.
func council(fold func(string) string) func(*broken) {
	as := func(a store.Authority) store.Authority { return store.Authority(fold(string(a))) }
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error { return s.Store.Commit(ctx, in(as(b.Authority), b)) }
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			return s.Store.Rows(ctx, as(a), ids)
		}
	}
}

// counting counts the clients of each council.
func counting(s *broken) map[store.Authority]int {
	sizes := make(map[store.Authority]int)
	s.commit = func(ctx context.Context, b store.Batch) error {
		sizes[b.Authority] += len(b.Clients)
		return s.Store.Commit(ctx, b)
	}
	return sizes
}

// collides refuses what another council has under the same joined key.
func collides(keysOf func(store.Batch) []string) func(*broken) {
	return func(s *broken) {
		owners := make(map[string]store.Authority)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, k := range keysOf(b) {
				if owner, found := owners[k]; found && owner != b.Authority {
					return store.ErrConflict
				}
				owners[k] = b.Authority
			}
			return s.Store.Commit(ctx, b)
		}
	}
}

// acked keeps acknowledgements under a joined key.
func acked(key func(store.Authority, store.Ack) string) func(*broken) {
	return func(s *broken) {
		var mu sync.Mutex
		given := make(map[string]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			mu.Lock()
			defer mu.Unlock()
			for _, k := range b.Acks {
				given[key(b.Authority, k)] = true
			}
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, store.EventQuery{Authority: q.Authority, Record: q.Record, Client: q.Client, Limit: store.MaxPage})
			page = slices.DeleteFunc(page, func(e store.Event) bool {
				return q.Unacked != "" && given[key(q.Authority, store.Ack{Consumer: q.Unacked, Event: e.ID})]
			})
			return page[:min(len(page), q.Limit)], err
		}
	}
}
