package lobby_test

import (
	"context"
	"fmt"
	"iter"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/train"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// What officers decide teaches the model, and the lobby goes on with what it has
// learnt.
func ExampleService_Labels_training() {
	ctx := context.Background()
	desk := new(memory.Store)
	l := lobby.New(desk, matching.UK(nil), lobby.HPA2(), nil)
	auditor := lobby.Actor{ID: "ada", Authority: "leeds", Role: lobby.Auditor}
	decideAll(ctx, l, matchtest.New(7, 300), 200)

	learnt, err := train.UKLevels(graded(l.Labels(ctx, auditor, lobby.Period{})), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	// How many were clients is learnt from the decisions, too.
	lead := lobby.Actor{ID: "lena", Authority: "leeds", Role: lobby.Lead}
	report, err := l.Report(ctx, lead, lobby.Period{})
	if err != nil {
		fmt.Println(err)
		return
	}
	known, all := 0, 0
	for _, c := range report.Channels {
		known += c.Assigned
		all += c.Assigned + c.Created
	}
	m, err := matching.Trained(learnt, &matching.Options{PriorKnown: float64(known) / float64(all)})
	if err != nil {
		fmt.Println(err)
		return
	}
	lobby.New(desk, m, lobby.HPA2(), nil)
	fmt.Println(all, "decisions;", m.Model() != matching.UK(nil).Model())
	// Output: 200 decisions; true
}

// graded turns labels into what training learns from, and passes an error on.
func graded(labels iter.Seq2[store.Verdict, error]) iter.Seq2[train.Graded, error] {
	return func(yield func(train.Graded, error) bool) {
		for v, err := range labels {
			if !yield(train.FromVerdict(v.Levels, v.Same), err) {
				return
			}
		}
	}
}

// decideAll has an officer who knows the truth decide cases that arrive.
func decideAll(ctx context.Context, l *lobby.Service, w *matchtest.World, cases int) {
	host := lobby.Actor{ID: "casework", Authority: "leeds", Role: lobby.Host}
	portal := lobby.Actor{ID: "portal", Authority: "leeds", Role: lobby.IntakeMachine}
	officer := lobby.Actor{ID: "amy", Authority: "leeds", Role: lobby.Officer}
	for c := range w.Clients() {
		_, _ = l.PutClients(ctx, host, []lobby.ClientUpdate{{ID: store.ClientID(c.ID), Person: &c.Person}})
	}
	for c := range w.Cases(cases, matchtest.Everyday()) {
		r, _ := l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: c.ID, Person: c.Person})
		_, _ = l.Claim(ctx, officer, r.ID)
		review, _ := l.Review(ctx, officer, r.ID)
		var err error
		if known := listed(review, c.Clients); known != "" {
			_, err = l.Assign(ctx, officer, r.ID, known, review.Token)
		} else {
			_, err = l.Create(ctx, officer, r.ID, review.Token)
		}
		if err != nil {
			panic(err) // the officer knows the truth
		}
	}
}

// listed returns the first client of a review that is one of those named.
func listed(r lobby.Review, ids []string) store.ClientID {
	for _, m := range r.Clients {
		for _, id := range ids {
			if m.ID == id {
				return store.ClientID(id)
			}
		}
	}
	return ""
}
