package storetest

import (
	"fmt"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var clocks = group{"clocks", []check{
	{
		name: "versions decide, not times",
		why:  "the clocks of a service's machines differ and leap: an earlier time is not an older write",
		run: func(t tb, s *subject) {
			r, c := aRecord("r"), aClient("c")
			for i, at := range []time.Time{minute(0), minute(-600), minute(600), {}, minute(1), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), minute(2)} {
				r.Updated, r.Received, r.Head, c.Updated, c.From = at, at, fmt.Sprint(i), at, store.RecordID(fmt.Sprint(i))
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(store.Version(i), r)}, Clients: []clientChange{writeClient(store.Version(i), c)}})
				s.holds(t, store.Version(i+1), r)
				s.holdsClient(t, store.Version(i+1), c)
				page := s.page(t, store.Query{Authority: here, Limit: 2})
				require.Len(t, page, 1)
				require.Equal(t, r.Head, page[0].Head)
			}
		},
	},
	{
		name: "no time is a store's own",
		why:  "stores never read a clock: what they would put in is not what the lobby signed",
		run: func(t tb, s *subject) {
			r, c, e := aRecord("r"), aClient("c"), anEvent("e")
			r.Received, r.Updated, c.Updated, e.At = time.Time{}, time.Time{}, time.Time{}, time.Time{}
			b := store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}}
			s.commit(t, b)
			s.holds(t, 1, r)
			s.holdsClient(t, 1, c)
			requireSame(t, []store.Event{e}, s.allEvents(t, store.EventQuery{Authority: here, Limit: 2}), "events")
		},
	},
}}
