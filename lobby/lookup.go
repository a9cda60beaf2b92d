package lobby

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"hash/fnv"
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
	byContent   = "content"    // an undecided record's
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
	more := []matching.Key{s.marks(c.Authority)[shardOf(c.ID)]}
	if c.Reference != "" {
		more = append(more, lookupKey(c.Authority, byReference, c.Reference))
	}
	if c.Restricted {
		more = append(more, restrictedKeys(q.Keys)...)
	}
	c.Keys, c.Profile = united(q.Keys, more...), q.Profile
}

// indexRecord makes what a store finds an undecided record by and compares it with.
func (s *Service) indexRecord(r *store.Record) { s.indexArrival(r, contentOf(r)) }

// indexArrival is the same, with the content at hand.
func (s *Service) indexArrival(r *store.Record, said content) {
	more := []matching.Key{lookupKey(r.Authority, byShort, Short(r.ID)), s.recordMark(r.Authority), said.key}
	if r.SenderKey != "" {
		more = append(more, lookupKey(r.Authority, bySenderKey, r.SenderKey))
	}
	q := s.matcher.Prepare(r.Person)
	keys, all := s.indexHousehold(r, q)
	r.Keys, r.Profile = united(keys, more...), all
}

// Every client carries a mark of the version of the matcher that prepared it, in the
// form of a key that is only counted: the size of the register, less the marks of
// this version, is how many clients are to be prepared again. There are several
// marks of a version, and a client carries one of them, so that those who write
// clients at once seldom count the same.

// shards is how many marks a version has.
const shards = 8

func shardOf(id store.ClientID) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	return int(h.Sum32() % shards)
}

// marks are all of this version's, cut from one digest. Versions differ in what the
// matcher makes of nobody.
func (s *Service) marks(a store.Authority) (marks [shards]matching.Key) {
	sum := sha512.Sum512(parts("prepared", string(a), string(s.nobody)))
	for i := range marks {
		marks[i] = matching.Key(binary.BigEndian.Uint64(sum[8*i:]) | 1<<63)
	}
	return marks
}

// recordMark is what a record carries of the very matcher that prepared it, its options
// included.
func (s *Service) recordMark(a store.Authority) matching.Key {
	sum := sha256.Sum256(parts("record-prepared", string(a), s.matcher.Model()))
	return matching.Key(binary.BigEndian.Uint64(sum[:8]) | 1<<63)
}

// asker is the person of a record, prepared by this matcher: again, unless the record
// was prepared by this very one.
func (s *Service) asker(r *store.Record) matching.Prepared {
	m, asks := s.matcher.(interface {
		Ask(matching.Profile) []matching.Key
	})
	profile := profilesOf(r.Profile)[0]
	if _, ours := slices.BinarySearch(r.Keys, s.recordMark(r.Authority)); !asks || !ours || len(r.Household) > 0 || s.matcher.Stale(profile) {
		return s.matcher.Prepare(r.Person)
	}
	return matching.Prepared{Keys: r.Keys, Ask: m.Ask(profile), Profile: profile}
}

// united joins keys, sorted and unique.
func united(keys []matching.Key, more ...matching.Key) []matching.Key {
	keys = slices.Concat(keys, more)
	slices.Sort(keys)
	return slices.Compact(keys)
}
