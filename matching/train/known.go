package train

import (
	"iter"

	"github.com/caselobby/caselobby/matching"
)

// Share is what rankings say of the register that the cases arrived at, without
// anybody having decided them.
type Share struct {
	Known float64 // π, the share of the persons who are clients
	// Found is the share of those whose row is among the candidates, as far as the
	// rankings expect. What a search misses leaves no trace in a ranking, so this is
	// no measurement, and no better value for Options.BlockingRecall.
	Found float64
	Cases int // that were looked at
}

// Known works out π from rankings that were made with π assumed: the default is .3.
// A few hundred are enough. The mean probability that a person is known, given π, is
// the next π (A. P. Dempster, N. M. Laird and D. B. Rubin, JRSS B 39, 1977). Of no
// case at all it returns what was assumed.
//
// Until a matcher is told, what it says is off by the odds of the one π over those of the
// other: with .3 assumed where .45 are known, .74 of those said .60 are right, and .32 of
// those said .20. No other constant mends that, because where 3 in 100 are known the same
// model says too much.
func Known(rankings iter.Seq[matching.Ranking], assumed float64) Share {
	if !(assumed > 0) || assumed >= 1 {
		assumed = usualKnown
	}
	var all []oddsKnown
	for r := range rankings {
		on := max(1-r.Absent, 0)
		odds := on / max(r.Absent, 1e-300) * (1 - assumed) / assumed
		all = append(all, oddsKnown{min(odds, 1e300), r.Missed / max(on, 1e-300)})
	}
	s := Share{Known: assumed, Found: 1, Cases: len(all)}
	if len(all) == 0 {
		return s
	}
	for range 200 {
		known, found := 0., 0.
		for _, o := range all {
			p := o.given(s.Known)
			known += p
			found += p - float64(p*o.missed)
		}
		next := min(known/float64(s.Cases), .999)
		done := abs(next-s.Known) < 1e-9
		if s.Known = next; known > 0 {
			s.Found = found / known
		}
		if done {
			break
		}
	}
	return s
}

// oddsKnown are the odds that a person is on the register, but for those of π, and the
// part of them in which a search has missed the row.
type oddsKnown struct{ odds, missed float64 }

// given returns the probability, given π.
func (o oddsKnown) given(known float64) float64 {
	in := float64(known * o.odds)
	return in / (in + 1 - known)
}
