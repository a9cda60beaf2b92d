package lobby_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// A case puts clients of whom all is known among 20,000 other people, lets
// somebody arrive, claims the record and reviews it: what an officer sees of those
// clients, keys and all. The register is made once; a case takes its clients out
// again.

// caseload is the lobby with the 20,000 others.
type caseload struct {
	*lobby.Service
	turn int
}

var caseloads = sync.OnceValue(func() *caseload {
	c := &caseload{Service: lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), nil)}
	var all []lobby.ClientUpdate
	for other := range matchtest.New(7, 20_000).Clients() {
		all = append(all, lobby.ClientUpdate{ID: store.ClientID("other-" + other.ID), Person: other.Person})
	}
	if res, err := c.PutClients(context.Background(), host, all); err != nil || len(res.Failed) > 0 {
		panic(fmt.Sprint("the register of others: ", err, len(res.Failed)))
	}
	return c
})

// among puts clients into the register for as long as f takes, which is told how
// to find the place of each of them.
func (c *caseload) among(t *testing.T, clients []matching.Person, f func(place func(lobby.ClientMatch) int)) {
	t.Helper()
	c.turn++
	var ups []lobby.ClientUpdate
	for i, p := range clients {
		ups = append(ups, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprintf("case-%d-%03d", c.turn, i)), Person: p})
	}
	res, err := c.PutClients(t.Context(), host, ups)
	require.NoError(t, err)
	require.Empty(t, res.Failed)
	f(func(m lobby.ClientMatch) int {
		return slices.IndexFunc(ups, func(u lobby.ClientUpdate) bool { return u.ID == m.Client.ID })
	})
	for _, u := range ups {
		require.NoError(t, c.EraseClient(t.Context(), dora, u.ID))
	}
}

// review returns what is seen of each client when the person arrives.
func (c *caseload) review(t *testing.T, asker matching.Person, clients []matching.Person) (all []shown) {
	t.Helper()
	c.among(t, clients, func(index func(lobby.ClientMatch) int) {
		c.turn++
		in, err := c.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(c.turn), Person: asker})
		require.NoError(t, err)
		_, err = c.Claim(t.Context(), amy, in.ID)
		require.NoError(t, err)
		v, err := c.Review(t.Context(), amy, in.ID)
		require.NoError(t, err)
		all = shownOf(v.Clients, len(clients), index)
	})
	return all
}

// shownOf picks the clients of a case out of a list.
func shownOf(list []lobby.ClientMatch, n int, index func(lobby.ClientMatch) int) []shown {
	all := make([]shown, n)
	for place, m := range list {
		if i := index(m); i >= 0 {
			all[i] = shown{m.Match, place + 1}
		}
	}
	return all
}

// shown is what an officer sees of one client. Place is 1 for the first of the
// list, 0 where the client is not listed.
type shown struct {
	matching.Match
	Place int
}

func (s shown) String() string {
	if s.Place == 0 {
		return "not listed"
	}
	text := fmt.Sprintf("#%d, %.5f %s, related %.3f, %.1f bits", s.Place, s.Probability, s.Rating, s.Related, s.Weight)
	for _, e := range s.Evidence {
		if e.Level != "" {
			text += "; " + e.String()
		}
	}
	return text
}

// on is the evidence of a field.
func (s shown) on(field string) matching.Evidence {
	if i := slices.IndexFunc(s.Evidence, func(e matching.Evidence) bool { return e.Field == field }); i >= 0 {
		return s.Evidence[i]
	}
	return matching.Evidence{}
}

func (s shown) odds() float64 { return min(s.Probability, 1-1e-6) / (1 - min(s.Probability, 1-1e-6)) }

// who is a person by names "Given|Family" or "Given|Middle|Family", then by fields
// as [matching.Person.Fields] names them, each with a value.
func who(name string, told ...string) matching.Person {
	var p matching.Person
	switch n := strings.Split(name, "|"); len(n) {
	case 1:
		p.Given = n[0]
	case 2:
		p.Given, p.Family = n[0], n[1]
	default:
		p.Given, p.Middle, p.Family = n[0], n[1], n[2]
	}
	for i := 0; i < len(told); i += 2 {
		known := false
		for _, f := range p.Fields() {
			switch {
			case f.Name != told[i]:
				continue
			case f.Text != nil:
				*f.Text = told[i+1]
			default:
				*f.List = append(*f.List, told[i+1])
			}
			known = true
		}
		if !known {
			panic("a person has no field " + told[i])
		}
	}
	return p
}

// caseRow is one case: the clients, who arrives, and what has to be true of the
// first client.
type caseRow struct {
	says    string
	clients []matching.Person
	asker   matching.Person
	musts   []must
}

// arrives is a case of one client.
func arrives(says string, client, asker matching.Person, musts ...must) caseRow {
	return caseRow{says, []matching.Person{client}, asker, musts}
}

// eitherWay is the case, and the one in which client and asker have changed places.
func eitherWay(says string, client, asker matching.Person, musts ...must) []caseRow {
	return []caseRow{arrives(says, client, asker, musts...), arrives(says+", the other way", asker, client, musts...)}
}

func checkCases(t *testing.T, rows []caseRow) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.says, func(t *testing.T) {
			all := caseloads().review(t, r.asker, r.clients)
			var failed []string
			for _, m := range r.musts {
				var likened shown
				if m.likened != nil {
					likened = caseloads().review(t, *m.likened, r.clients)[0]
				}
				if !m.holds(all[0], likened) {
					failed = append(failed, m.says)
				}
			}
			require.Empty(t, failed, all[0].String())
		})
	}
}
