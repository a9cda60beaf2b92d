// Package explain shows why: evidence as text, as JSON and as a picture.
//
// A [Weighing] is one decision laid out: what was likely before looking, what
// each field then said, and where that leaves it. It is made from a
// [matching.Match], or by whoever weighs in another way, and prints as text, as
// JSON or as a waterfall. [Levels] is a chart of what a model learnt, [Reliability] one of
// whether its probabilities are honest.
//
// The pictures are plain SVG, to be put into a page or a file. They hold no
// script, no style and no style attribute, so the strictest content security
// policy shows them; colours are presentation attributes on classed elements,
// readable on light and dark, which a stylesheet may override. Text takes the
// page's colour. Every picture has a title and a description in words, every bar
// its value as text, and no meaning is in a colour alone. They are drawn 320
// units wide, for a telephone; give them a max-width where there is more room.
//
// Everything here names fields and levels, never values of a person. All text is
// escaped. The same input gives the same bytes.
package explain

import (
	"math"

	"github.com/caselobby/caselobby/matching"
)

// Weighing is the evidence for one pair, in the order in which it was weighed.
// Bits are log2 of a likelihood ratio: one bit doubles the odds.
type Weighing struct {
	Title       string  // heading of the picture; empty takes a general one
	Prior       float64 // bits before any evidence
	Steps       []Step
	Probability float64 // the conclusion; NaN is none
}

// Step is what one field contributed.
type Step struct {
	Field     string  // "name", "date of birth", …
	Level     string  // code of the level reached, "" where nothing could be compared
	Text      string  // the level in words
	Bits      float64 // of the level
	Frequency float64 // bits added or taken because the agreed value is rare or common
}

// Weight returns the sum of all bits: what the evidence alone would conclude.
func (w Weighing) Weight() float64 {
	sum := w.Prior
	for _, s := range w.Steps {
		sum += s.Bits
		sum += s.Frequency
	}
	return sum
}

// List returns the bits by which the conclusion differs from the evidence: what
// the other candidates of the list take, since only one can be the person, and
// what is left for a relative. It is 0 where there is no such difference, or where the
// probability is so close to 0 or 1 that it could not show.
func (w Weighing) List() float64 {
	const furthest = 40 // beyond it a probability has no digits left
	weight, end := w.Weight(), bits(w.Probability)
	if d := end - weight; math.Abs(end) < furthest && math.Abs(d) >= .05 {
		return d
	}
	return 0
}

// bits returns log2 of the odds of a probability.
func bits(p float64) float64 { return math.Log2(p / (1 - p)) }

// FromMatch lays out a match of a ranking. The prior is the probability that a
// client taken at random from the register is the person: the share of incoming
// people who are clients already ([matching.Options.PriorKnown], 0.3 unless set), divided
// by how many clients the register has ([matching.Ranking.Size]).
func FromMatch(m matching.Match, prior float64) Weighing {
	w := Weighing{Prior: bits(prior), Probability: m.Probability, Steps: make([]Step, len(m.Evidence))}
	for i, e := range m.Evidence {
		w.Steps[i] = Step(e)
	}
	return w
}

// row is one line of an explanation: a bar from one sum to the next.
type row struct {
	kind     kind
	name     string // printed bold
	text     string // printed below
	bits     float64
	from, to float64
}

type kind uint8

const (
	level kind = iota
	frequency
	standing // a sum so far: the prior and the conclusion
)

// rows lays out every line in order.
func (w Weighing) rows() []row {
	rows := []row{{standing, "before looking", "any two at random", w.Prior, 0, w.Prior}}
	sum := w.Prior
	add := func(k kind, name, text string, bits float64) {
		rows = append(rows, row{k, name, text, bits, sum, sum + bits})
		sum += bits
	}
	for _, s := range w.Steps {
		text := s.Text
		if s.Level == "" && text == "" {
			text = "nothing to compare"
		}
		add(level, s.Field, text, s.Bits)
		if s.Frequency != 0 {
			text := "a rare value: agreeing on it says more"
			if s.Frequency < 0 {
				text = "a common value: agreeing on it says less"
			}
			add(frequency, s.Field+", how common", text, s.Frequency)
		}
	}
	if d := w.List(); d != 0 {
		text := "rivals or relatives may explain it too"
		if d > 0 {
			text = "other candidates are the same person"
		}
		add(level, "the whole list", text, d)
	}
	return append(rows, row{standing, "in all", "probability " + percent(w.Probability), sum, 0, sum})
}
