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
	"slices"
)

// Key is an opaque blocking key: two people who share one are worth comparing.
// A store indexes keys and never interprets them. A key whose top bit is set
// (see [Key.CountOnly]) is carried to count how common a value is and is never
// followed to candidates: "Smith" alone is evidence to weigh, not a list to read.
type Key uint64

// CountOnly reports whether a store counts the carriers of k without ever
// fetching them.
func (k Key) CountOnly() bool { return k>>63 == 1 }

// Profile is a person prepared for comparing: opaque bytes that a matcher made and
// that only it reads, a version first. A store keeps it beside the person, as it
// keeps keys, and gives it back with candidates.
//
// It is personal data, as much as the person is: it goes when the person goes, and
// it does not print, log or marshal its contents. Convert it to a string to store
// it.
type Profile string

const redactedProfile = "[profile]"

// Format writes a placeholder whatever the verb.
func (Profile) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, redactedProfile) }

// LogValue logs a placeholder.
func (Profile) LogValue() slog.Value { return slog.StringValue(redactedProfile) }

// MarshalText marshals a placeholder; storage converts a profile to a string.
func (Profile) MarshalText() ([]byte, error) { return []byte(redactedProfile), nil }

// Prepared is what a matcher makes of a person, once, when the person is stored.
type Prepared struct {
	Keys    []Key   // what a store keeps beside the person, who is found by them: sorted and unique
	Ask     []Key   // what a store is asked for, to find others: sorted and unique
	Profile Profile // what a store keeps beside the person, to compare others with
}

// Matcher turns people into what a store keeps of them, and a pool of candidates
// into a ranking. Implementations are pure functions of their arguments and their
// model, and safe for concurrent use.
//
// A matcher may have a method Ask(Profile) []Key besides, which returns the
// [Prepared.Ask] of the person that a profile was made of, nil if the profile is stale. It
// saves a lobby from preparing a waiting person again.
type Matcher interface {
	// Prepare normalises a person. A person of whom nothing usable is known has no
	// key. Somebody is found by another if they are kept under a key that the other
	// asks for, and that is not [Key.CountOnly].
	Prepare(Person) Prepared
	// Rank compares the asker with everybody in the pool. It sees the whole pool
	// because rivals are evidence. It compares profiles and normalises nothing.
	Rank(asker Prepared, p Pool) Ranking
	// Stale reports whether this matcher does not read a profile, so that the person
	// has to be prepared again, which may change the keys as well.
	Stale(Profile) bool
	// Model identifies the parameters that ranked: a short digest that changes
	// whenever any weight does. Decisions quote it.
	Model() string
}

// Pool is what a store found for a set of keys, within one authority.
type Pool struct {
	Size    int         // clients in the register; may be an estimate
	Clients []Candidate // every client who is kept under a followed key, ordered by ID
	Records []Candidate // every undecided lobby record that is, ordered by ID
	Counts  []KeyCount  // one for each key asked, in the order asked
}

// Truncated reports whether any block was too large to follow, so that somebody
// who shares only that key may be missing from the pool.
func (p Pool) Truncated() bool {
	return slices.ContainsFunc(p.Counts, func(c KeyCount) bool { return c.Truncated })
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

// Ranking is the explained answer, the most probable first. Ties are broken by weight;
// then, among those as probable as one in a million or more, by how few letters their
// names are from the asker's, each word from its nearest; and then by id. Breaking a tie
// does not change a probability or a rating.
//
// At most one *person* of the register is the person, so None and the probabilities of
// Clients add up to one. Where several clients may be one person (duplicates in the
// register), they have one [Match.Group], and each has a part of the others' probability
// too, so that the sum then exceeds one.
type Ranking struct {
	Clients []Match
	Records []Match // other lobby records that may be the same person, ranked among themselves
	// None is the probability that none of the listed clients is the person. It has
	// two parts: Absent, that the person is not on the register, and Missed, that
	// the person is and this search has not found the row.
	None, Absent, Missed float64
	Related              float64  // the part of None in which the person is a relative of a listed client
	Size                 int      // clients in the register
	Truncated            bool     // a block was too large to follow: the list may be incomplete
	TooFew               bool     // nothing that was given can be looked for, so nobody was
	Common               []Common // how common the values given are
	Ungrouped            bool     // so many rows fit well that they were not compared with one another as duplicates
	Unread               []string // ids of candidates whose profile this matcher does not read: not compared
	Model                string   // Matcher.Model of what ranked
}

// Common is how many clients have a value that was given. It names the field,
// never the value.
type Common struct {
	Field     string // "surname", "forename and surname", "phone", …
	Clients   int
	Truncated bool // so many that they were counted and not listed
}

// Match is one candidate, weighed.
type Match struct {
	ID          string
	Probability float64 // that this is the person, given the whole list
	Related     float64 // probability that the person is a relative of this candidate instead
	Group       int     // rows that may be one person have the same number, from 1; else 0
	Weight      float64 // evidence in bits, frequency adjustments included, prior not included
	Rating      Rating
	// Evidence is in the model's order; fields that say nothing are included with 0
	// bits. Whoever stands beyond the tenth place and is less probable than one in a
	// million has none.
	Evidence []Evidence
}

// Evidence is what one field contributed. It names fields and levels, never
// values, so it may be logged.
type Evidence struct {
	Field     string  // "name", "date of birth", …: as an officer reads it
	Level     string  // stable code of the level reached, "" where nothing could be compared
	Text      string  // the level in words: "day and month swapped"
	Bits      float64 // match weight of the level, log2(m/u), frequency not included
	Frequency float64 // bits added, or taken if negative, because the agreed value is rare or common here
}

// Total returns the bits that the field adds to the weight, frequency included.
func (e Evidence) Total() float64 { return e.Bits + e.Frequency }

// String says what the field contributed, as in
// "date of birth: day and month swapped, +9.0 bits".
func (e Evidence) String() string {
	if e.Level == "" {
		return e.Field + ": nothing to compare"
	}
	return fmt.Sprintf("%s: %s, %+.1f bits", e.Field, e.Text, e.Total())
}
