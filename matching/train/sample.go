package train

import (
	"fmt"
	"math/bits"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/mix"
)

// U estimates u on pairs drawn at random, or on all pairs where they are not
// more than Options.Pairs. Nearly all such pairs are of different people, so all
// are counted as such (as Splink does).
//
// A level that chance reaches once in a million pairs, such as an equal
// National Insurance number, is beyond any sample: its u is what the model held
// shrunk by the sample's size. Where u is known better from the frequencies of
// values (u = Σ share² for equal values), set it and name the comparison in
// Options.Keep.
func U[T any](m fs.Model[T], d fs.Data[T], o *Options) (fs.Model[T], error) {
	s := o.settings()
	scorer, m, err := start(m)
	if err != nil {
		return m, err
	}
	all := d.Admissible()
	if all == 0 {
		return m, fmt.Errorf("%w: u needs at least one pair", ErrTrain)
	}
	seen := newCounts(m)
	outcomes := make([]fs.Outcome, len(m.Comparisons))
	step := Step{Stage: "u", Total: min(all, s.Pairs)}
	count := func(p fs.Pair) error {
		a, b := d.Pair(p)
		scorer.Compare(a, b, outcomes)
		seen.add(outcomes, 1)
		if step.Done++; step.Done%100_000 == 0 {
			return s.progress(step)
		}
		return nil
	}
	if all <= s.Pairs {
		err = every(d, count)
	} else {
		err = draw(d, s.Seed, s.Pairs, count)
	}
	if err != nil {
		return m, err
	}
	setU(m, seen, &s)
	return m, s.progress(step)
}

// every visits each admissible pair.
func every[T any](d fs.Data[T], visit func(fs.Pair) error) error {
	for i := range d.Records {
		from, to := i+1, len(d.Records)
		if len(d.Others) > 0 {
			from, to = 0, len(d.Others)
		}
		for j := from; j < to; j++ {
			if err := visit(fs.Pair{A: i, B: j}); err != nil {
				return err
			}
		}
	}
	return nil
}

// draw visits n pairs at random, with replacement.
func draw[T any](d fs.Data[T], seed uint64, n int, visit func(fs.Pair) error) error {
	dice := dice(seed)
	for range n {
		p := fs.Pair{A: dice.below(len(d.Records))}
		if len(d.Others) > 0 {
			p.B = dice.below(len(d.Others))
		} else if p.B = dice.below(len(d.Records) - 1); p.B >= p.A {
			p.B++
		} else {
			p.A, p.B = p.B, p.A
		}
		if err := visit(p); err != nil {
			return err
		}
	}
	return nil
}

// dice is the SplitMix64 sequence: fixed for ever, which math/rand/v2 does not
// promise of what it derives from a source.
type dice uint64

func (d *dice) below(n int) int {
	*d += mix.Step
	high, _ := bits.Mul64(mix.Mix(uint64(*d)), uint64(n))
	return int(high)
}
