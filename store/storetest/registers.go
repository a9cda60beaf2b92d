package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var registers = group{"register", []check{
	{
		name: "clients come by id",
		why:  "whoever prepares the whole register again goes on where it stopped, by id",
		run: func(t tb, s *subject) {
			want := aRegister(t, s)
			for _, limit := range []int{1, 2, 3, len(want) - 1, len(want), len(want) + 1} {
				requireSame(t, want, s.register(t, here, limit), "clients, in pages of %d", limit)
			}
			require.Empty(t, s.clientPage(t, store.ClientQuery{Authority: "nobody's", Limit: 9}))
		},
	},
	{
		name: "a page of clients is full while there are more",
		why:  "fewer than Limit means that there are no more: a short page would leave the rest of the register as it was",
		run: func(t tb, s *subject) {
			for limit := range aRegister(t, s) {
				require.Len(t, s.clientPage(t, store.ClientQuery{Authority: here, Limit: limit + 1}), limit+1)
			}
		},
	},
	{
		name: "a client's place is an id, not a row",
		why:  "the id at which somebody stopped may be any",
		run: func(t tb, s *subject) {
			all := ids(aRegister(t, s), clientID)
			for _, after := range []store.ClientID{"", "A", "a", "aa0", "é", "ë", "\U0010ffff", "~", store.ClientID(strings.Repeat("a", 2*store.MaxID))} {
				var want []store.ClientID
				for _, id := range all {
					if id > after {
						want = append(want, id)
					}
				}
				got := ids(s.clientPage(t, store.ClientQuery{Authority: here, After: after, Limit: store.MaxPage}), clientID)
				require.True(t, slices.Equal(want, got), "after %q: want %q, got %q", after, want, got)
			}
		},
	},
	{
		name: "the register is read to its end while others write to it",
		why:  "the host goes on putting clients while they are prepared again",
		run: func(t tb, s *subject) {
			want := ids(aRegister(t, s), clientID)
			round := 0
			got := ids(s.register(t, here, 3, func() {
				round++
				require.Less(t, round, longScan, "the scan does not end")
				for _, place := range []string{"!", "a", "m", "€"} {
					s.given(t, clients(writeClient(0, aClient(store.ClientID(fmt.Sprintf("%s new %d", place, round))))))
				}
				first := s.client(t, here, want[0])
				s.given(t, clients(writeClient(first.Version, first)))
			}), clientID)
			require.True(t, slices.IsSorted(got))
			require.Len(t, slices.Compact(slices.Clone(got)), len(got), "a client comes twice")
			require.Subset(t, got, want)
		},
	},
	{
		name: "a page of clients may be as long as the contract allows",
		why:  "the lobby counts on MaxPage",
		run: func(t tb, s *subject) {
			var some []clientChange
			for i := range store.MaxPage + 1 {
				some = append(some, writeClient(0, store.Client{Authority: here, ID: store.ClientID(fmt.Sprintf("%04d", i))}))
			}
			s.given(t, clients(some...))
			require.Len(t, s.clientPage(t, store.ClientQuery{Authority: here, Limit: store.MaxPage}), store.MaxPage)
			require.Len(t, s.register(t, here, store.MaxPage), store.MaxPage+1)
		},
	},
}}

// aRegister stores clients in no order, one merged and one erased among them, and
// another authority's; it returns those of here by id.
func aRegister(t tb, s *subject) []store.Client {
	t.Helper()
	var all []store.Client
	for _, name := range unordered[store.ClientID]() {
		c := aClient(name)
		c.Keys = keys(1, counted)
		switch name {
		case "e":
			c = store.Client{Authority: here, ID: name, Erased: true}
		case "Z":
			c = store.Client{Authority: here, ID: name, MergedInto: "a"}
		}
		s.given(t, clients(writeClient(0, c)))
		s.given(t, in(there, clients(writeClient(0, c))))
		s.given(t, in(there, clients(writeClient(0, aClient("their "+name)))))
		c.Version = 1
		all = append(all, c)
	}
	slices.SortFunc(all, func(x, y store.Client) int { return cmp.Compare(x.ID, y.ID) })
	return all
}
