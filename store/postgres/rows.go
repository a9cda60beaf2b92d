package postgres

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// A row is kept in parts: what statements select by, the profile, the keys, and
// as body all the rest in the encoding of package store.

// stored is the part of a row that comes back from the database.
type stored struct {
	ID            string
	Version       int64
	Profile       []byte
	Keys, Counted []int64
	Body          []byte
}

func (s *stored) fields() []any {
	return []any{&s.ID, &s.Version, &s.Profile, &s.Keys, &s.Counted, &s.Body}
}

// errAnother: the body of a row names another row, as after a copy that went wrong. It is
// unreadable: decoded, it would be taken for that other one.
var errAnother = fmt.Errorf("%w: the row of another", store.ErrFormat)

func (s *stored) record(a store.Authority) (store.Record, error) {
	r, err := store.DecodeRecord(s.Body)
	if err != nil {
		return store.Record{}, err
	}
	if r.Authority != a || string(r.ID) != s.ID {
		return store.Record{}, errAnother
	}
	r.Profile, r.Version = matching.Profile(s.Profile), store.Version(s.Version)
	r.Keys = mixerOf(a).join(s.Keys, s.Counted)
	return r, nil
}

func (s *stored) client(a store.Authority) (store.Client, error) {
	c, err := store.DecodeClient(s.Body)
	if err != nil {
		return store.Client{}, err
	}
	if c.Authority != a || string(c.ID) != s.ID {
		return store.Client{}, errAnother
	}
	c.Profile, c.Version = matching.Profile(s.Profile), store.Version(s.Version)
	c.Keys = mixerOf(a).join(s.Keys, s.Counted)
	return c, nil
}

// recordArgs are the arguments of insertRecord and updateRecord.
func recordArgs(expect store.Version, r store.Record) ([]any, error) {
	profile, holder := []byte(r.Profile), ""
	followed, counted := mixerOf(r.Authority).split(r.Keys)
	r.Profile, r.Keys, r.Version = "", nil, expect+1
	body, err := store.EncodeRecord(r)
	if err != nil {
		return nil, err
	}
	if r.Claim != nil {
		holder = string(r.Claim.Officer)
	}
	return []any{string(r.Authority), string(r.ID), int64(expect), !r.State.Decided(), store.Instant(r.Received), string(r.System),
		string(r.State), string(r.Channel), holder, string(r.Provider), profile, followed, counted, string(body)}, nil
}

// clientArgs are the arguments of insertClient and updateClient. The keys that
// the tally counts, and the slot of whoever has any key, are among them, and returned beside them.
func clientArgs(expect store.Version, c store.Client) (args []any, counted []int64, err error) {
	profile := []byte(c.Profile)
	followed, _ := mixerOf(c.Authority).split(c.Keys)
	counted = countedBy(c)
	c.Profile, c.Keys, c.Version = "", nil, expect+1
	body, err := store.EncodeClient(c)
	if err != nil {
		return nil, nil, err
	}
	return []any{string(c.Authority), string(c.ID), int64(expect), digest(c.Reference), profile, followed, counted, string(body)}, counted, nil
}

// countedBy are the keys of the tally that count a client: those that are only
// counted, and the slot of whoever has any key.
func countedBy(c store.Client) []int64 {
	_, counted := mixerOf(c.Authority).split(c.Keys)
	if len(c.Keys) > 0 {
		counted = append(counted, size)
	}
	return counted
}

// departed are the keys of the tally that count whoever carries a key no more.
func departed(was, next store.Client) (counted []int64) {
	if slices.Equal(was.Keys, next.Keys) {
		return nil
	}
	before, _ := mixerOf(was.Authority).split(was.Keys)
	after, _ := mixerOf(next.Authority).split(next.Keys)
	for _, k := range before {
		if !slices.Contains(after, k) {
			counted = append(counted, departures(k))
		}
	}
	return counted
}

// digest stands for a client reference in the unique index: when a reference
// is taken the server logs the entry, and it says nothing.
func digest(reference string) []byte {
	if reference == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(reference))
	return sum[:16]
}

func eventArgs(e store.Event) []any {
	return []any{string(e.Authority), string(e.ID), store.Instant(e.At), e.Kind, string(e.System), string(e.Actor), string(e.Record),
		int64(e.Version), string(e.Client), string(e.Case), e.Code, e.Previous, e.Digest}
}

// eventFields are where a row of eventColumns goes.
func eventFields(e *store.Event) []any {
	return []any{&e.ID, &e.At, &e.Kind, &e.System, &e.Actor, &e.Record, &e.Version, &e.Client, &e.Case, &e.Code, &e.Previous, &e.Digest}
}
