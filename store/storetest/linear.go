package storetest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"
)

var linear = group{"histories", []check{
	{
		name: "what many saw and did has an order in which it all makes sense",
		why:  "reads and writes must look as if each had happened at one instant between its call and its answer, lists and searches too, whatever fails in between",
		run: func(t tb, s *subject) {
			some := []Fault{FailBefore, FailAfter, CancelBefore, CancelDuring}
			from := seed(t)
			h := &recording{store: Faulty(s.asked, Sometimes(from, .03, some, "Commit")), began: time.Now()}
			const crew, couples = 16, 12
			var done sync.WaitGroup
			for worker := range crew {
				random := rand.New(rand.NewPCG(from, uint64(worker)+1))
				done.Go(func() { h.work(t.Context(), worker, s.rounds(640), couples, random) })
			}
			done.Wait()
			requireContention(t, h.events)
			requireLinear(t, h.events)
		},
	},
}}

// requireContention fails if a history is too tame to prove anything.
func requireContention(t tb, history []porcupine.Operation) {
	t.Helper()
	ended := make(map[string]int)
	for _, o := range history {
		if o.Input.(question).Word != "" {
			ended[o.Output.(answer).Ended]++
		}
	}
	writes := ended["ok"] + ended["conflict"] + ended["unknown"]
	require.Greater(t, ended["ok"], writes/20, "too few writes succeeded to prove anything: %v", ended)
	require.Greater(t, ended["conflict"], writes/20, "too few conflicts to prove anything: %v", ended)
	require.Greater(t, ended["unknown"], writes/200, "too few unknown outcomes to prove anything: %v", ended)
}

// requireLinear fails, leaving the history and a drawing of it behind, if the
// history has no order.
func requireLinear(t tb, history []porcupine.Operation) {
	t.Helper()
	const patience = time.Minute
	result, info := porcupine.CheckOperationsVerbose(model(), bounded(history), patience)
	found := "the history has no order"
	switch result {
	case porcupine.Ok:
		return
	case porcupine.Unknown:
		found = fmt.Sprintf("within %v no order of the history was found, and none is likely: where there is one it takes seconds", patience)
	}
	dir := t.ArtifactDir()
	type line struct {
		Worker int
		Asked  question
		Answer answer
		From   int64
		To     int64
	}
	var lines []line
	for _, o := range history {
		lines = append(lines, line{o.ClientId, o.Input.(question), o.Output.(answer), o.Call, o.Return})
	}
	text, err := json.MarshalIndent(lines, "", "\t")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "history.json"), text, 0o600))
	require.NoError(t, porcupine.VisualizePath(model(), info, filepath.Join(dir, "history.html")))
	t.Fatalf("%s: history.json and history.html are in %s; go test -artifacts keeps them", found, dir)
}

// bounded is the history without what cannot be: a write of unknown outcome was applied,
// if at all, before anybody saw its rows at a later version. Without that bound it might
// have been at any time until the end, and an order takes long to find.
func bounded(history []porcupine.Operation) (all []porcupine.Operation) {
	for _, o := range history {
		if o.Output.(answer).Ended == "unknown" {
			for _, seen := range history {
				if q := o.Input.(question); passed(q, seen.Input.(question), seen.Output.(answer)) {
					o.Return = min(o.Return, seen.Return)
				}
			}
		}
		if o.Call <= o.Return { // or it was never applied
			all = append(all, o)
		}
	}
	return all
}

// passed reports whether an answer shows that one of the rows of a write is no longer at the
// version that this expects.
func passed(write, q question, a answer) bool {
	if q.Couple != write.Couple || a.Ended != "ok" {
		return false
	}
	record, client := q.Record+1, q.Client+1 // as a write leaves them, 0 if it does not
	switch q.Kind {
	case "record", "list":
		record = a.Version
	case "client":
		client = a.Version
	}
	return write.Record >= 0 && record > write.Record || write.Client >= 0 && client > write.Client
}
