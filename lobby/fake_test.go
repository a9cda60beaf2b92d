package lobby_test

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// plainMatcher compares folded values for equality, field by field. It is a
// matcher simple enough to work out on paper, so that the rules of the lobby are
// tested and not those of matching.
type plainMatcher struct{ model string }

type field struct {
	name       string
	agree      float64
	values     func(matching.Person) []string
	discordant float64
}

var fields = []field{
	{"name", 8, func(p matching.Person) []string {
		if p.Given == "" || p.Family == "" {
			return nil
		}
		return []string{p.Given + " " + p.Family}
	}, -4},
	{"date of birth", 8, func(p matching.Person) []string { return []string{p.Born} }, -4},
	{"NI number", 16, func(p matching.Person) []string { return []string{p.NINO} }, -4},
	{"e-mail", 10, func(p matching.Person) []string { return p.Emails }, -1},
	{"phone", 8, func(p matching.Person) []string { return p.Phones }, -1},
	{"postcode", 5, func(p matching.Person) []string { return p.Postcodes }, -1},
}

func folded(vs []string) (out []string) {
	for _, v := range vs {
		if v = strings.ToUpper(strings.ReplaceAll(v, " ", "")); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// Prepare makes a profile that is the person, in JSON.
func (m plainMatcher) Prepare(p matching.Person) matching.Prepared {
	type plain matching.Person
	profile, err := json.Marshal(plain(p))
	if err != nil {
		panic(err)
	}
	return matching.Prepared{Keys: m.keys(p), Ask: m.keys(p), Profile: matching.Profile(profile)}
}

func (plainMatcher) Stale(p matching.Profile) bool { return !strings.HasPrefix(string(p), "{") }

func personOf(q matching.Profile) (p matching.Person) {
	type plain matching.Person
	if err := json.Unmarshal([]byte(q), (*plain)(&p)); err != nil {
		panic(err)
	}
	return p
}

func (plainMatcher) keys(p matching.Person) (keys []matching.Key) {
	for _, f := range fields {
		for _, v := range folded(f.values(p)) {
			sum := sha256.Sum256([]byte(f.name + "|" + v))
			keys = append(keys, matching.Key(binary.BigEndian.Uint64(sum[:8])&^(1<<63)))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (m plainMatcher) Model() string { return cmp.Or(m.model, "plain-1") }

func (m plainMatcher) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	p := personOf(asker.Profile)
	var unread []string
	stale := func(c matching.Candidate) bool {
		if m.Stale(c.Profile) {
			unread = append(unread, c.ID)
		}
		return m.Stale(c.Profile)
	}
	pool.Clients = slices.DeleteFunc(slices.Clone(pool.Clients), stale)
	pool.Records = slices.DeleteFunc(slices.Clone(pool.Records), stale)
	clients, none := weigh(p, pool.Clients, pool.Size)
	records, _ := weigh(p, pool.Records, len(pool.Records))
	return matching.Ranking{
		Clients: clients, Records: records, None: none, Size: pool.Size, Truncated: pool.Truncated(),
		TooFew: len(asker.Keys) == 0, Unread: unread, Model: m.Model(),
	}
}

func weigh(p matching.Person, cs []matching.Candidate, size int) ([]matching.Match, float64) {
	const prior = .5
	d := 1 - prior
	ms := make([]matching.Match, len(cs))
	for i, c := range cs {
		m := matching.Match{ID: c.ID}
		for _, f := range fields {
			e := matching.Evidence{Field: f.name}
			mine, theirs := folded(f.values(p)), folded(f.values(personOf(c.Profile)))
			switch {
			case len(mine) == 0 || len(theirs) == 0:
			case slices.ContainsFunc(mine, func(v string) bool { return slices.Contains(theirs, v) }):
				e.Level, e.Text, e.Bits = "same", "the same", f.agree
			default:
				e.Level, e.Text, e.Bits = "other", "different", f.discordant
			}
			m.Evidence, m.Weight = append(m.Evidence, e), m.Weight+e.Bits
		}
		m.Probability = prior / float64(max(1, size)) * math.Exp2(m.Weight)
		d += m.Probability
		ms[i] = m
	}
	for i := range ms {
		ms[i].Probability /= d
		ms[i].Rating = matching.RatingOf(ms[i].Probability)
	}
	slices.SortFunc(ms, func(a, b matching.Match) int {
		return cmp.Or(cmp.Compare(b.Probability, a.Probability), strings.Compare(a.ID, b.ID))
	})
	return ms, (1 - prior) / d
}

// interrupted is a store in which something happens, once, after a read.
type interrupted struct {
	store.Store
	afterRows, afterRecords, afterEvents func()
}

func (s *interrupted) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	defer once(&s.afterRows)
	return s.Store.Rows(ctx, a, ids)
}

func (s *interrupted) Records(ctx context.Context, q store.Query) (store.Page, error) {
	defer once(&s.afterRecords)
	return s.Store.Records(ctx, q)
}

func (s *interrupted) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	defer once(&s.afterEvents)
	return s.Store.Events(ctx, q)
}

// once does something that has not been done yet.
func once(f *func()) {
	if do := *f; do != nil {
		*f = nil
		do()
	}
}
