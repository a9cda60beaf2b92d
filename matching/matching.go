// Package matching answers one question: who might this be?
//
// An incoming person is compared with a register of clients in three steps:
// keys (blocking), match weights (Fellegi–Sunter, explained field by field) and
// a posterior probability over the whole list, in which rivals take probability
// from one another and "none of these" is always an answer.
//
// The package is pure: no I/O, no clock, no goroutine, no randomness and no
// mutable global. The same input gives the same bits on every run and machine,
// 32 bits wide or 64, whatever the order of the candidates: sums are taken in the
// order of ids, and an explicit conversion keeps a compiler from fusing a product
// into a sum where a processor could.
// Everything here is safe for concurrent use once built.
package matching

import (
	"fmt"
	"io"
	"log/slog"
)

// Key is an opaque blocking key: two people who share one are worth comparing.
// A store indexes keys and never interprets them. A key whose top bit is set
// (see [Key.CountOnly]) is carried to count how common a value is and is never
// followed to candidates: "Smith" alone is evidence to weigh, not a list to read.
type Key uint64

// CountOnly reports whether a store counts the carriers of k without ever
// fetching them.
func (k Key) CountOnly() bool { return k>>63 == 1 }

// Profile is what a matcher made of a person, once, so that comparing it later
// needs nothing else: opaque, versioned bytes that a store keeps beside the
// person's row and hands out with candidates. It is a string so that stores and
// their readers share it without copying.
//
// It is personal data: it lives no longer than what it was made of, and like a
// [Person] it does not print, log or marshal its contents.
type Profile string

// Prepared is a person made ready to be found and to be compared: what a store
// keeps beside a row, and what asks.
type Prepared struct {
	Keys    []Key // sorted and unique; none of somebody of whom nothing usable is known
	Profile Profile
}

const unseen = "[profile]"

// Format writes a placeholder whatever the verb.
func (Profile) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, unseen) }

// LogValue logs a placeholder.
func (Profile) LogValue() slog.Value { return slog.StringValue(unseen) }

// MarshalText marshals a placeholder; storage has its own explicit encoding.
func (Profile) MarshalText() ([]byte, error) { return []byte(unseen), nil }

// Matcher prepares people and ranks a pool of candidates. Implementations are
// pure functions of their arguments and their model, and safe for concurrent use.
type Matcher interface {
	// Prepare makes the keys and the profile of a person: whoever asks is
	// prepared, and whoever is stored was, once. Stored keys are found only by
	// equal ones: with a matcher or a release that makes others, prepare every
	// row of the register again.
	Prepare(Person) Prepared
	// Rank compares the asker's profile with everybody's in the pool, and
	// normalises nothing. It sees the whole pool because rivals are evidence.
	// Who cannot be read is named in [Ranking.Unread] and weighs nothing.
	Rank(asker Prepared, p Pool) Ranking
	// Stale reports whether a profile was made by another version of the matcher,
	// or is "": the row is to be prepared again.
	Stale(Profile) bool
	// Model identifies the parameters that ranked: a short digest that changes
	// whenever any weight does. Decisions quote it.
	Model() string
}

// Pool is what a store found for a set of keys, within one authority.
type Pool struct {
	Size    int         // clients in the register; may be an estimate
	Clients []Candidate // every client who shares a followed key, ordered by ID
	Records []Candidate // every undecided lobby record that does, ordered by ID
	Counts  []KeyCount  // one for each key asked, in the order asked
}

// Truncated reports whether any block was too large to follow, so that somebody who
// shares only that key may be missing from the pool.
func (p Pool) Truncated() bool {
	for _, c := range p.Counts {
		if c.Truncated {
			return true
		}
	}
	return false
}

// Candidate is somebody the incoming person may be.
type Candidate struct {
	ID      string // the client's or the lobby record's id, opaque here
	Profile Profile
}

// KeyCount says how common one key is.
type KeyCount struct {
	Key       Key
	Clients   int  // clients who carry the key; may be an estimate, and may be bounded
	Truncated bool // too many carry it: the block was counted, not followed
}

// Ranking is the explained answer, most probable first, ties by weight and then
// by id. At most one *person* of the register is the person: with the
// probabilities of Clients, None adds up to one. Where several clients are
// evidently one person (duplicates in the register), each of them has that
// person's probability, so that the sum then exceeds one.
type Ranking struct {
	Clients   []Match
	Records   []Match // other lobby records that may be the same person, ranked among themselves
	None      float64 // probability that none of the listed clients is the person
	Related   float64 // the part of None in which the person is a relative of a listed client
	Size      int     // clients in the register
	Truncated bool    // a block was too large to follow: the list may be incomplete
	TooFew    bool    // too little is known of the person to look for anybody
	// Unread are the ids of candidates whose profile could not be read, since
	// another version of the matcher made it: they are neither in Clients nor in
	// Records, and are to be prepared again. Clients come before records.
	Unread []string
	Model  string // Matcher.Model of what ranked
}

// Match is one candidate, weighed.
type Match struct {
	ID          string
	Probability float64 // that this is the person, given the whole list
	Related     float64 // probability that the person is a relative of this candidate instead
	Weight      float64 // evidence in bits, frequency adjustments included, prior not included
	Rating      Rating
	Evidence    []Evidence // in the model's order; fields that say nothing are included with 0 bits
}

// Evidence is what one field contributed. It names fields and levels, never
// values, so it may be logged.
type Evidence struct {
	Field     string  // "name", "date of birth", …: as an officer reads it
	Level     string  // stable code of the level reached, "" where nothing could be compared
	Text      string  // the level in words: "day and month swapped"
	Bits      float64 // match weight of the level, log2(m/u), frequency not included
	Frequency float64 // bits added or taken because the agreed value is rare or common here
}

// Rating is a probability in the words that an officer reads.
type Rating string

// The ratings and the probability from which each holds.
const (
	VeryStrong Rating = "very strong" // 0.99
	Strong     Rating = "strong"      // 0.90
	Possible   Rating = "possible"    // 0.50
	Weak       Rating = "weak"        // 0.10
	VeryWeak   Rating = "very weak"   // below
)

// RatingOf returns the rating of a probability.
func RatingOf(p float64) Rating {
	switch {
	case p >= .99:
		return VeryStrong
	case p >= .90:
		return Strong
	case p >= .50:
		return Possible
	case p >= .10:
		return Weak
	}
	return VeryWeak
}

// AtLeast reports whether r is as strong as o or stronger.
func (r Rating) AtLeast(o Rating) bool { return r.rank() >= o.rank() }

func (r Rating) rank() int {
	switch r {
	case VeryStrong:
		return 4
	case Strong:
		return 3
	case Possible:
		return 2
	case Weak:
		return 1
	}
	return 0
}
