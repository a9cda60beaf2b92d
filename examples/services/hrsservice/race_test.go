package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/hosttest"
)

func TestTwoInstancesThatAreKilledKeepEveryPromise(t *testing.T) {
	url, d := hosttest.Postgres(t), hosttest.Open(t)
	race := hosttest.FullRace(hosttest.Race{Sender: "hana", Arrival: func(n int, person any) (string, any) {
		return "/added-clients", obj{"reference": fmt.Sprint(n), "person": person}
	}})
	kinds := race.Run(t, hosttest.Build(t), url, d)
	race.Kept(t, url, kinds)

	count := func(query string) int { return hosttest.Count(t, url, query) }
	require.Equal(t, kinds["assigned"]+kinds["created"], count(`SELECT count(*) FROM casework WHERE closed_because = ''`), "every case stays open")
	require.Equal(t, kinds["created"], count(`SELECT count(DISTINCT reference) FROM client WHERE reference <> ''`), "each has a reference of its own")
	require.Equal(t, kinds["created"], count(`SELECT max(substr(reference, 5)::int) FROM client WHERE reference <> ''`), "without gaps")
	require.Equal(t, kinds["created"], count(`SELECT last FROM counter`))
}
