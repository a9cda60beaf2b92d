package lobby_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/train"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// What officers decide teaches the model, and the lobby goes on with what it has
// learnt.
func ExampleGraded() {
	ctx := context.Background()
	desk := new(memory.Store)
	l := lobby.New(desk, matching.UK(nil), lobby.HPA2(), nil)
	auditor := lobby.Actor{ID: "ada", Authority: "leeds", Role: lobby.Auditor}
	decideAll(ctx, l, matchtest.New(7, 300), 200)

	labels := lobby.Graded(l.Labels(ctx, auditor, lobby.Period{}))
	learnt, err := train.UKLevels(labels, nil)
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

// decideAll has an officer who knows the truth decide cases that arrive.
func decideAll(ctx context.Context, l *lobby.Service, w *matchtest.World, cases int) {
	host := lobby.Actor{ID: "casework", Authority: "leeds", Role: lobby.Host}
	portal := lobby.Actor{ID: "portal", Authority: "leeds", Role: lobby.IntakeMachine}
	officer := lobby.Actor{ID: "amy", Authority: "leeds", Role: lobby.Officer}
	for c := range w.Clients() {
		_, _ = l.PutClients(ctx, host, []lobby.ClientUpdate{{ID: store.ClientID(c.ID), Person: c.Person}})
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

func TestGradedLabelsSayWhatWasDecided(t *testing.T) {
	broken := fmt.Errorf("store: gone")
	var got []train.Graded
	var last error
	for g, err := range lobby.Graded(func(yield func(store.Verdict, error) bool) {
		_ = yield(store.Verdict{Client: "c-1", Same: true, Levels: []string{"equal", ""}}, nil) &&
			yield(store.Verdict{Client: "c-2", Levels: []string{"differ", "near"}}, nil) && yield(store.Verdict{}, broken)
	}) {
		if last = err; err == nil {
			got = append(got, g)
		}
	}
	require.Equal(t, []train.Graded{{Levels: []string{"equal", ""}, Match: 1}, {Levels: []string{"differ", "near"}}}, got)
	require.Equal(t, broken, last)
}
