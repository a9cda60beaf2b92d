package uk

import "github.com/caselobby/caselobby/matching/internal/mix"

// Keys outlive the process that made them, so the hash is fixed: FNV-1a, 64 bits
// (G. Fowler, L. C. Noll, K.-P. Vo), over the kind and the parts, each part
// followed by a zero byte, and then the finaliser of SplitMix64 (S. Vigna) so that
// every input bit reaches every output bit. It has no seed, and is the same on
// every architecture and in every version. A kind whose meaning changes gets a new
// name.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
	topBit    = 1 << 63
)

// hashing is the state of a hash under way.
type hashing uint64

// kind begins a hash.
//
//go:noinline
func kind(k string) hashing { return hashing(fnvOffset).add(k) }

// add hashes one more part.
func (h hashing) add(part string) hashing {
	for i := range len(part) {
		h = (h ^ hashing(part[i])) * fnvPrime
	}
	return h * fnvPrime // a zero byte: x ^ 0 = x
}

// number hashes a number of 32 bits as a part.
func (h hashing) number(n int) hashing { return h.bytes(uint64(n), 4) }

// wide hashes a number of 64 bits as a part.
func (h hashing) wide(n uint64) hashing { return h.bytes(n, 8) }

// bytes hashes the count lowest bytes of a number as a part, the lowest first.
func (h hashing) bytes(n uint64, count int) hashing {
	for range count {
		h = (h ^ hashing(n&0xff)) * fnvPrime
		n >>= 8
	}
	return h * fnvPrime
}

func (h hashing) mixed() uint64 { return mix.Mix(uint64(h)) }

// followed ends a hash in a key that leads to candidates.
func (h hashing) followed() uint64 { return h.mixed() &^ topBit }

// counted ends a hash in a key that only counts its carriers.
func (h hashing) counted() uint64 { return h.mixed() | topBit }

// The kinds of keys, hashed once.
var (
	kindBorn             = kind("born")
	kindBornForeign      = kind("born-foreign")
	kindBornInitial      = kind("born-initial")
	kindCodes            = kind("codes")
	kindEmail            = kind("email")
	kindForename         = kind("forename")
	kindForename3Day     = kind("forename3-day")
	kindForename3Month   = kind("forename3-month")
	kindHeads            = kind("heads")
	kindInitialsBirthday = kind("initials-birthday")
	kindInitialsDay      = kind("initials-day")
	kindInitialsMonth    = kind("initials-month")
	kindNames            = kind("names")
	kindNino             = kind("nino")
	kindOneName          = kind("one-name")
	kindPhone            = kind("phone")
	kindPostcodeInitial  = kind("postcode-initial")
	kindRootSound        = kind("root-sound")
	kindShareBorn        = kind("share-born")
	kindShareForename    = kind("share-forename")
	kindSharePlace       = kind("share-place")
	kindShareSurname     = kind("share-surname")
	kindSoundMonth       = kind("sound-month")
	kindSurname          = kind("surname")
	kindSurnameStart     = kind("surname-start")
	kindSurnameYear      = kind("surname-year")
	kindSurname4Initial  = kind("surname4-initial")
	kindTails            = kind("tails")
)
