package fellegisunter

import "slices"

// Null is the level of a pair that cannot be compared because a value is
// missing or unusable on either side.
const Null = -1

// Level is one grade of agreement within a comparison. Levels stand in order
// of preference, the best first and "anything else" last.
//
// M and U are probabilities; 0 means "not given" and takes the default that
// Splink documents (see [Model.Complete]).
//
// With Frequency α > 0 a pair at this level is adjusted by how common the agreed
// value is. With tf the share of the population that carries it, and u that of
// the Reference level (the level that stands for exact agreement on the value),
//
//	t = α · (log2 u − log2 max(tf, Floor))
//
// bits are added: more than nothing for a rare value, less for a common one.
// Floor stops a value seen once from proving too much. An inexact level, such as
// "surname equal, forename alike", should refer to the level that stands for the
// plain agreement on the value, here "surname equal": its own u is small because
// the level is rare, not because the value is, and taken as reference would turn
// every adjustment into a penalty.
type Level struct {
	Code      string  `json:"code"`                // stable name, unique in its comparison
	Text      string  `json:"-"`                   // the level in words
	M         float64 `json:"m,omitempty"`         // P(level | same person), comparable pairs only
	U         float64 `json:"u,omitempty"`         // P(level | different people), comparable pairs only
	Frequency float64 `json:"frequency,omitempty"` // α in [0, 1]; 0 makes no adjustment
	Floor     float64 `json:"floor,omitempty"`     // least frequency believed
	Reference string  `json:"reference,omitempty"` // code of the level whose U the adjustment is relative to; "" is this one
}

// Outcome is what comparing one field of a pair found.
type Outcome struct {
	Level     int     // index in Comparison.Levels, or Null
	Frequency float64 // share of the population that carries the agreed value; 0 is unknown and makes no adjustment
}

// Comparison compares one field, or several that depend on one another, of two
// records. Compare must be a pure function, should not allocate, and returns a
// level of Levels or [Null].
type Comparison[T any] struct {
	Name    string // stable and unique in its model
	Levels  []Level
	Compare func(a, b *T) Outcome
}

// Model says how records of type T are compared and what each finding weighs.
// The author raises Version whenever the meaning of a level changes (a
// threshold, an order, a function), because parameters fit only the meaning
// they were estimated for.
type Model[T any] struct {
	Name        string
	Version     int
	Prior       float64 // λ; 0 is not given and means DefaultPrior
	Comparisons []Comparison[T]
}

// DefaultPrior is the λ of a model that gives none, as in Splink.
const DefaultPrior = 1e-4

// Complete returns a copy of the model in which every M, U and Prior that was
// not given has its default. A comparison of L levels defaults to m = 0.95 for
// the first level and 0.05/(L−1) for each other; u follows from that m and a
// weight of 10 bits for the first level, and from +3 for the second down to −5
// for the last in equal steps. These are Splink's defaults, except that no u
// exceeds 1: the second of two levels has −4.3 bits here and −5 there.
func (m Model[T]) Complete() Model[T] {
	m.Comparisons = slices.Clone(m.Comparisons)
	if m.Prior == 0 {
		m.Prior = DefaultPrior
	}
	for i := range m.Comparisons {
		c := &m.Comparisons[i]
		c.Levels = slices.Clone(c.Levels)
		for j := range c.Levels {
			dm, du := defaults(j, len(c.Levels))
			if c.Levels[j].M == 0 {
				c.Levels[j].M = dm
			}
			if c.Levels[j].U == 0 {
				c.Levels[j].U = du
			}
		}
	}
	return m
}

// defaults returns the m and u of level j of n.
func defaults(j, n int) (m, u float64) {
	if j == 0 {
		return .95, .95 / 1024
	}
	m = .05 / float64(n-1)
	bits := -5.
	if n > 2 {
		bits = 3 - 8*float64(j-1)/float64(n-2)
	}
	return m, min(m/Exp2(bits), 1)
}
