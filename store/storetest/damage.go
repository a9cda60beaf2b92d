package storetest

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var damaging = group{"unreadable rows", []check{
	{
		name:  "a row that cannot be read is named in its place, and stops none of the others",
		why:   "a newer version of the library wrote it, or a disk failed: if it ended the list, all who wait behind it would wait unseen; if it were left out, nobody would know of it",
		needs: damages,
		run: func(t tb, s *subject) {
			bad := store.IDs{Records: []store.RecordID{"1", "2", "5"}, Clients: []store.ClientID{"0", "3", "4"}}
			all := damaged(t, s, bad)
			r := aRecord("")
			for limit := 1; limit < 8; limit++ {
				for _, q := range []store.Query{
					{}, {States: store.Undecided()}, {System: r.System}, {Channels: []store.Channel{r.Channel}}, {Provider: r.Provider}, {Holder: r.Claim.Officer},
					{ReceivedFrom: minute(0), ReceivedBefore: minute(9)},
				} {
					q.Authority, q.Limit = here, limit
					readable, named := s.scanDamaged(t, q)
					require.Equal(t, without(all.Records, bad.Records), readable, "by %+v", q)
					require.Equal(t, bad.Records, named, "by %+v", q)
				}
			}
			for limit := 1; limit < 8; limit++ {
				q := store.ClientQuery{Authority: here, Limit: limit}
				var readable, named []store.ClientID
				for {
					page, err := s.Clients(t.Context(), q)
					require.NoError(t, err)
					require.LessOrEqual(t, page.Len(), limit)
					readable, named = append(readable, ids(page.Clients, clientID)...), append(named, page.Unreadable...)
					if page.Len() < limit {
						break
					}
					require.Greater(t, page.Next(), q.After, "the next page begins where this one did")
					q.After = page.Next()
				}
				require.Equal(t, without(all.Clients, bad.Clients), readable, "in pages of %d", limit)
				require.Equal(t, bad.Clients, named, "in pages of %d", limit)
			}
		},
	},
	{
		name:  "rows read at once say which of them cannot be read",
		why:   "what is there and cannot be read is not what was never there: a review that would have needed it must not go on as if nobody were there",
		needs: damages,
		run: func(t tb, s *subject) {
			bad := store.IDs{Records: []store.RecordID{"1", "2"}, Clients: []store.ClientID{"0", "3"}}
			all := damaged(t, s, bad)
			asked := store.IDs{Records: append(slices.Clone(all.Records), "absent", "2"), Clients: append(slices.Clone(all.Clients), "0", "absent")}
			for _, asked.Unkeyed = range []bool{true, false} {
				rows, err := s.Rows(t.Context(), here, asked)
				require.NoError(t, err)
				require.Equal(t, without(all.Records, bad.Records), ids(rows.Records, recordID))
				require.Equal(t, without(all.Clients, bad.Clients), ids(rows.Clients, clientID))
				rows.Unreadable.Unkeyed = bad.Unkeyed
				requireSame(t, bad, rows.Unreadable, "what cannot be read")
			}
			if _, can := s.raw.(store.Gatherer); can {
				_, came := s.gather(t, 50, 1)
				rows := came(asked)
				for _, id := range bad.Records {
					require.NotContains(t, ids(rows.Records, recordID), id, "what cannot be read came along")
				}
				for _, id := range bad.Clients {
					require.NotContains(t, ids(rows.Clients, clientID), id, "what cannot be read came along")
				}
				require.Subset(t, bad.Records, rows.Unreadable.Records)
				require.Subset(t, bad.Clients, rows.Unreadable.Clients)
			}
		},
	},
	{
		name:  "a search and a commit go on beside a row that cannot be read",
		why:   "one row of garbage is one person's misfortune, not everybody's; and whoever a search leaves out, because the row cannot be read, is created a second time",
		needs: damages,
		run: func(t tb, s *subject) {
			bad := store.IDs{Records: []store.RecordID{"1"}, Clients: []store.ClientID{"0"}}
			all := damaged(t, s, bad)
			pool := s.pool(t, here, 50, 1)
			for _, id := range all.Clients {
				require.Contains(t, ids(pool.Clients, personID), string(id))
			}
			for _, id := range all.Records {
				require.Contains(t, ids(pool.Records, personID), string(id))
			}
			r := s.record(t, here, "0")
			s.commit(t, records(write(1, r), write(0, aRecord("new"))))
			s.holds(t, 2, r)
			s.refuse(t, records(write(0, aRecord("1"))), "a row that cannot be read is there all the same")
		},
	},
}}

// scanDamaged reads all records that q asks for, those that cannot be read by name.
func (s *subject) scanDamaged(t tb, q store.Query) (readable, named []store.RecordID) {
	t.Helper()
	for {
		page, err := s.Records(t.Context(), q)
		require.NoError(t, err)
		require.LessOrEqual(t, page.Len(), q.Limit)
		readable = append(readable, ids(page.Records, recordID)...)
		for _, c := range page.Unreadable {
			named = append(named, c.ID)
		}
		if page.Len() < q.Limit {
			return readable, named
		}
		require.Positive(t, page.Next().Compare(q.After), "the next page begins where this one did")
		q.After = page.Next()
	}
}

// damaged stores seven rows of each kind, and has some of them made unreadable.
func damaged(t tb, s *subject, bad store.IDs) (all store.IDs) {
	t.Helper()
	b := store.Batch{Authority: here}
	for i := range 7 {
		id := fmt.Sprint(i)
		r, c := aRecord(store.RecordID(id)), aClient(store.ClientID(id))
		r.Received, r.Keys, c.Keys = minute(i/2), keys(1), keys(1)
		r.System, r.Channel, r.Provider, r.Claim.Officer = aRecord("").System, aRecord("").Channel, aRecord("").Provider, aRecord("").Claim.Officer
		b.Records, b.Clients = append(b.Records, write(0, r)), append(b.Clients, writeClient(0, c))
		all.Records, all.Clients = append(all.Records, r.ID), append(all.Clients, c.ID)
	}
	s.given(t, b)
	for _, id := range bad.Records {
		require.NoError(t, s.damage(s.raw, here, id, ""), "the adapter's hook")
	}
	for _, id := range bad.Clients {
		require.NoError(t, s.damage(s.raw, here, "", id), "the adapter's hook")
	}
	return all
}

// without are those of all that are not among some.
func without[ID comparable](all, some []ID) []ID {
	return slices.DeleteFunc(slices.Clone(all), func(id ID) bool { return slices.Contains(some, id) })
}
