package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/train"
)

// training is what -train says: where to learn from, if at all.
type training string

const (
	fromCases  training = "cases"
	fromLabels training = "labels"
)

// String, Set and IsBoolFlag are for package flag. With the last, -train alone means
// -train=cases.
func (t *training) String() string   { return string(*t) }
func (t *training) IsBoolFlag() bool { return true }

func (t *training) Set(v string) error {
	switch v {
	case "true", string(fromCases):
		*t = fromCases
	case string(fromLabels):
		*t = fromLabels
	case "false":
		*t = ""
	default:
		return errors.New("learn from cases or from labels")
	}
	return nil
}

// train learns what the settings ask for and, with -train, has the desk compare by it. If there
// is too little to learn from it says so and returns no comparisons: the desk then compares by
// the model that it had.
func (d *desk) train(ctx context.Context, in input, received []receipt) (p fellegisunter.Parameters, err error) {
	o := d.files.options()
	switch {
	case d.files.train == fromCases:
		var l train.Learnt
		if l, err = d.learnFromCases(ctx, in, received); err != nil {
			return p, err
		}
		p, o = l.Parameters, l.Options(o)
		if !l.Held.Parameters.Adopted {
			d.console.say("learnt weights are not used: on %d cases held back they do no better than the built-in ones", l.Held.Cases)
		}
	case d.files.train == fromLabels:
		p, err = learn(in)
		o.PriorKnown = cmp.Or(o.PriorKnown, in.truth.known())
		d.console.say("learnt from the truth: figures are of the very cases that it was learnt from")
	case d.files.modelOut != "":
		if p, err = learn(in); errors.Is(err, train.ErrTrain) {
			d.console.lack("nothing is learnt, and no model is written: %v", err)
			return fellegisunter.Parameters{}, nil
		}
		rounded(&p)
		return p, err
	default:
		return p, nil
	}
	if errors.Is(err, train.ErrTrain) {
		d.console.lack("nothing is learnt, cases are compared by the built-in model: %v", err)
		return fellegisunter.Parameters{}, nil
	}
	if err != nil {
		return p, err
	}
	rounded(&p)
	o.PriorKnown = digits(o.PriorKnown, 4)
	d.console.say("learnt: -known %v", o.PriorKnown)
	m, err := matching.Trained(p, o)
	if err == nil {
		d.use(m)
	}
	return p, err
}

// rounded keeps six digits of each number: a file of them is read, and compared
// with another, by people.
func rounded(p *fellegisunter.Parameters) {
	p.Prior = digits(p.Prior, 6)
	for _, c := range p.Comparisons {
		for i := range c.Levels {
			c.Levels[i].M, c.Levels[i].U = digits(c.Levels[i].M, 6), digits(c.Levels[i].U, 6)
		}
	}
}

// digits rounds x to n significant digits.
func digits(x float64, n int) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'e', n-1, 64), 64) // what it formats it parses
	return y
}

// mostCases is how many cases are learnt from: more teach nothing new.
const mostCases = 5000

// learnFromCases learns from the register and from cases spread evenly over the
// file, of which nobody has said who they are.
func (d *desk) learnFromCases(ctx context.Context, in input, received []receipt) (train.Learnt, error) {
	clients := make([]matching.Profile, len(in.clients))
	for i := range in.clients {
		clients[i] = d.matcher.Prepare(in.clients[i].Person).Profile
	}
	arrivals := make([]train.Arrival, min(len(received), mostCases))
	for i := range arrivals {
		asker := d.matcher.Prepare(received[i*len(received)/len(arrivals)].Person)
		pool, err := d.store.Candidates(ctx, authority, asker.Ask, candidateLimit)
		if err != nil {
			return train.Learnt{}, err
		}
		arrivals[i] = train.Arrival{Person: asker, Pool: pool}
	}
	return train.UK(clients, arrivals, &train.Options{Progress: d.console.learning(ctx)})
}

// learning tells how far learning is, and ends it with the context.
func (c *console) learning(ctx context.Context) func(train.Step) error {
	var now *stage
	last := train.Step{}
	return func(s train.Step) error {
		if s.Stage == "em" {
			if !c.quiet {
				c.say("learning: iteration %d, largest change %.4f", s.Done, s.Change)
			}
			return ctx.Err()
		}
		if now == nil || s.Stage != last.Stage || s.Total != last.Total || s.Done < last.Done {
			now = c.stage(map[string]string{"u": "learning from pairs by chance", "rank": "learning from cases"}[s.Stage], s.Total)
			last.Done = 0
		}
		now.add(s.Done - last.Done)
		last = s
		return ctx.Err()
	}
}

// beliefs is how many labelled pairs the built-in weights count as when new ones are learnt,
// so that levels which are rare in the truth keep a sensible weight.
const beliefs = 50

// learn estimates how the fields of one person agree between two tellings, from
// the cases of which the truth is known.
func learn(in input) (fellegisunter.Parameters, error) {
	m := matching.UK(nil)
	profile := func(r people.Row) *matching.Profile {
		p := m.Prepare(r.Person).Profile
		return &p
	}
	clients := make(map[string]*matching.Profile, len(in.clients))
	for _, known := range in.truth {
		for id := range known {
			clients[id] = nil // wanted
		}
	}
	for _, r := range in.clients {
		if _, wanted := clients[r.ID]; wanted {
			clients[r.ID] = profile(r)
		}
	}
	var labels []train.Label[matching.Profile]
	for _, r := range in.cases {
		var incoming *matching.Profile
		for id := range in.truth[r.ID] {
			client := clients[id]
			if client == nil {
				continue // the truth names a client that the register has not
			}
			if incoming == nil {
				incoming = profile(r)
			}
			labels = append(labels, train.Label[matching.Profile]{A: incoming, B: client, Match: true})
		}
	}
	if len(labels) == 0 {
		return fellegisunter.Parameters{}, fmt.Errorf("%w: the truth knows no client of any case", train.ErrTrain)
	}
	return train.UKLabels(labels, &train.Options{Shrink: beliefs})
}

// writeModel writes parameters to a file, whole or not at all.
func writeModel(path string, p fellegisunter.Parameters) error {
	f, err := beside(path, ".link-*.json")
	if err != nil {
		return err
	}
	err = errors.Join(p.Write(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it is of no use
	}
	return err
}
