package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/hosttest"
)

func TestTwoInstancesThatAreKilledKeepEveryPromise(t *testing.T) {
	url, d := hosttest.Postgres(t), hosttest.Open(t)
	race := hosttest.FullRace(hosttest.Race{Sender: "portal", Arrival: func(n int, person any) (string, any) {
		return "/referrals/self", obj{"reference": fmt.Sprint(n), "person": person}
	}})
	kinds := race.Run(t, hosttest.Build(t), url, d)
	race.Kept(t, url, kinds)

	count := func(query string) int { return hosttest.Count(t, url, query) }
	require.Equal(t, 0, count(`SELECT count(*) FROM (SELECT client FROM casework WHERE closed_because = '' GROUP BY client HAVING count(*) > 1) more`), "no client has two open cases")
	require.Equal(t, race.Known, count(`SELECT count(*) FROM casework WHERE closed_because = '' AND client LIKE 'K-%'`), "and each has one")
}
