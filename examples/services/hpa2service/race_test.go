package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/hosttest"
)

func TestTwoInstancesThatAreKilledKeepEveryPromise(t *testing.T) {
	url, d := hosttest.Postgres(t), hosttest.Open(t)
	race := hosttest.FullRace(hosttest.Race{Sender: "portal", Arrival: func(n int, person any) (string, any) {
		return "/referrals/self", obj{"reference": fmt.Sprint(n), "person": person}
	}})
	kinds := race.Run(t, hosttest.Build(t), url, d)
	require.Equal(t, race.Referrals, kinds["assigned"]+kinds["created"]+kinds["removed"])
	require.Equal(t, race.Referrals*2/5, kinds["assigned"])
	require.Equal(t, race.Referrals/5, kinds["removed"])

	count := func(query string) int { return hosttest.Count(t, url, query) }
	require.Equal(t, race.Referrals, count(`SELECT count(*) FROM lobby_record`), "each arrived once")
	require.Equal(t, kinds["assigned"]+kinds["created"], count(`SELECT count(*) FROM casework WHERE record <> ''`), "each decision has its case")
	require.Equal(t, kinds["assigned"]+kinds["created"], count(`SELECT count(DISTINCT record) FROM casework WHERE record <> ''`), "and one alone")
	require.Equal(t, race.Known+kinds["created"], count(`SELECT count(*) FROM client c JOIN lobby_client l ON l.id = c.id`), "the host's clients are the lobby's")
	require.Equal(t, race.Known+kinds["created"], count(`SELECT count(*) FROM lobby_client`))
	require.Equal(t, 0, count(`SELECT count(*) FROM (SELECT client FROM casework WHERE closed_because = '' GROUP BY client HAVING count(*) > 1) more`), "no client has two open cases")
	require.Equal(t, race.Known, count(`SELECT count(*) FROM casework WHERE closed_because = '' AND client LIKE 'K-%'`), "and each has one")
	require.Eventually(t, func() bool { return count(`SELECT count(*) FROM mail`) == 2*race.Referrals }, 2*time.Minute, 100*time.Millisecond,
		"each arrival and each decision is mailed")
	require.Zero(t, count(`SELECT count(*) FROM mail WHERE body ILIKE '%family%' OR body ILIKE '%given%'`))
}
