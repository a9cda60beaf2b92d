package splink

import "math"

// Levels that Splink gives a number below 0, or none.
const (
	NullLevel = -1 // a null level: nothing could be compared
	NoLevel   = -2 // no level holds and there is no ELSE: Splink's gamma is NULL
)

// Score is what a pair of rows weighs.
type Score struct {
	Weight      float64   // bits, prior included: Splink's match_weight; NaN is its NULL
	Probability float64   // Splink's match_probability; NaN is its NULL
	Prior       float64   // bits, part of Weight
	Levels      []Reached // one for each comparison, in the model's order
}

// Reached is the level that a pair reached in one comparison. It names
// comparison and level, never a value.
type Reached struct {
	Comparison string  // its output column name
	Gamma      int     // Splink's number of the level: 0 is the last; or NullLevel or NoLevel
	Label      string  // the level's label
	Weight     float64 // bits of the level, log2(m/u); 0 for a null level, NaN without level
	Frequency  float64 // bits added or taken because the agreed value is rare or common
}

// Score weighs the pair: l as Splink's left record, r as its right. The error
// Is [ErrEvaluation] where Splink's engine would fail the query, as DuckDB does
// on a Jaccard similarity of an empty text, and [ErrRow] for a row of another
// model.
func (m *Model) Score(l, r Row) (Score, error) {
	if l.model != m || r.model != m {
		return Score{}, &Error{Kind: ErrRow, Reason: "the row was prepared by another model"}
	}
	f := m.program.Pair(&l.record, &r.record)
	defer f.Release()
	s := Score{Weight: m.prior, Prior: m.prior, Levels: make([]Reached, len(m.comparisons))}
	for i := range m.comparisons {
		c := &m.comparisons[i]
		out := Reached{Comparison: c.name, Gamma: NoLevel, Weight: math.NaN()}
		for j := range c.levels {
			level := &c.levels[j]
			holds := level.always || level.condition.True(f)
			if err := f.Err(); err != nil {
				return Score{}, &Error{Kind: ErrEvaluation, Comparison: c.name, Level: level.label, Reason: err.Error()}
			}
			if holds {
				out.Gamma, out.Label, out.Weight = level.gamma, level.label, level.weight
				if level.frequency != nil {
					out.Frequency = level.frequency.bits(&l, &r)
				}
				break
			}
		}
		s.Levels[i] = out
		s.Weight += out.Weight
		s.Weight += out.Frequency
	}
	s.conclude(m.splink4)
	return s, nil
}

// conclude turns the sum into Splink's weight and probability. Splink 4
// multiplies Bayes factors and keeps the product between 1e-300 and 1e300,
// where a NULL ends at the lower end; Splink 5 adds weights.
func (s *Score) conclude(splink4 bool) {
	if splink4 {
		most := math.Log2(1e300)
		if math.IsNaN(s.Weight) {
			s.Weight = -most
		}
		s.Weight = max(-most, min(s.Weight, most))
	}
	if s.Weight >= 0 {
		s.Probability = 1 / (1 + math.Exp2(-s.Weight))
		return
	}
	odds := math.Exp2(s.Weight)
	s.Probability = odds / (1 + odds)
}
