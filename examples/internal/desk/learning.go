package desk

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/train"
)

// learn finds out what the decisions taken so far would teach the model. It changes
// nothing: a host that wants it puts the numbers into its matcher, and prepares
// everybody again.
func (d *desk) learn(r *request) (view, error) {
	if err := seesModel(r); err != nil {
		return view{}, err
	}
	w := &work{name: "What decisions would teach", unit: [2]string{"comparison", "comparisons"}, back: modelLink}
	return d.begin(r, w, func(ctx context.Context, step func(int)) (result, error) {
		now := matching.UK(nil).Parameters()
		learnt, err := train.UKLevels(d.graded(ctx, step), nil)
		switch {
		case ctx.Err() != nil:
			return result{Said: "Nothing was learnt."}, ctx.Err()
		case errors.Is(err, train.ErrTrain):
			return result{Said: "Too little was decided to learn from."}, nil
		case err != nil:
			return result{}, err
		}
		rows := moved(now, learnt)
		said := "Nothing would change by a tenth of a bit or more."
		if len(rows) > 0 {
			said = "Only what would change by a tenth of a bit or more is listed. Nothing was changed."
		}
		return result{Said: said, Table: &workTable{"What each finding would be worth, in bits", []string{"Finding", "Now", "Learnt"}, rows}}, nil
	})
}

// graded are the comparisons behind the decisions of both systems, as codes.
func (d *desk) graded(ctx context.Context, step func(int)) iter.Seq2[train.Graded, error] {
	return func(yield func(train.Graded, error) bool) {
		n := 0
		for _, s := range tabs {
			for v, err := range d.systems[s].Labels(ctx, host, lobby.Period{}) {
				n++
				step(n)
				if !yield(train.FromVerdict(v.Levels, v.Same), err) {
					return
				}
			}
		}
	}
}

// moved lists the findings whose weight would change by a tenth of a bit or more.
func moved(now, learnt fellegisunter.Parameters) (rows [][]string) {
	for i, c := range now.Comparisons {
		for j, l := range c.Levels {
			was, is := fellegisunter.Log2(l.M/l.U), fellegisunter.Log2(learnt.Comparisons[i].Levels[j].M/learnt.Comparisons[i].Levels[j].U)
			if math.Abs(was-is) >= .1 {
				rows = append(rows, []string{fieldWords(c.Name) + ": " + l.Text, fmt.Sprintf("%+.1f", was), fmt.Sprintf("%+.1f", is)})
			}
		}
	}
	return rows
}
