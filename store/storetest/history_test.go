package storetest

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

// at is an operation that takes from its call to one instant later, of a
// worker of its own.
func at(when int64, q question, a answer) porcupine.Operation {
	return porcupine.Operation{ClientId: int(when), Input: q, Output: a, Call: when, Return: when + 1}
}

func TestTheModelOfACouple(t *testing.T) {
	insert := question{Kind: "write", Record: 0, Client: 0, Word: "x"}
	update := question{Kind: "write", Record: 1, Client: -1, Word: "y"}
	again := question{Kind: "write", Record: 1, Client: -1, Word: "z"}
	erase := question{Kind: "erase", Record: -1, Client: 1}
	record, client, search := question{Kind: "record"}, question{Kind: "client"}, question{Kind: "search"}
	ok, conflict, unknown := answer{Ended: "ok"}, answer{Ended: "conflict"}, answer{Ended: "unknown"}
	sees := func(v store.Version, word string) answer { return answer{"ok", v, word} }
	endless := func(o porcupine.Operation) porcupine.Operation {
		o.Return = math.MaxInt64
		return o
	}
	for name, c := range map[string]struct {
		history []porcupine.Operation
		orderly bool
	}{
		"what was written is read":                {[]porcupine.Operation{at(1, insert, ok), at(3, record, sees(1, "x")), at(5, client, sees(1, "x"))}, true},
		"what was never written is read":          {[]porcupine.Operation{at(1, insert, ok), at(3, record, sees(1, "q"))}, false},
		"half of a write is read":                 {[]porcupine.Operation{at(1, insert, ok), at(3, record, sees(1, "x")), at(5, client, sees(0, ""))}, false},
		"what was overwritten is read":            {[]porcupine.Operation{at(1, insert, ok), at(3, update, ok), at(5, record, sees(1, "x"))}, false},
		"two win one version":                     {[]porcupine.Operation{at(1, insert, ok), at(3, update, ok), at(3, again, ok)}, false},
		"one of two wins":                         {[]porcupine.Operation{at(1, insert, ok), at(3, update, ok), at(3, again, conflict)}, true},
		"a conflict without a rival":              {[]porcupine.Operation{at(1, insert, ok), at(3, update, conflict)}, false},
		"an erasure is seen":                      {[]porcupine.Operation{at(1, insert, ok), at(3, erase, ok), at(5, client, sees(2, ""))}, true},
		"whoever was erased is found":             {[]porcupine.Operation{at(1, insert, ok), at(3, erase, ok), at(5, search, sees(1, "x"))}, false},
		"whoever was erased is found no more":     {[]porcupine.Operation{at(1, insert, ok), at(3, erase, ok), at(5, search, sees(0, ""))}, true},
		"an erasure of what changed succeeds":     {[]porcupine.Operation{at(1, insert, ok), at(3, erase, ok), at(5, erase, ok)}, false},
		"an unknown write was applied":            {[]porcupine.Operation{at(1, insert, ok), endless(at(3, update, unknown)), at(5, record, sees(2, "y"))}, true},
		"an unknown write was not applied":        {[]porcupine.Operation{at(1, insert, ok), endless(at(3, update, unknown)), at(5, record, sees(1, "x"))}, true},
		"an unknown write is applied late":        {[]porcupine.Operation{at(1, insert, ok), endless(at(3, update, unknown)), at(5, record, sees(1, "x")), at(7, record, sees(2, "y"))}, true},
		"an unknown write comes and goes":         {[]porcupine.Operation{at(1, insert, ok), endless(at(3, update, unknown)), at(5, record, sees(2, "y")), at(7, record, sees(1, "x"))}, false},
		"a second decision takes, the first lost": {[]porcupine.Operation{at(1, insert, ok), at(3, update, ok), at(5, again, ok), at(7, record, sees(2, "z"))}, false},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.orderly, porcupine.CheckOperations(model(), c.history))
			require.Equal(t, c.orderly, porcupine.CheckOperations(model(), bounded(c.history)), "once what is unknown is bounded")
		})
	}
}

func TestAHistoryWithoutOrderLeavesItsTraces(t *testing.T) {
	c := named(t, "histories/what many saw and did has an order in which it all makes sense")
	s := sound()
	for _, m := range durableMutants {
		if m.name == "a read is a moment old" {
			m.sabotage(s)
		}
	}
	failed, said := verdict(t, c, s, time.Minute)
	require.True(t, failed)
	require.Contains(t, said, "-storetest.seed=")
	for _, name := range []string{"history.json", "history.html"} {
		text, err := os.ReadFile(filepath.Join(t.ArtifactDir(), name))
		require.NoError(t, err)
		require.Contains(t, string(text), "record")
	}
}

func TestATameHistoryProvesNothing(t *testing.T) {
	var tame []porcupine.Operation
	for i := range 1000 {
		tame = append(tame, at(int64(2*i), question{Kind: "write", Word: "x"}, answer{Ended: "ok"}))
	}
	failed, said := verdict(t, check{run: func(t tb, _ *subject) { requireContention(t, tame) }}, sound(), time.Minute)
	require.True(t, failed)
	require.Contains(t, said, "too few conflicts")
}
