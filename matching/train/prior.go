package train

import (
	"fmt"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// Prior estimates λ, the probability that two records taken at random match,
// from rules so strict that nearly all pairs they bring together do match, such
// as an equal National Insurance number or an equal full name with date of
// birth:
//
//	λ = D / (recall · T)
//
// D is the number of distinct pairs of all rules, T that of admissible pairs and
// recall, in (0, 1], the share of all matches that you believe the rules find.
// λ never exceeds one half of the admissible pairs.
func Prior[T any](d fs.Data[T], rules []fs.Rule[T], recall float64, o *Options) (float64, error) {
	s := o.settings()
	if !(recall > 0 && recall <= 1) {
		return 0, fmt.Errorf("%w: recall is not within (0, 1]", ErrTrain)
	}
	all := d.Admissible()
	found := 0
	var stopped error
	fs.Block(d, rules, s.Block).Pairs(func(fs.Pair) bool {
		if found++; found%100_000 == 0 {
			stopped = s.progress(Step{Stage: "prior", Done: found})
		}
		return stopped == nil
	})
	switch {
	case stopped != nil:
		return 0, stopped
	case found == 0:
		return 0, fmt.Errorf("%w: the rules bring no pair together", ErrTrain)
	}
	return min(float64(found)/(recall*float64(all)), .5), nil
}
