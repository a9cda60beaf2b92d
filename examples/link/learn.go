package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

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

// String is for package flag, as Set and IsBoolFlag are: -train alone is
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

// train learns what the settings want learnt, and has the desk compare by it if
// they want that. Where there is nothing to learn from it says so and returns no
// comparisons: the cases are compared all the same, by the model there is.
func (d *desk) train(ctx context.Context, in input, received []receipt) (p fellegisunter.Parameters, err error) {
	o := d.files.options()
	switch {
	case d.files.train == fromCases:
		var l train.Learnt
		if l, err = d.learnFromCases(ctx, in, received); err != nil {
			return p, err
		}
		p, o = l.Parameters, &matching.Options{Known: cmp.Or(o.Known, l.Known), Found: cmp.Or(o.Found, l.Found)}
	case d.files.train == fromLabels:
		p, err = learn(in)
		o.Known = cmp.Or(o.Known, in.truth.known())
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
	o.Known, o.Found = digits(o.Known, 4), digits(cmp.Or(o.Found, defaultFound), 4)
	d.console.say("learnt: -known %v -found %v", o.Known, o.Found)
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

// defaultFound is that of matching.Options.
const defaultFound = .98

// mostCases is how many cases are learnt from: more teach nothing new.
const mostCases = 5000

// learnFromCases learns from the register and from cases spread evenly over the
// file, of which nobody has said who they are.
func (d *desk) learnFromCases(ctx context.Context, in input, received []receipt) (train.Learnt, error) {
	clients := make([]matching.Parsed, len(in.clients))
	for i := range in.clients {
		clients[i] = matching.Parse(in.clients[i].Person)
	}
	arrivals := make([]train.Arrival, min(len(received), mostCases))
	for i := range arrivals {
		person := received[i*len(received)/len(arrivals)].Person
		pool, err := d.store.Candidates(ctx, authority, d.matcher.Prepare(person).Keys, candidateLimit)
		if err != nil {
			return train.Learnt{}, err
		}
		arrivals[i] = train.Arrival{Person: person, Pool: pool}
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
		if now == nil || s.Stage != last.Stage || s.Done < last.Done {
			now = c.stage(map[string]string{"u": "learning from pairs by chance", "rank": "learning from cases"}[s.Stage], s.Total)
			last.Done = 0
		}
		now.add(s.Done - last.Done)
		last = s
		return ctx.Err()
	}
}

// beliefs is how many labelled pairs the built-in weights count for when others
// are learnt: levels that the truth hardly ever shows keep a sensible weight.
const beliefs = 50

// learn estimates how the fields of one person agree between two tellings, from
// the cases of which the truth is known.
func learn(in input) (fellegisunter.Parameters, error) {
	clients := make(map[string]*matching.Parsed, len(in.clients))
	for _, known := range in.truth {
		for id := range known {
			clients[id] = nil // wanted
		}
	}
	for _, r := range in.clients {
		if _, wanted := clients[r.ID]; wanted {
			p := matching.Parse(r.Person)
			clients[r.ID] = &p
		}
	}
	var labels []train.Label[matching.Parsed]
	for _, r := range in.cases {
		var incoming *matching.Parsed
		for id := range in.truth[r.ID] {
			client := clients[id]
			if client == nil {
				continue // the truth names a client that the register has not
			}
			if incoming == nil {
				p := matching.Parse(r.Person)
				incoming = &p
			}
			labels = append(labels, train.Label[matching.Parsed]{A: incoming, B: client, Match: true})
		}
	}
	if len(labels) == 0 {
		return fellegisunter.Parameters{}, fmt.Errorf("%w: the truth knows no client of any case", train.ErrTrain)
	}
	m, err := train.Labels(matching.UKModel(), labels, &train.Options{Shrink: beliefs, Keep: matching.Tied()})
	return m.Parameters(), err
}

// writeModel writes parameters to a file that is there whole or not at all.
func writeModel(path string, p fellegisunter.Parameters) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".link-*.json")
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
