package main

import (
	"context"
	"os"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
)

// input is what there is to link, and the truth where it is known.
type input struct {
	clients, cases []people.Row
	truth          truth // nil where not known
}

// gather reads the files, or makes people up.
func gather(ctx context.Context, s settings, c *console) (in input, err error) {
	if s.made > 0 {
		return makeUp(s.made), nil
	}
	if in.clients, err = readPeople(ctx, s.clients, c); err != nil {
		return in, err
	}
	if in.cases, err = readPeople(ctx, s.cases, c); err != nil {
		return in, err
	}
	if s.truth == "" {
		return in, nil
	}
	if in.truth, err = readTruth(s.truth, c); err == nil {
		in.truth.fits(in, s, c)
	}
	return in, err
}

// makeUp makes up a register, always the same of one size, and a quarter as many cases.
func makeUp(clients int) input {
	in := input{truth: truth{}}
	w := matchtest.New(1, clients)
	for c := range w.Clients() {
		in.clients = append(in.clients, people.Row{ID: c.ID, Person: c.Person})
	}
	for c := range w.Cases(clients/4, matchtest.Everyday()) {
		in.cases = append(in.cases, people.Row{ID: c.ID, Channel: string(store.ChannelThirdParty), Person: c.Person})
		in.truth[c.ID] = map[string]bool{}
		for _, id := range c.Clients {
			in.truth[c.ID][id] = true
		}
	}
	return in
}

// readPeople reads a whole file, complains of rows that cannot be used, and tells
// what is not read. A file without a row that can be used is an error.
func readPeople(ctx context.Context, file string, c *console) ([]people.Row, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	r, err := people.NewReader(file, f)
	if err != nil {
		return nil, err
	}
	var unused people.Unused
	defer func() { c.note(append(r.Notes(), unused.Notes(file)...)) }() // after the rows, and if they fail
	var rows []people.Row
	for row, err := range r.Rows() {
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err == nil:
			rows = append(rows, row)
			unused.Add(row)
		case !c.complainIfBad(err):
			return nil, err
		}
	}
	return rows, nil
}
