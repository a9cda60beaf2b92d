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

// clientKeys are the keys of a client in the register.
func (s *Service) clientKeys(a Actor, p matching.Person, reference string) []matching.Key {
	if reference == "" {
		return s.matcher.Keys(p)
	}
	return united(s.matcher.Keys(p), lookupKey(a.Authority, byReference, reference))
}

// recordKeys are the keys of an undecided record.
func (s *Service) recordKeys(r store.Record) []matching.Key {
	more := []matching.Key{lookupKey(r.Authority, byShort, Short(r.ID))}
	if r.SenderKey != "" {
		more = append(more, lookupKey(r.Authority, bySenderKey, r.SenderKey))
	}
	return united(s.matcher.Keys(r.Person), more...)
}

// united joins keys, sorted and unique.
func united(keys []matching.Key, more ...matching.Key) []matching.Key {
	keys = append(slices.Clone(keys), more...)
	slices.Sort(keys)
	return slices.Compact(keys)
}
