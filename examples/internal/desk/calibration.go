package desk

import (
	"context"
	"html/template"
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

// The made-up people that the ratings are checked against. They are others
// than those of the demonstration, and their truth is known.
const (
	checkSeed    = 1911
	checkClients = 2000
	checkCases   = 1000
)

// calibration is a chart of whether the ratings keep their word, drawn once.
type calibration struct {
	once  sync.Once
	chart template.HTML
	err   error
}

// draw ranks cases whose truth is known, in a lobby of its own.
func (c *calibration) draw(ctx context.Context, m matching.Matcher) (template.HTML, error) {
	c.once.Do(func() {
		ps, err := predictions(context.WithoutCancel(ctx), m)
		if err != nil {
			c.err = err
			return
		}
		c.chart = template.HTML(explain.Reliability("Ratings against the truth", evaluate.Reliability(ps, 10))) //nolint:gosec // made of numbers
	})
	return c.chart, c.err
}

func predictions(ctx context.Context, m matching.Matcher) ([]evaluate.Prediction, error) {
	w := matchtest.New(checkSeed, checkClients)
	l := lobby.New(new(memory.Store), m, lobby.HPA2(), nil)
	officer := lobby.Actor{ID: "check", Authority: authority, Role: lobby.Lead, Rights: lobby.MaySeeRestricted}
	clients := func(yield func(lobby.ClientUpdate) bool) {
		for c := range w.Clients() {
			if !yield(lobby.ClientUpdate{ID: store.ClientID(c.ID), Person: c.Person}) {
				return
			}
		}
	}
	if _, err := l.ImportClients(ctx, host, clients, nil); err != nil {
		return nil, err
	}
	var ps []evaluate.Prediction
	for c := range w.Cases(checkCases, matchtest.Everyday()) {
		rc, err := l.Receive(ctx, intake, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: c.ID, Person: c.Person})
		if err != nil {
			return nil, err
		}
		v, err := l.Review(ctx, officer, rc.ID)
		if err != nil {
			return nil, err
		}
		for _, match := range v.Clients {
			if match.Probability >= .01 {
				ps = append(ps, evaluate.Prediction{Probability: match.Probability, Match: slices.Contains(c.Clients, match.ID)})
			}
		}
	}
	return ps, nil
}
