package desk

import (
	"context"
	"fmt"
	"html/template"
	"iter"
	"slices"
	"sync"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/evaluate"
	"github.com/caselobby/caselobby/matching/explain"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// The made-up people that the ratings are checked against, of whom it is known who is who.
// They are others than those of the demonstration. Most probabilities are near 0 or near 1,
// so it takes many cases until there are enough in between.
const (
	checkSeed    = 1911
	checkClients = 2000
	checkCases   = 12_000
)

// checkBands are the bins of the check: few, so that each has enough pairs.
var checkBands = []float64{.01, .1, .5, .9, .99, 1}

// calibration is the latest chart of whether the ratings keep their word.
type calibration struct {
	mu    sync.Mutex
	chart template.HTML
}

func (c *calibration) keep(chart string) {
	c.mu.Lock()
	c.chart = template.HTML(chart) //nolint:gosec // made of numbers
	c.mu.Unlock()
}

func (c *calibration) latest() template.HTML { c.mu.Lock(); defer c.mu.Unlock(); return c.chart }

// checkRatings ranks made-up cases whose truth is known, and draws how often the
// ratings were right.
func (d *desk) checkRatings(r *request) (view, error) {
	if err := seesModel(r); err != nil {
		return view{}, err
	}
	w := &work{name: "Check the ratings", unit: [2]string{"case", "cases"}, total: checkCases, back: modelLink}
	return d.begin(r, w, func(ctx context.Context, step func(int)) (result, error) {
		ps, err := predictions(ctx, d.matcher, step)
		if err != nil {
			return result{Said: "The picture stays as it was."}, err
		}
		bins := evaluate.Bands(ps, checkBands...)
		d.check.keep(explain.Reliability("Ratings against the truth", bins))
		t := &workTable{"Rated, and true", []string{"Rated", "Pairs", "Rated on average", "True"}, nil}
		for _, b := range bins {
			t.Rows = append(t.Rows, []string{fmt.Sprintf("%s to %s", share(b.From), share(b.To)), thousands(b.Count), percent(b.Predicted), percent(b.Observed)})
		}
		return result{Said: "The picture is on the page.", Table: t}, nil
	})
}

// registerOf is a made-up register as the lobby takes it.
func registerOf(w *matchtest.World) iter.Seq[lobby.ClientUpdate] {
	return func(yield func(lobby.ClientUpdate) bool) {
		for c := range w.Clients() {
			if !yield(lobby.ClientUpdate{ID: store.ClientID(c.ID), Person: &c.Person}) {
				return
			}
		}
	}
}

// predictions are the probabilities of pairs whose truth is known. It fills a lobby of its
// own, so that nothing gets into the desk's.
func predictions(ctx context.Context, m matching.Matcher, step func(int)) ([]evaluate.Prediction, error) {
	w := matchtest.New(checkSeed, checkClients)
	l := lobby.New(new(memory.Store), m, lobby.HPA2(), nil)
	officer := lobby.Actor{ID: "check", Authority: authority, Role: lobby.Lead, Rights: lobby.MaySeeRestricted}
	if _, err := l.ImportClients(ctx, host, registerOf(w), nil); err != nil {
		return nil, err
	}
	var ps []evaluate.Prediction
	done := 0
	for c := range w.Cases(checkCases, matchtest.Everyday()) {
		f, err := l.Search(ctx, officer, c.Person)
		if err != nil {
			return nil, err
		}
		for _, match := range f.Clients {
			if match.Probability >= checkBands[0] {
				ps = append(ps, evaluate.Prediction{Probability: match.Probability, Match: slices.Contains(c.Clients, match.ID)})
			}
		}
		done++
		step(done)
	}
	return ps, nil
}
