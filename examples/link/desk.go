package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/examples/internal/table"
	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

const authority store.Authority = "link"

// Who works at the desk.
var (
	host    = lobby.Actor{ID: "link-host", Authority: authority, Role: lobby.Host}
	intake  = lobby.Actor{ID: "link-intake", Authority: authority, Role: lobby.IntakeMachine}
	officer = lobby.Actor{ID: "link-officer", Authority: authority, Role: lobby.Officer}
)

// desk is a lobby in memory, with what is needed to fill it and to review its cases.
type desk struct {
	store   *memory.Store
	matcher matching.Matcher
	lobby   *lobby.Service
	files   settings
	console *console

	channels []store.Channel // of the cases
}

// candidateLimit is the most clients that may share a key for it to be followed.
const candidateLimit = 100

func newDesk(s settings, m matching.Matcher, c *console, cases []people.Row) *desk {
	d := &desk{store: new(memory.Store), files: s, console: c}
	for _, row := range cases {
		if c := d.channel(row); !slices.Contains(d.channels, c) {
			d.channels = append(d.channels, c)
		}
	}
	d.use(m)
	return d
}

// use has the desk compare by another matcher. Its keys have to be those of the one before, by
// which the register is indexed.
func (d *desk) use(m matching.Matcher) {
	d.matcher = m
	d.lobby = lobby.New(d.store, m, d.policy(), &lobby.Options{CandidateLimit: candidateLimit})
}

// policy is the one that the settings name; if none, one that receives all cases.
func (d *desk) policy() lobby.Policy {
	switch d.files.policy {
	case "hpa2":
		return lobby.HPA2()
	case "hrs":
		return lobby.HRS()
	}
	return everything{lobby.HPA2(), d.channels}
}

// everything is a policy under which cases of all the given channels wait.
type everything struct {
	lobby.Policy
	channels []store.Channel
}

func (e everything) Channels() []store.Channel { return slices.Clone(e.channels) }

// register puts the clients into the lobby, and returns how many it took: at least one.
func (d *desk) register(ctx context.Context, clients []people.Row) (int, error) {
	stage := d.console.stage("clients", len(clients))
	taken := 0
	err := inOrder(ctx, d.files.workers, slices.Chunk(clients, 64), func(rows []people.Row) (result, error) {
		updates := make([]lobby.ClientUpdate, len(rows))
		for i, r := range rows {
			updates[i] = lobby.ClientUpdate{ID: store.ClientID(r.ID), Person: &r.Person}
		}
		put, _ := d.lobby.PutClients(ctx, host, updates) // the error joins the refusals, each of which is told below
		return result{rows, put}, put.Stopped
	}, func(r result) error {
		for _, f := range r.put.Failed {
			d.console.complain(&table.BadRow{File: d.files.clients, Line: r.rows[f.Index].Line, Reason: reason(f.Err)})
		}
		taken += len(r.rows) - len(r.put.Failed)
		stage.add(len(r.rows))
		return nil
	})
	if err == nil && taken == 0 {
		err = fmt.Errorf("%s: no client could be used", d.files.clients)
	}
	return taken, err
}

type result struct {
	rows []people.Row
	put  lobby.PutResult
}

// receipt is a case that the lobby has received.
type receipt struct {
	people.Row
	record store.RecordID
	err    error // why it was refused
}

// receive puts the cases into the lobby, and returns those it took: at least one.
func (d *desk) receive(ctx context.Context, cases []people.Row) ([]receipt, error) {
	stage := d.console.stage("cases received", len(cases))
	received := make([]receipt, 0, len(cases))
	err := inOrder(ctx, d.files.workers, slices.Values(cases), func(row people.Row) (receipt, error) {
		got, err := d.lobby.Receive(ctx, intake, lobby.Arrival{Channel: d.channel(row), Key: row.ID, Person: row.Person})
		if ctx.Err() != nil {
			return receipt{}, ctx.Err()
		}
		return receipt{row, got.ID, err}, nil
	}, func(r receipt) error {
		stage.add(1)
		if r.err != nil {
			d.console.complain(&table.BadRow{File: d.files.cases, Line: r.Line, Reason: reason(r.err)})
			return nil
		}
		received = append(received, r)
		return nil
	})
	if err == nil && len(received) == 0 {
		err = fmt.Errorf("%s: no case could be used", d.files.cases)
	}
	return received, err
}

// channel is how a case arrived. One that does not say came from a third party.
func (d *desk) channel(row people.Row) store.Channel {
	switch {
	case row.Channel != "":
		return store.Channel(row.Channel)
	case d.files.policy == "hrs":
		return store.ChannelPartner
	}
	return store.ChannelThirdParty
}

// reason says why the lobby refused a row: its field and code, never its ids,
// for a file's line says enough.
func reason(err error) string {
	var e *lobby.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	switch {
	case e.Field != "" && e.Code != "":
		return fmt.Sprintf("%s: %v (%s)", e.Field, e.Kind, e.Code)
	case e.Field != "":
		return fmt.Sprintf("%s: %v", e.Field, e.Kind)
	}
	return e.Kind.Error()
}

// answer is what the review of one case says.
type answer struct {
	id     string
	review lobby.Review
	missed bool // the person is a client and was not compared with any row of theirs; needs the truth
}

// review compares every case with the register, and hands out the answers in
// the order of the file.
func (d *desk) review(ctx context.Context, cases []receipt, t truth, each func(answer) error) error {
	stage := d.console.stage("cases compared", len(cases))
	return inOrder(ctx, d.files.workers, slices.Values(cases), func(r receipt) (answer, error) {
		v, err := d.lobby.Review(ctx, officer, r.record)
		if err != nil {
			return answer{}, err
		}
		a := answer{id: r.ID, review: v}
		if clients := t[r.ID]; len(clients) > 0 {
			a.missed, err = d.missed(ctx, r.Person, clients)
		}
		return a, err
	}, func(a answer) error {
		stage.add(1)
		return each(a)
	})
}

// missed reports whether none of the clients shares a key with the person, so
// that they were not even compared.
func (d *desk) missed(ctx context.Context, p matching.Person, clients map[string]bool) (bool, error) {
	pool, err := d.store.Candidates(ctx, authority, d.matcher.Prepare(p).Ask, candidateLimit)
	for _, c := range pool.Clients {
		if clients[c.ID] {
			return false, err
		}
	}
	return true, err
}
