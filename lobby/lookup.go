package lobby

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// A store finds rows by opaque keys and by nothing else. What an officer reads
// off a letter, or hears on the phone, is found by keys of our own beside the
// matcher's: 63 bits of a digest, so that none is a count-only key and no two
// meet by chance.

// The kinds of things that are looked up.
const (
	byReference = "reference"  // a client's
	byShort     = "short"      // a record's Short
	bySenderKey = "sender-key" // a record's
)

func lookupKey(a store.Authority, kind, text string) matching.Key {
	sum := sha256.Sum256(parts("lookup", string(a), kind, spelled(text)))
	return matching.Key(binary.BigEndian.Uint64(sum[:8]) &^ (1 << 63))
}

// spelled folds what people change when they copy a reference.
func spelled(text string) string { return strings.ToUpper(strings.TrimSpace(text)) }

// indexClient makes what a store finds a client by and compares it with: nothing
// of one that is offered no more.
func (s *Service) indexClient(c *store.Client) {
	c.Keys, c.Profile = nil, ""
	if !eligible(*c) {
		return
	}
	q := s.matcher.Prepare(c.Person)
	c.Keys, c.Profile = q.Keys, q.Profile
	if c.Reference != "" {
		c.Keys = united(q.Keys, lookupKey(c.Authority, byReference, c.Reference))
	}
}

// indexRecord makes what a store finds an undecided record by and compares it with.
func (s *Service) indexRecord(r *store.Record) {
	more := []matching.Key{lookupKey(r.Authority, byShort, Short(r.ID))}
	if r.SenderKey != "" {
		more = append(more, lookupKey(r.Authority, bySenderKey, r.SenderKey))
	}
	q := s.matcher.Prepare(r.Person)
	r.Keys, r.Profile = united(q.Keys, more...), q.Profile
}

// united joins keys, sorted and unique.
func united(keys []matching.Key, more ...matching.Key) []matching.Key {
	keys = append(slices.Clone(keys), more...)
	slices.Sort(keys)
	return slices.Compact(keys)
}
